"""What is derived, kept on disk for the next process: named by the hash of all it depends on.

The folder is ``EVBOOK_CACHE`` where that is set, the user's own cache folder otherwise, and where that cannot be
written a folder below the machine's temporary one that belongs to the user alone.  Where nothing can be written nothing
is kept, and everything works as without.  A file is written beside its place and then moved there, so a reader sees all
of it or nothing; it begins with the hash of its content, and one that does not fit its hash is not there.
What belongs to another version has another name, and is never looked at.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from functools import cache
from pathlib import Path

#: Files in the folder above which the older half is dropped: each version of a model that is being written leaves some.
MOST_FILES = 2000


def digest(*parts: str | bytes) -> str:
    """The hash of what something depends on."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def _own() -> Path:
    """The user's cache folder as the system has it."""
    if asked := os.environ.get("EVBOOK_CACHE"):
        return Path(asked)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "evbook"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "evbook" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evbook"


def _ours(path: Path) -> bool:
    """Whether a folder is there, writable, and nobody else's to write: what lies in it is run."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()
    except (OSError, RuntimeError):
        return False
    if not stat.S_ISDIR(path.stat().st_mode) or not os.access(path, os.W_OK | os.X_OK):
        return False
    return os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


@cache
def folder() -> Path | None:
    """Where things are kept, or None."""
    try:
        own = _own()
    except RuntimeError:  # no home at all
        own = None
    user = os.getuid() if hasattr(os, "getuid") else "user"
    for path in (own, Path(tempfile.gettempdir()) / f"evbook-{user}"):
        if path is not None and _ours(path):
            return path
    return None


def sealed(data: bytes) -> bytes:
    """The content of a file that keeps something: its hash, then itself."""
    return hashlib.sha256(data).digest() + data


def intact(path: Path) -> bytes | None:
    """What a file keeps; None where it is not there, or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data[32:] if hashlib.sha256(data[32:]).digest() == data[:32] else None


def get(name: str) -> bytes | None:
    """What is kept under a name; None where nothing is, or where it is damaged."""
    return None if (where := folder()) is None else intact(where / name)


def put(name: str, data: bytes) -> None:
    """Keep something; where that cannot be done, nothing is said."""
    if (where := folder()) is None:
        return
    _make_room(where)
    try:
        with tempfile.NamedTemporaryFile(dir=where, prefix=f".{name}-", delete=False) as file:
            file.write(sealed(data))
        os.replace(file.name, where / name)
    except OSError:
        Path(file.name).unlink(missing_ok=True) if "file" in locals() else None


@cache
def _make_room(where: Path) -> None:
    """Once a process: where more than :data:`MOST_FILES` lie in the folder, the older half goes."""
    try:
        files = [entry for entry in os.scandir(where) if entry.is_file(follow_symlinks=False)]
        if len(files) > MOST_FILES:
            for entry in sorted(files, key=lambda entry: entry.stat().st_mtime)[: len(files) // 2]:
                Path(entry.path).unlink(missing_ok=True)
    except OSError:
        return
