"""How a page is run elsewhere: what is offered where addresses are known, and what where they are not."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import nbformat
import pytest
from chapters import BOOK

import evbook
from evbook.authoring.copies import Copies
from evbook.authoring.copies import text_of as copy_text
from evbook.authoring.notebooks import text_of
from evbook.sphinxext import running
from evbook.sphinxext.running import Addresses

GITHUB = "https://github.com/Somebody/a-book"


def told(**environment: str) -> Addresses:
    return Addresses.told(environment)


def test_where_nothing_is_told_nothing_is_known():
    assert told() == Addresses("", "")
    assert told().binder("a/b.ipynb") == told().lite("a/b.ipynb") == ""


@pytest.mark.parametrize(
    ("repository", "site"),
    [
        (GITHUB, "https://somebody.github.io/a-book/"),
        (GITHUB + ".git", "https://somebody.github.io/a-book/"),
        (GITHUB + "/", "https://somebody.github.io/a-book/"),
        ("https://github.com/Somebody/somebody.github.io", "https://somebody.github.io/"),
        ("https://git.example.org/group/a-book", ""),
    ],
)
def test_a_repository_at_github_tells_its_pages(repository, site):
    assert told(EVBOOK_REPOSITORY=repository).site == site


def test_a_site_that_is_told_stands():
    addresses = told(EVBOOK_REPOSITORY=GITHUB, EVBOOK_SITE="https://book.example.org")
    assert addresses.site == "https://book.example.org/"


def test_binder_is_asked_for_the_notebook_of_the_repository():
    address = urlsplit(told(EVBOOK_REPOSITORY=GITHUB + ".git").binder("background/uptake.ipynb"))
    assert (address.netloc, address.path) == ("mybinder.org", "/v2/gh/Somebody/a-book/HEAD")
    assert parse_qs(address.query) == {"urlpath": ["lab/tree/notebooks/background/uptake.ipynb"]}
    elsewhere = urlsplit(told(EVBOOK_REPOSITORY="https://git.example.org/group/a-book").binder("x.ipynb"))
    kind, repository, version = elsewhere.path.removeprefix("/v2/").split("/")
    assert (kind, unquote(repository), version) == ("git", "https://git.example.org/group/a-book", "HEAD")


@pytest.mark.parametrize("address", ["github.com/a/b", "http://example.org", "https://", 'https://x.org/"onload=', "x"])
@pytest.mark.parametrize("name", ["EVBOOK_REPOSITORY", "EVBOOK_SITE"])
def test_what_is_no_address_is_refused_in_a_sentence(name, address):
    with pytest.raises(ValueError, match=name):
        told(**{name: address})


@pytest.mark.parametrize("site", ["", "https://book.example.org/"])
def test_the_first_cell_installs_the_package_only_where_it_is_absent(site):
    from IPython.core.inputtransformer2 import TransformerManager

    code = running.first_cell("evbook-1.2.3-py3-none-any.whl", site)
    assert code.count("%pip install") == 1
    asked: list[str] = []

    class Shell:
        def run_line_magic(self, name: str, line: str) -> None:
            asked.append(f"{name} {line}")

    program = TransformerManager().transform_cell(code)
    ast.parse(program)
    exec(program, {"get_ipython": Shell})  # evbook is there, so nothing is asked
    assert asked == []
    exec(program.replace("import evbook", "import evbook_absent"), {"get_ipython": Shell})
    (line,) = asked
    wanted = (
        f'"evbook[analysis,sbml] @ {site}wheel/evbook-1.2.3-py3-none-any.whl"'
        if site
        else ('"./evbook-1.2.3-py3-none-any.whl[analysis,sbml]"')
    )
    assert line == f"pip install --quiet {wanted}"


def test_a_notebook_to_download_is_the_readers_copy_with_one_cell_before_it():
    copies = Copies(BOOK)
    page, source = next(iter(copies.notebooks.items()))
    before = source.read_bytes()
    taken = nbformat.reads(copy_text(copies.of(page), "import evbook"), as_version=4)
    nbformat.validate(taken)
    assert taken.cells.pop(0).source == "import evbook"
    assert taken == copies.of(page)
    assert source.read_bytes() == before


CONFIGURATION = """
extensions = ["myst_nb", "evbook.sphinxext"]
html_theme, html_title, html_math_renderer = "evbook", "A small book", "katex"
project, author, copyright = "small", "Nobody", "2026, Nobody"
nb_execution_mode, html_copy_source = "off", False


def setup(app):
    # The pages of the models are not what is looked at, and would take most of the time.
    from evbook.sphinxext import embeds

    for listener in list(app.events.listeners["html-collect-pages"]):
        if listener.handler is embeds.pages:
            app.disconnect(listener.id)
"""


#: Builds each site in a process of its own, at the same time; Sphinx's extensions, whose import takes longest, are
#: imported once before.
BUILD = """
import json, os, sys
import evbook.sphinxext, myst_nb.sphinx_ext
from sphinx.cmd.build import build_main

sites = json.loads(sys.argv[1])
children = {}
for folder, environment in sites:
    child = os.fork()
    if not child:
        os.environ.update(environment)
        os._exit(build_main(["-q", "-W", "-b", "html", f"{folder}/book", f"{folder}/html"]))
    children[child] = folder
ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
sys.exit(max(map(abs, ended)))
"""


def built(*sites: tuple[Path, dict[str, str]]) -> list[Path]:
    """A book of two pages for each folder, built with its settings; returns the sites."""
    for folder, _ in sites:
        source = folder / "book"
        source.mkdir(parents=True)
        (source / "conf.py").write_text(CONFIGURATION)
        (source / "index.md").write_text("# A small book\n\n```{toctree}\nchapter\n```\n")
        cells = [nbformat.v4.new_markdown_cell("# A chapter"), nbformat.v4.new_code_cell("1 + 1")]
        (source / "chapter.ipynb").write_text(text_of(nbformat.v4.new_notebook(cells=cells)))
    known = {key: value for key, value in os.environ.items() if key not in ("EVBOOK_REPOSITORY", "EVBOOK_SITE")}
    given = json.dumps([(str(folder), environment) for folder, environment in sites])
    done = subprocess.run([sys.executable, "-c", BUILD, given], capture_output=True, text=True, env=known)
    assert done.returncode == 0, done.stderr
    return [folder / "html" for folder, _ in sites]


def launch(page: Path) -> tuple[str, dict[str, str]]:
    """What a page says of running it, and its links by their text."""
    part = re.search(r'<details class="disclosure run">.*?</details>', page.read_text(encoding="utf-8"), re.DOTALL)[0]
    links = {text: unescape(link) for link, text in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', part)}
    return " ".join(re.sub(r"<[^>]+>", "", part).split()), links


@pytest.mark.slow
def test_a_site_offers_the_hosts_only_where_the_repository_is_known(tmp_path):
    unknown, known = built((tmp_path / "unknown", {}), (tmp_path / "known", {"EVBOOK_REPOSITORY": GITHUB}))
    said, links = launch(unknown / "chapter.html")
    assert "You need none of this to use the models on this page" in said
    assert set(links) == {"Download the notebook", "the package"}
    for link in links.values():
        assert (unknown / link).is_file()
    assert 'class="disclosure run"' not in (unknown / "index.html").read_text(encoding="utf-8")
    assert "https" not in nbformat.read(unknown / links["Download the notebook"], as_version=4).cells[0].source

    said, links = launch(known / "chapter.html")
    assert set(links) == {"Open it on Binder", "Open it in JupyterLite", "Download the notebook", "the package"}
    assert said.count("Expect to wait") == 2 and "fetches Python from another host" in said
    assert links["Open it on Binder"].endswith("notebooks%2Fchapter.ipynb")
    assert links["Open it in JupyterLite"].startswith("https://somebody.github.io/a-book/lite/")
    taken = nbformat.read(known / links["Download the notebook"], as_version=4)
    assert f"https://somebody.github.io/a-book/{links['the package']}" in taken.cells[0].source

    head = (known / "chapter.html").read_text(encoding="utf-8").partition("</head>")[0]
    assert '<link rel="canonical" href="https://somebody.github.io/a-book/chapter.html">' in head
    assert "<loc>https://somebody.github.io/a-book/chapter.html</loc>" in (known / "sitemap.xml").read_text()
    picture = re.search(r'property="og:image" content="https://somebody.github.io/a-book/([^"]*)"', head)[1]
    assert (known / picture).read_bytes().startswith(b"\x89PNG")
    assert not (unknown / "sitemap.xml").exists()
    assert "canonical" not in (unknown / "chapter.html").read_text(encoding="utf-8")

    wheels = [site / links["the package"] for site in (unknown, known)]
    assert wheels[0].name == f"evbook-{evbook.__version__}-py3-none-any.whl"
    assert wheels[0].read_bytes() == wheels[1].read_bytes(), "the same sources give the same wheel"
    assert "evbook/_data/claims.csv" in zipfile.ZipFile(wheels[0]).namelist()
