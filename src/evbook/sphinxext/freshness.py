"""A change of the package executes and renders again what depends on it.

Sphinx looks at the sources of a page, and the notebook cache at a notebook's code; neither sees that the model
behind them has changed.  Two digests tell them: of everything that a notebook's output can depend on, and of
what only the look of the site depends on.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

PACKAGE = Path(__file__).parents[1]
SITE = Path(__file__).parent
_SKIP_OF_SITE = {"node_modules", "__pycache__"}
_SKIP = {*_SKIP_OF_SITE, "static", "frontend"}
#: How fast the book was: no model asks for it, and the page that shows it depends on the file by itself.
MEASURED = "status.csv"


def digest(files: Iterable[Path]) -> str:
    """Twelve hex digits of SHA-256 over the files' contents, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def package_files() -> list[Path]:
    """What a notebook's output can depend on: the package's code except the site's, and the data."""
    code = [
        path
        for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.json")]
        if SITE not in path.parents and not _SKIP.intersection(path.parts)
    ]
    data = (PACKAGE.parents[1] / "data").rglob("*")
    return code + [path for path in data if path.is_file() and path.name != MEASURED]


def site_files() -> list[Path]:
    """What only the look of a page depends on: this extension and the explorer's bundle."""
    own = [path for path in SITE.rglob("*") if path.is_file() and not _SKIP_OF_SITE.intersection(path.parts)]
    return own + list((PACKAGE / "explorer" / "static").glob("*.*"))


def note_digests(app: Sphinx, config: Config) -> None:
    """Set the digests, and give the notebook cache a folder of this package's own."""
    config.evbook_package_digest = digest(package_files())
    config.evbook_site_digest = digest(site_files())
    if not config.nb_execution_cache_path:
        caches = Path(app.outdir).parent / ".jupyter_cache"
        current = caches / config.evbook_package_digest
        for old in caches.glob("*") if caches.is_dir() else ():
            if old != current:
                shutil.rmtree(old, ignore_errors=True)
        config.nb_execution_cache_path = str(current)


def setup(app: Sphinx) -> None:
    """Register the digests: a new one of the package reads all pages again, one of the site writes them again."""
    app.add_config_value("evbook_package_digest", "", "env", str)
    app.add_config_value("evbook_site_digest", "", "html", str)
    app.connect("config-inited", note_digests)
