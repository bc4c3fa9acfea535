"""The offline archive: the same bytes for the same site, everything in it but JupyterLite, and sums that hold."""

from __future__ import annotations

import hashlib
import runpy
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARCHIVE = runpy.run_path(str(ROOT / "release" / "archive.py"))


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    site = tmp_path / "html"
    left_out = ("lite/index.html", ".doctrees/x", ".buildinfo")
    for name in ("index.html", "background/uptake.html", "_static/evbook.css", *left_out):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    return site


def test_everything_is_in_it_but_what_needs_a_server(small_site, tmp_path):
    packed = ARCHIVE["pack"](small_site, tmp_path / "evbook-1.zip", 1_700_000_000)
    names = {name.removeprefix("evbook-1/") for name in zipfile.ZipFile(packed).namelist()}
    assert names == {"index.html", "background/uptake.html", "_static/evbook.css", "READ-ME-FIRST.txt", "SHA256SUMS"}


def test_the_same_site_gives_the_same_bytes_whenever_and_in_whatever_order_it_was_written(small_site, tmp_path):
    first = ARCHIVE["pack"](small_site, tmp_path / "a" / "evbook-1.zip", 1_700_000_000).read_bytes()
    copy = tmp_path / "copy"
    for path in sorted(small_site.rglob("*"), reverse=True):
        if path.is_file():
            (copy / path.relative_to(small_site)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy / path.relative_to(small_site))
    assert ARCHIVE["pack"](copy, tmp_path / "b" / "evbook-1.zip", 1_700_000_000).read_bytes() == first
    assert ARCHIVE["pack"](copy, tmp_path / "c" / "evbook-1.zip", 1_700_086_400).read_bytes() != first


def test_the_sums_hold_and_cover_every_file(small_site, tmp_path):
    packed = ARCHIVE["pack"](small_site, tmp_path / "evbook-1.zip", 0)
    beside = packed.with_name("evbook-1.zip.sha256").read_text().split()
    assert beside == [hashlib.sha256(packed.read_bytes()).hexdigest(), "evbook-1.zip"]
    zipfile.ZipFile(packed).extractall(tmp_path / "out")
    folder = tmp_path / "out" / "evbook-1"
    listed = {line[66:]: line[:64] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(there) - {"SHA256SUMS"} == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256(there[name].read_bytes()).hexdigest() == digest
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_without_a_site_there_is_a_sentence(tmp_path):
    with pytest.raises(SystemExit, match="make book"):
        ARCHIVE["pack"](tmp_path, tmp_path / "x.zip", 0)


def test_the_time_is_that_of_the_environment_or_of_the_commit(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert ARCHIVE["moment"]() == 1_700_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    if (ROOT / ".git").exists():
        assert ARCHIVE["moment"]() > 1_700_000_000
