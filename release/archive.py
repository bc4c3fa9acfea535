"""Pack the built site into one zip that works by double click, without a server and without a network.

``python release/archive.py [SITE]``

The same site and the same moment give the same bytes: names are sorted, and every file bears one time, that of
``SOURCE_DATE_EPOCH`` or else of the last commit.
JupyterLite is left out: it needs a server, and fetches Python from another host.
``SHA256SUMS`` inside the zip covers every file, and a ``.sha256`` beside it covers the zip.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: What of the built site is not for readers, or does not work without a server.
LEFT_OUT = {"lite", ".buildinfo", ".doctrees", "objects.inv"}

READ_ME = """\
{title}
version {version}

Open index.html in a browser (a double click does it).  No server and no network is needed, and nothing is sent
anywhere: every page, every live model and the search work from this folder.

SHA256SUMS lists every file: `sha256sum --check SHA256SUMS` tells whether they are whole.
"""


def version(root: Path = ROOT) -> str:
    """The version of the package, which is the book's."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def moment(root: Path = ROOT) -> int:
    """Seconds since 1970 that every file bears."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, encoding="utf-8")
    if asked.returncode:
        raise SystemExit("The archive needs a time: set SOURCE_DATE_EPOCH, or run it in a git checkout.")
    return int(asked.stdout)


def files_of(site: Path) -> dict[str, bytes]:
    """What goes into the archive, by path below its folder."""
    paths = (path for path in site.rglob("*") if path.is_file())
    return {
        name.as_posix(): (site / name).read_bytes()
        for name in (path.relative_to(site) for path in paths)
        if name.parts[0] not in LEFT_OUT
    }


def sums_of(files: dict[str, bytes]) -> str:
    """A line a file, as ``sha256sum --check`` reads them."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def pack(site: Path, target: Path, when: int) -> Path:
    """Write the archive of a site; returns its path."""
    if not (site / "index.html").is_file():
        raise SystemExit(f"There is no built site in {site}; `make book` builds it.")
    files = files_of(site)
    read_me = READ_ME.format(title="Extracellular vesicles in the tumour microenvironment", version=version())
    files["READ-ME-FIRST.txt"] = read_me.encode()
    files["SHA256SUMS"] = sums_of(files).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    # a zip knows no time before 1980
    stamp = max(time.gmtime(when)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build" / "html"
    packed = pack(site, ROOT / "_build" / f"evbook-{version()}.zip", moment())
    print(f"{packed}: {packed.stat().st_size / 1e6:.1f} MB")
