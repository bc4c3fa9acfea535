"""Print the book, as it was built, into one PDF: ``python release/pdf.py [--reading] [SITE]``.

The articles of all pages, in the order of the contents, become one document, which Chromium prints without running
any script: live models are the pictures that the pages hold from the first paint, and what is folded is open.
Links between pages become links within the document, those to other hosts stay, and those to files of the site lead
to the site where its address is known and are plain words where it is not.
The contents bear page numbers, which are known only when all is printed: then the contents are printed once more, with
nothing but the numbers to be seen, and laid over the first.
With ``--reading`` it is the reading edition (``release/reading.py``): prose and pictures, and proof as a line.
"""

from __future__ import annotations

import os
import posixpath
import re
import runpy
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
ARCHIVE = runpy.run_path(str(ROOT / "release" / "archive.py"))
VISITS = runpy.run_path(str(ROOT / "tests" / "site" / "visits.py"))
READING = runpy.run_path(str(ROOT / "release" / "reading.py"))
CHROMIUM = runpy.run_path(str(ROOT / "tests" / "site" / "chromium.py"))

#: What the reading edition says of itself.
READ = (
    "This is the reading edition: prose and pictures. Evidence, numbers, equations and solutions are a line each, and "
    "stand in the whole book."
)
TITLE = "Extracellular vesicles in the tumour microenvironment"
SHEETS = ("_static/evbook.css", "_static/katex.css", "_static/sphinx-design.min.css", "evbook/evbook-explorer.css",
          "evbook/evbook-map.css")  # fmt: skip

STYLE = """
@page { size: A4; margin: 18mm 16mm 20mm; }
/* what reaches beyond the paper would make Chromium print everything smaller */
.printed { break-before: page; overflow-x: clip; }
.printed :is(code, a, p, li), .printed .print-narrow :is(td, th, code, a) { overflow-wrap: anywhere; }
/* a number or a word that is broken between two columns cannot be read: a wide table is set smaller instead */
.printed table:not(.print-narrow) :is(td, th, p, li, a, code) { overflow-wrap: break-word; }
.printed :is(td, th) { min-width: 0 !important; }
.printed thead th { position: static; }
.printed figcaption { break-before: avoid; }
.printed :is(.evbook-claims, .evbook-listing) { overflow: visible; max-height: none; }
.printed :is(table, svg, img, pre) { max-width: 100%; }
.printed :is(svg, img) { max-height: 225mm; }
.printed > .page, .printed .page section > * { max-width: none; }
.front-page > section { display: block !important; }
.print-title { padding-top: 60mm; }
.print-name { font-size: 18pt; font-weight: 600; line-height: 1.15; }
.print-title .print-name { font-size: 30pt; }
.print-contents { break-before: page; }
.print-contents ol { list-style: none; padding: 0; margin: 0 0 4mm; }
.print-contents li { display: flex; gap: 3mm; }
.print-contents li::before { content: ""; order: 1; flex: 1; border-bottom: 0.4pt dotted; margin-bottom: 1.2mm; }
.print-contents span { order: 2; font-variant-numeric: tabular-nums; min-width: 3em; text-align: right; }
.evx-take, .evbook-filter, noscript, form, .headerlink { display: none !important; }
.reading-line { border-left: 2pt solid #b8b8b8; padding-left: 3mm; font-size: 92%; }
"""

#: For the second printing of the contents: the same lines, and only their numbers seen.
NUMBERS_ALONE = "body { visibility: hidden; } .print-contents span { visibility: visible; }"

#: Width and height of the text on the paper, in CSS pixels: 210 mm less two margins of 16 mm, 297 mm less 18 and 20.
WIDTH, HEIGHT = round((210 - 2 * 16) / 25.4 * 96), round((297 - 18 - 20) / 25.4 * 96)

#: A formula wider or higher than the paper, or a table wider than it, is set smaller, by as much as it needs; a table
#: that would become unreadable breaks its words.
FIT = """(height) => { for (const formula of document.querySelectorAll('.printed .katex-display > .katex')) {
  const parts = [...formula.querySelectorAll('.katex-base')].map((part) => part.getBoundingClientRect());
  const left = Math.min(...parts.map((part) => part.left));
  const right = Math.max(...parts.map((part) => part.right));
  const room = document.documentElement.clientWidth - left;
  const high = formula.closest('.katex-display').getBoundingClientRect().height;
  const share = Math.min(room / (right - left), 0.95 * height / high);
  if (share < 1) formula.style.fontSize = `${Math.floor(100 * share)}%`;
}
for (const table of document.querySelectorAll('.printed table')) {
  const room = () => table.parentElement.clientWidth / table.offsetWidth;
  if (room() >= 1) continue;
  table.style.zoom = Math.max(0.6, Math.floor(100 * room()) / 100);
  if (table.getBoundingClientRect().width > table.parentElement.clientWidth + 1) table.classList.add('print-narrow');
} }"""

FOOT = """<div style="width:100%;margin:0 16mm;font:7.5pt sans-serif;color:#555;
  display:flex;justify-content:space-between">
<span>{words}</span><span class="pageNumber"></span></div>"""


@dataclass
class Part:
    """A part of the contents: its caption (empty for the front page) and its pages."""

    caption: str
    pages: list[str] = field(default_factory=list)


def parts_of(toc: Path) -> list[Part]:
    """The contents, in order."""
    read = YAML(typ="safe").load(toc.read_text(encoding="utf-8"))
    parts = [Part("", [read["root"]])]
    for part in read.get("parts", [{"chapters": read.get("chapters", [])}]):
        parts.append(Part(part.get("caption", ""), [chapter["file"] for chapter in part["chapters"]]))
    return parts


def anchor(page: str, fragment: str = "") -> str:
    """The id in the printed document of a page, or of a place in it."""
    name = page.replace("/", "-")
    return f"{name}--{fragment}" if fragment else name


_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_IDS = re.compile(r'(?<=\s)(id|for|headers|aria-labelledby|aria-describedby|aria-controls|aria-owns)="([^"]*)"')
_LINK = re.compile(r'\s(href|xlink:href|src)="([^"]*)"')


def rewritten(html: str, page: str, pages: set[str], site: str = "") -> str:
    """A page's article with ids of its own, and with links as they are in the printed document."""
    folder = posixpath.dirname(page)

    def ids(match: re.Match) -> str:
        return f'{match[1]}="{" ".join(anchor(page, name) for name in match[2].split())}"'

    def link(match: re.Match) -> str:
        kind, address = match[1], unescape(match[2])
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return match[0]
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else f"{page}.html"
        if kind == "src":
            return f' src="../html/{escape(path)}"'
        # a setting of a live model is no place in a printed text
        fragment = "" if parts.fragment.startswith("ev:") else unquote(parts.fragment)
        if path.removesuffix(".html") in pages and path.endswith(".html"):
            return f' {kind}="#{escape(anchor(path.removesuffix(".html"), fragment))}"'
        return f' {kind}="{escape(site + path)}"' if site else ""

    def tag(match: re.Match) -> str:
        text = _IDS.sub(ids, match[0])
        text = _LINK.sub(link, text)
        return re.sub(r"url\(#([^)]+)\)", lambda found: f"url(#{anchor(page, found[1])})", text)

    return _TAG.sub(tag, html)


def article(html: str) -> str:
    """The article of a built page."""
    return re.search(r'<article class="(page[^"]*)">(.*)</article>', html, re.DOTALL)[2]


def title_of(html: str) -> str:
    """The words of a page's first heading."""
    heading = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)[1]
    heading = re.sub(r'<a class="headerlink".*?</a>', "", heading, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", heading)).split())


def document(
    site: Path, parts: list[Part], address: str = "", numbers: dict[str, int] | None = None, *, reading: bool = False
) -> str:
    """The book as one page of HTML; given the ``numbers`` of the pages on which its pages begin, those alone.

    With ``reading`` it is the reading edition.
    """
    every = [page for part in parts for page in part.pages]
    articles = {page: article((site / f"{page}.html").read_text(encoding="utf-8")) for page in every}
    if reading:
        articles = READING["edition"](articles, address)
    contents, body = [], []
    for part in parts:
        lines = [
            f'<li><a href="#{anchor(page)}">{escape(title_of(articles[page]))}</a>'
            f"<span>{(numbers or {}).get(page, '')}</span></li>"
            for page in part.pages
        ]
        caption = f"<p><strong>{escape(part.caption)}</strong></p>" if part.caption else ""
        contents.append(f"{caption}<ol>{''.join(lines)}</ol>")
    for page in every if numbers is None else ():
        text = re.sub(r'<a class="headerlink".*?</a>', "", articles[page], flags=re.DOTALL)
        front = " front-page" if page == every[0] else ""
        body.append(
            f'<div class="printed" id="{anchor(page)}"><div class="page{front}">'
            f"{rewritten(text, page, set(every), address)}</div></div>"
        )
    sheets = "".join(f'<link rel="stylesheet" href="../html/{name}">' for name in SHEETS if (site / name).is_file())
    version = ARCHIVE["version"]()
    where = f'<p>The live book: <a href="{escape(address)}">{escape(address)}</a></p>' if address else ""
    return f"""<!DOCTYPE html>
<html lang="en" data-theme="light"><head><meta charset="utf-8"><title>{TITLE}</title>
{sheets}<style>{STYLE}{"" if numbers is None else NUMBERS_ALONE}</style></head>
<body><main>
<div class="print-title"><p class="print-name">{TITLE}: an executable review</p>
<p>The evbook contributors. Version {version}.</p>{where}
{f"<p>{READ}</p>" if reading else ""}
<p>In print the models stand still, each at its first setting; in the book they move.</p>
<p>An executable companion to Maacha <i>et al.</i> 2019, <i>Molecular Cancer</i> 18:55,
whose authors have not endorsed it.
Text CC BY 4.0, code BSD 3-Clause. For study and research, not for treatment.</p></div>
<nav class="print-contents"><p class="print-name">Contents</p>{"".join(contents)}</nav>
{"".join(body)}
</main></body></html>"""


def printed(text: str, folder: Path, pdf: Path, foot: str = "<span></span>") -> None:
    """Print a document by Chromium, without scripts and without any network; ``folder`` lies beside the site's."""
    folder.mkdir(parents=True, exist_ok=True)
    html = folder / "book.html"
    html.write_text(text, encoding="utf-8")
    program = CHROMIUM["find"]()
    if program is None:
        raise SystemExit(CHROMIUM["ABSENT"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=VISITS["FLAGS"])
        context = browser.new_context(
            java_script_enabled=False, color_scheme="light", viewport={"width": WIDTH, "height": 1000}
        )
        context.route(lambda url: not url.startswith(("file:", "data:")), lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(300_000)
        page.goto(html.as_uri(), wait_until="load")
        page.emulate_media(media="print", color_scheme="light")
        page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
        page.evaluate(FIT, HEIGHT)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        page.pdf(path=pdf, format="A4", print_background=True, prefer_css_page_size=True, outline=True, tagged=True,
                 display_header_footer=True, header_template="<span></span>",
                 footer_template=foot)  # fmt: skip
        browser.close()


def beginnings(pdf: Path, pages: list[str]) -> dict[str, int]:
    """On which page of the PDF each page of the book begins, counted from 1."""
    reader = PdfReader(pdf)
    places = reader.named_destinations
    found = {page: places.get(anchor(page)) or places.get(f"/{anchor(page)}") for page in pages}
    return {page: reader.get_destination_page_number(place) + 1 for page, place in found.items() if place is not None}


def finish(pdf: Path, numbers: Path, when: int) -> None:
    """Lay the numbers over the contents; give the PDF its title, author and time, and open it with its outline."""
    writer = PdfWriter(clone_from=pdf)
    for page, over in zip(writer.pages, PdfReader(numbers).pages, strict=False):
        page.merge_page(over)
    date = datetime.fromtimestamp(when, UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    writer.add_metadata({"/Title": f"{TITLE}: an executable review", "/Author": "The evbook contributors",
                         "/CreationDate": date, "/ModDate": date})  # fmt: skip
    writer.page_mode = "/UseOutlines"
    writer.write(pdf)


def main(site: Path, target: Path, *, reading: bool = False) -> None:
    """Print the book of a built site, or its reading edition."""
    if not (site / "index.html").is_file():
        raise SystemExit(f"There is no built site in {site}; `make book` builds it.")
    parts = [
        Part(part.caption, [page for page in part.pages if (site / f"{page}.html").is_file()])
        for part in parts_of(ROOT / "_toc.yml")
    ]
    if reading:
        parts = [Part(part.caption, READING["pages_of"](part.pages)) for part in parts]
    pages = [page for part in parts for page in part.pages]
    address = os.environ.get("EVBOOK_SITE", "")
    address = address and address.rstrip("/") + "/"
    folder = target.parent / ("print-reading" if reading else "print")
    words = escape(f"{TITLE}. Version {ARCHIVE['version']()}")
    printed(document(site, parts, address, reading=reading), folder, target, FOOT.format(words=words))
    numbers = folder / "numbers.pdf"
    contents = document(site, parts, address, beginnings(target, pages), reading=reading)
    printed(contents, folder, numbers)
    finish(target, numbers, ARCHIVE["moment"]())
    print(f"{target}: {len(PdfReader(target).pages)} pages, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word != "--reading"]
    edition = "--reading" in sys.argv
    main(
        Path(asked[0]).resolve() if asked else ROOT / "_build" / "html",
        ROOT / "_build" / f"evbook-{'reading-' if edition else ''}{ARCHIVE['version']()}.pdf",
        reading=edition,
    )
