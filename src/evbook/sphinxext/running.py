"""How a page is run elsewhere: the package's wheel, the notebook to download, and buttons that open it at a host.

Two settings of the environment say what the book cannot know by itself:

``EVBOOK_REPOSITORY``   the address of the repository, such as ``https://github.com/OWNER/NAME``
``EVBOOK_SITE``         the address of the site; when absent, GitHub's own for a repository at GitHub

Where an address is unknown, what needs it is absent: no button leads nowhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config

from evbook.authoring.copies import Copies, text_of
from evbook.sphinxext import freshness

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = freshness.PACKAGE.parents[1]
WHEELS = "wheel"
NOTEBOOKS = "notebooks"
#: Where Binder's last step writes the readers' copies.
COPIES = "notebooks"
#: What notebooks use beyond the package's own needs.
EXTRAS = "[analysis,sbml]"


@dataclass(frozen=True)
class Addresses:
    """Where the repository and the site are; empty where that is not known."""

    repository: str = ""
    site: str = ""

    @classmethod
    def told(cls, environment: Mapping[str, str]) -> Addresses:
        """What the environment says.  Raises ValueError for what is no address."""
        repository, site = (environment.get(name, "").strip() for name in ("EVBOOK_REPOSITORY", "EVBOOK_SITE"))
        for name, address in (("EVBOOK_REPOSITORY", repository), ("EVBOOK_SITE", site)):
            parts = urlsplit(address)
            if address and not (parts.scheme == "https" and parts.netloc and not set(address) & set(" \"'<>?#")):
                raise ValueError(f"{name} is an address such as https://github.com/OWNER/NAME, not {address!r}.")
        repository = repository.rstrip("/").removesuffix(".git")
        site = site or pages_of(repository)
        return cls(repository, site and site.rstrip("/") + "/")

    def binder(self, notebook: str) -> str:
        """The address that opens a notebook of the repository on Binder."""
        if not self.repository:
            return ""
        github = _github(self.repository)
        where = f"gh/{github}" if github else f"git/{quote(self.repository, safe='')}"
        return f"https://mybinder.org/v2/{where}/HEAD?urlpath={quote(f'lab/tree/{COPIES}/{notebook}', safe='')}"

    def lite(self, notebook: str) -> str:
        """The address that opens a notebook in the site's JupyterLite."""
        return f"{self.site}lite/lab/index.html?path={quote(notebook, safe='')}" if self.site else ""


def _github(repository: str) -> str:
    """``OWNER/NAME`` of a repository at GitHub, else nothing."""
    parts = urlsplit(repository)
    path = parts.path.strip("/")
    return path if parts.netloc == "github.com" and path.count("/") == 1 else ""


def pages_of(repository: str) -> str:
    """The address of GitHub Pages for a repository at GitHub, else nothing."""
    owner, _, name = _github(repository).partition("/")
    if not owner:
        return ""
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def first_cell(wheel: str, site: str) -> str:
    """The code that installs the package where it is absent, at the head of a notebook that was downloaded."""
    if site:
        said = ["# The package comes from the book's own site, once; what it needs comes from PyPI."]
        source = f'"evbook{EXTRAS} @ {site}{WHEELS}/{wheel}"'
    else:
        said = [
            f"# The page of this notebook also offers the package, {wheel}:",
            "# put that file beside this notebook.  What the package needs comes from PyPI.",
        ]
        source = f'"./{wheel}{EXTRAS}"'
    return "\n".join(["try:", "    import evbook", "except ModuleNotFoundError:",
                      *[f"    {line}" for line in said], f"    %pip install --quiet {source}"])  # fmt: skip


def executed(app: Sphinx, source: Path) -> NotebookNode | None:
    """The notebook of a page with what its cells gave when the site was built; None where that is not kept."""
    if app.config.nb_execution_mode != "cache":
        return None
    import nbformat
    from jupyter_cache import get_cache

    cache = get_cache(app.config.nb_execution_cache_path)
    try:
        return cache.merge_match_into_notebook(nbformat.read(source, as_version=4))[1]
    except KeyError:
        return None


def build_wheel(folder: Path, stamp: Path) -> Path:
    """Build the package's wheel into ``folder``, unless the one there is of the same sources; return its path."""
    beside = ("pyproject.toml", "hatch_build.py", "README.md", "book/references.bib", f"data/{freshness.MEASURED}")
    sources = [*freshness.package_files(), *freshness.site_files(), *(ROOT / name for name in beside)]
    digest = freshness.digest(sources)
    there = sorted(folder.glob("evbook-*.whl"))
    if len(there) == 1 and stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return there[0]
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"The wheel that the site serves could not be built:\n{done.stdout}{done.stderr}")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest, encoding="utf-8")
    return next(folder.glob("evbook-*.whl"))


def note_addresses(app: Sphinx, config: Config) -> None:
    """Take the addresses from the environment; one that ``_config.yml`` gives the site stands."""
    told = Addresses.told(os.environ)
    config.html_baseurl = config.html_baseurl or told.site
    config.evbook_repository = told.repository


def write_wheel(app: Sphinx) -> None:
    """Build the wheel before the pages that name it."""
    if app.builder.format == "html":
        wheel = build_wheel(Path(app.outdir) / WHEELS, Path(app.doctreedir) / "evbook-wheel.sha256")
        app.config.evbook_wheel = wheel.name


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Write the notebook of a page, and give the templates the ways to run it."""
    context["running"] = None
    source = Path(app.env.doc2path(pagename)) if pagename in app.env.found_docs else Path()
    if source.suffix != ".ipynb":
        return
    addresses = Addresses(app.config.evbook_repository, app.config.html_baseurl)
    wheel = app.config.evbook_wheel
    target = Path(app.outdir) / NOTEBOOKS / f"{pagename}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    copies = Copies(Path(app.srcdir), site=addresses.site)
    text = text_of(copies.of(pagename, executed(app, source)), first_cell(wheel, addresses.site))
    target.write_text(text, encoding="utf-8", newline="\n")
    context["running"] = {
        "notebook": f"{NOTEBOOKS}/{pagename}.ipynb",
        "wheel": f"{WHEELS}/{wheel}",
        "binder": addresses.binder(f"{pagename}.ipynb"),
        "lite": addresses.lite(f"{pagename}.ipynb"),
    }


def setup(app: Sphinx) -> None:
    """Take the settings, build the wheel, and connect to the rendering of each page."""
    app.add_config_value("evbook_repository", "", "html", str)
    app.add_config_value("evbook_wheel", "", "", str)
    app.connect("config-inited", note_addresses)
    app.connect("builder-inited", write_wheel)
    app.connect("html-page-context", extend_context)
