"""Bind the reading edition into an EPUB 3: ``python release/epub.py [SITE]``.

Each page of the edition (``release/reading.py``) is a file; formulae are MathML, pictures are SVG with their colours
spelt out, and the live models are stills.  Links lead within the book, to other hosts, and to the live book where its
address is known.  The same site gives the same bytes but for the moment that the release states.
"""

from __future__ import annotations

import os
import posixpath
import re
import runpy
import sys
import uuid
import zipfile
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
PDF = runpy.run_path(str(ROOT / "release" / "pdf.py"))
READING, ARCHIVE, TITLE = PDF["READING"], PDF["ARCHIVE"], PDF["TITLE"]

STYLE = """
body { line-height: 1.45; }
h1, h2, h3 { line-height: 1.2; }
figure { margin: 1em 0; }
figcaption, .evx-sentence, .evx-time-words { font-size: 0.9em; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: 0.85em; }
th, td { padding: 0.2em 0.5em; text-align: left; vertical-align: top; border-bottom: 1px solid #bbb; }
.idea { font-size: 1.1em; border-left: 3px solid #b84700; padding-left: 0.7em; }
.reading-line { border-left: 2px solid #bbb; padding-left: 0.7em; font-size: 0.9em; }
.admonition { border: 1px solid #bbb; padding: 0 0.7em; }
.visually-hidden, .sr-only { display: none; }
"""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAGE = (
    HEAD + '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="en" xml:lang="en"><head><title>{title}</title><link rel="stylesheet" href="book.css" type="text/css"/>'
    "</head>\n<body>{body}</body></html>\n"
)
#: Attributes that only scripts and style sheets of the site read, or that an EPUB may not have.
LEFT_OUT = re.compile(r"^(data-.*|tabindex|for|target|decoding|loading|fetchpriority|contenteditable|scoped|valign)$")


def file_of(page: str) -> str:
    """The file of a page in the EPUB."""
    return f"{page.replace('/', '-')}.xhtml"


def spelt_out(text: str) -> str:
    """Style with a colour or a face in place of each name that stands for one: ``var(--ink, #1d252c)``."""
    while (found := re.sub(r"var\(--[\w-]+\s*,\s*((?:[^()]|\([^()]*\))*)\)", r"\1", text)) != text:
        text = found
    return text


def bound(article: str, page: str, pages: set[str], site: str) -> str:
    """An article as XHTML, whose links are those of the EPUB."""
    soup = BeautifulSoup(article, "html.parser")
    for formula in soup.select(".katex"):
        if not formula.decomposed and (said := formula.find("math")) is not None:
            for part in said.select("annotation, annotation-xml"):
                part.decompose()
            formula.replace_with(said.extract())
    for stage in soup.select('.evx-stage, [style*="position:relative;height:"]'):
        _framed(soup, stage)
    for part in soup.find_all(True):
        for name in [name for name in part.attrs if LEFT_OUT.match(name)]:
            del part.attrs[name]
        if "style" in part.attrs:
            part.attrs["style"] = spelt_out(part.attrs["style"])
        for name in ("href", "src", "xlink:href"):
            if name in part.attrs and not _linked(part, name, page, pages, site):
                del part.attrs[name]
        if part.name == "img" and "src" not in part.attrs:
            part.replace_with(part.get("alt", ""))
        elif part.name == "svg":
            part.attrs["xmlns"] = "http://www.w3.org/2000/svg"
        elif part.name == "a" and "href" not in part.attrs and (part.find_parent("svg") or not part.get("id")):
            part.unwrap()
    for sheet in soup.find_all("style"):
        sheet.decompose()
    return READING["cased"](str(soup))


#: How wide a still is drawn, in the pixels of a page; its height is that of its stage.
WIDE = 560


def _framed(soup: BeautifulSoup, stage) -> None:
    """Make a still, which the page's style sheet puts into its stage, a picture that needs none."""
    high = re.search(r"height:\s*(\d+)px", stage.attrs.pop("style", ""))
    for inner in stage.find_all("svg", recursive=False):
        style = inner.get("style", "")
        place = re.match(r"position:absolute;left:(\d+)px;top:(\d+)px;", style)
        less = re.search(r"width:calc\(100% - (\d+)px\);height:calc\(100% - (\d+)px\);", style)
        if not (high and place and less):
            continue
        left, top, wide, tall = map(int, (*place.groups(), *less.groups()))
        frame = soup.new_tag("svg", attrs={"viewBox": f"0 0 {WIDE} {high[1]}", "role": "img"})
        if "aria-labelledby" in inner.attrs:
            frame["aria-labelledby"] = inner.attrs.pop("aria-labelledby")
        inner.attrs.pop("role", None)
        inner["style"] = style[less.end() :]
        inner.attrs |= {"x": left, "y": top, "width": WIDE - wide, "height": int(high[1]) - tall}
        inner.wrap(frame)


def _linked(part, name: str, page: str, pages: set[str], site: str) -> bool:
    """Whether a link leads somewhere from the EPUB; it is then changed to do so."""
    address = part.attrs[name]
    if re.match(r"[a-z][a-z+.-]*:", address):
        return name == "href" or address.startswith("data:")
    path, _, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else f"{page}.html"
    inside = target.removesuffix(".html")
    if inside in pages:
        part.attrs[name] = file_of(inside) + (f"#{fragment}" if fragment and not fragment.startswith("ev:") else "")
        return True
    part.attrs[name] = f"{site}{target}" + (f"#{fragment}" if fragment else "")
    return bool(site)


def _contents(parts, titles: dict[str, str]) -> str:
    lines = []
    for part in parts:
        inside = "".join(f'<li><a href="{file_of(p)}">{escape(titles[p])}</a></li>' for p in part.pages)
        lines.append(f"<li><span>{escape(part.caption)}</span><ol>{inside}</ol></li>" if part.caption else inside)
    return f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{"".join(lines)}</ol></nav>'


def _cover() -> str:
    words = ("Extracellular vesicles", "in the tumour", "microenvironment")
    lines = "".join(f'<text x="60" y="{300 + 70 * n}" font-size="54">{line}</text>' for n, line in enumerate(words))
    return (
        HEAD + '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1200" font-family="serif" fill="#1d252c">'
        f'<rect width="800" height="1200" fill="#fbfaf7"/>{lines}'
        '<text x="60" y="560" font-size="34">An executable review: reading edition</text>'
        '<g fill="#b84700"><circle cx="180" cy="900" r="90"/><circle cx="360" cy="850" r="24"/>'
        '<circle cx="440" cy="930" r="16"/><circle cx="520" cy="870" r="20"/></g>'
        '<circle cx="640" cy="890" r="70" fill="#0068a8"/></svg>\n'
    )


def files(site: Path, parts, address: str, when: int) -> dict[str, str]:
    """The files of the EPUB by name, but for ``mimetype``."""
    pages = [page for part in parts for page in part.pages]
    whole = {page: PDF["article"]((site / f"{page}.html").read_text(encoding="utf-8")) for page in pages}
    titles = {page: PDF["title_of"](text) for page, text in whole.items()}
    articles = READING["edition"](whole, address)
    made = {
        file_of(p): PAGE.format(title=escape(titles[p]), body=bound(articles[p], p, set(pages), address)) for p in pages
    }
    live = f'<p>The live book: <a href="{escape(address)}">{escape(address)}</a></p>' if address else ""
    first = (
        f"<h1>{TITLE}: an executable review</h1><p>The evbook contributors. Version {ARCHIVE['version']()}.</p>"
        f"<p>{PDF['READ']} The models stand still here, each at its first setting; in the book they move.</p>{live}"
        "<p>An executable companion to Maacha <i>et al.</i> 2019, <i>Molecular Cancer</i> 18:55, whose authors have "
        "not endorsed it. Text CC BY 4.0, code BSD 3-Clause. For study and research, not for treatment.</p>"
    )
    made = {"title.xhtml": PAGE.format(title=TITLE, body=first), **made}
    nav = PAGE.format(title="Contents", body=_contents(parts, titles))
    items, spine = [], ['<itemref idref="nav"/>']
    for n, (name, text) in enumerate(made.items()):
        kinds = [kind for kind, mark in (("svg", "<svg"), ("mathml", "<math")) if mark in text]
        properties = f' properties="{" ".join(kinds)}"' if kinds else ""
        items.append(f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"{properties}/>')
        spine.insert(n if n == 0 else len(spine), f'<itemref idref="p{n}"/>')
    moment = datetime.fromtimestamp(when, UTC)
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"evbook reading edition {ARCHIVE['version']()}")
    package = (
        HEAD + '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:{name}</dc:identifier>'
        f"<dc:title>{TITLE}: an executable review, reading edition</dc:title><dc:language>en</dc:language>"
        "<dc:creator>The evbook contributors</dc:creator><dc:rights>CC BY 4.0</dc:rights>"
        f"<dc:date>{moment:%Y-%m-%d}</dc:date>"
        f'<meta property="dcterms:modified">{moment:%Y-%m-%dT%H:%M:%SZ}</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
        '<meta property="schema:accessibilityFeature">alternativeText</meta>'
        '<meta property="schema:accessibilityFeature">MathML</meta>'
        '<meta property="schema:accessibilityHazard">none</meta>'
        '<meta property="schema:accessModeSufficient">textual</meta></metadata>\n'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="css" href="book.css" media-type="text/css"/>'
        '<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>'
        f"{''.join(items)}</manifest>\n<spine>{''.join(spine)}</spine></package>\n"
    )
    container = (
        HEAD + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
    )
    inside = {"package.opf": package, "nav.xhtml": nav, "book.css": STYLE, "cover.svg": _cover(), **made}
    return {"META-INF/container.xml": container, **{f"book/{name}": text for name, text in inside.items()}}


def main(site: Path, target: Path) -> None:
    """Bind the reading edition of a built site."""
    if not (site / "index.html").is_file():
        raise SystemExit(f"There is no built site in {site}; `make book` builds it.")
    parts = []
    for part in PDF["parts_of"](ROOT / "_toc.yml"):
        pages = [page for page in READING["pages_of"](part.pages) if (site / f"{page}.html").is_file()]
        parts.append(PDF["Part"](part.caption, pages))
    address = os.environ.get("EVBOOK_SITE", "")
    address = address and address.rstrip("/") + "/"
    with zipfile.ZipFile(target, "w") as packed:
        # the kind of file comes first, and as it is
        packed.writestr(zipfile.ZipInfo("mimetype", (1980, 1, 1, 0, 0, 0)), "application/epub+zip")
        for name, text in files(site, parts, address, ARCHIVE["moment"]()).items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), unescape_named(text), zipfile.ZIP_DEFLATED)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


def unescape_named(text: str) -> str:
    """XML without the names of characters that only HTML knows."""
    kept = {"amp", "lt", "gt", "quot", "apos"}
    return re.sub(r"&([A-Za-z]\w*);", lambda m: m[0] if m[1] in kept else unescape(m[0]), text)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "_build" / "html",
        ROOT / "_build" / f"evbook-reading-{ARCHIVE['version']()}.epub",
    )
