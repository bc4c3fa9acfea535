"""The style sheets, typefaces and code colours, and which of them a page gets.

The book's own sheet is joined from ``theme/styles`` in the order of the files' names.
KaTeX's sheet and the text face come from npm, with the WOFF2 files only, which every browser in use reads.
A page gets the book's sheet, and beyond it only those whose elements it holds; extensions that add a script or a
sheet to every page add it in vain.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pygments.formatters import HtmlFormatter
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Token
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

HERE = Path(__file__).parent
NPM = HERE / "node_modules"
TEXT_FACE = NPM / "@fontsource-variable" / "source-serif-4" / "files"
ONE_WEIGHT = NPM / "@fontsource" / "source-serif-4" / "files"

#: Code colours that keep a contrast of 7 to 1, light and dark.
CODE_STYLES = {"light": "a11y-high-contrast-light", "dark": "a11y-high-contrast-dark"}

#: The parts of Unicode of each file of the text face; a browser loads only those that a page's text needs.
TEXT_FACE_RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, "
    "U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "greek": "U+0370-0377, U+037A-037F, U+0384-038A, U+038C, U+038E-03A1, U+03A3-03FF",
}

#: Sheets that a page gets only if its body matches: the sheet, and what to look for.
ON_DEMAND = {
    "katex.css": re.compile(r'class="katex'),
    "sphinx-design.min.css": re.compile(r'class="[^"]*\bsd-'),
}


@dataclass(frozen=True)
class Face:
    """One file of the text face: the letters it holds, its slant, its weights, and where npm puts it."""

    part: str
    style: str
    weights: str
    source: Path

    @property
    def name(self) -> str:
        """Its name on the site."""
        return self.source.name

    def rule(self) -> str:
        """Its ``@font-face`` rule."""
        return (
            f"@font-face{{font-family:'Source Serif 4';font-display:optional;font-weight:{self.weights};"
            f"font-style:{self.style};src:url(fonts/{self.name}) format('woff2');"
            f"unicode-range:{TEXT_FACE_RANGES[self.part]}}}"
        )


#: Upright letters have all weights in one file.  Slanted ones are nearly always of the text's own weight, a file of
#: two fifths the size; Greek letters are rarely slanted, and then the reader's own serif gives them.
TEXT_FACE_FILES = [
    Face("latin", "normal", "200 900", TEXT_FACE / "source-serif-4-latin-wght-normal.woff2"),
    Face("latin", "italic", "400", ONE_WEIGHT / "source-serif-4-latin-400-italic.woff2"),
    Face("greek", "normal", "200 900", TEXT_FACE / "source-serif-4-greek-wght-normal.woff2"),
]


#: What is asked for before the first paint, where the text that is open from the start needs it.  (A browser complains
#: of what was asked for and not used.)
FACES = {
    "_static/fonts/source-serif-4-latin-wght-normal.woff2": re.compile("<"),
    "_static/fonts/source-serif-4-latin-400-italic.woff2": re.compile(r"<p>(?:[^<]|<(?!/p))*<em>"),
    "_static/fonts/KaTeX_Main-Regular.woff2": ON_DEMAND["katex.css"],
    "_static/fonts/KaTeX_Math-Italic.woff2": ON_DEMAND["katex.css"],
}
_FOLDED = re.compile(r"<details\b.*?</details>", re.DOTALL)


def text_face_rules() -> str:
    """``@font-face`` rules of the text face.

    A face that comes after the first paint is kept for the next page: text that has been read does not move.
    """
    return "\n".join(face.rule() for face in TEXT_FACE_FILES)


class PlainFormatter(HtmlFormatter):
    """Code in which what has the colour of all text, in light and in dark, is no element of its own."""

    #: Kinds of a program's words that no style of ours sets apart.
    PLAIN = frozenset(
        kind
        for kind in STANDARD_TYPES
        if all(
            style.style_for_token(kind) == style.style_for_token(Token.Text)
            for style in map(get_style_by_name, CODE_STYLES.values())
        )
    )

    def format_unencoded(self, tokensource: Iterable[tuple], outfile: IO[str]) -> None:
        """Write the code as HTML."""
        super().format_unencoded(
            ((Token.Text if kind in self.PLAIN else kind, text) for kind, text in tokensource), outfile
        )


def _look(name: str, kind: Any) -> str:
    """How one style writes a kind of word, as declarations of CSS.

    Raises ValueError for what is not colour, weight or slant, which the rules below do not carry.
    """
    style = get_style_by_name(name).style_for_token(kind)
    if style["bgcolor"] or style["border"] or style["underline"]:
        raise ValueError(f"{name} gives {kind} more than a colour, a weight and a slant.")
    written = f"color:#{style['color']}" if style["color"] else ""
    return written + ";font-weight:700" * style["bold"] + ";font-style:italic" * style["italic"]


def code_rules() -> str:
    """Colours of code: light, dark by choice, and dark by the system's wish where no script sets a choice.

    Kinds of words that look alike in both share a rule.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for kind, short in STANDARD_TYPES.items():
        if short and kind not in PlainFormatter.PLAIN and kind[:1] != ("Generic",):
            looks = (_look(CODE_STYLES["light"], kind), _look(CODE_STYLES["dark"], kind))
            if any(looks):
                alike.setdefault(looks, []).append(f".{short}")

    def of(which: int, place: str) -> str:
        name = list(CODE_STYLES.values())[which]
        base = f"{place}{{background:{get_style_by_name(name).background_color};{_look(name, Token.Text)}}}"
        rules = (f"{place} :is({','.join(kinds)}){{{looks[which]}}}" for looks, kinds in alike.items())
        return "\n".join([base, *rules])

    light, chosen = of(0, ".highlight"), of(1, 'html[data-theme="dark"] .highlight')
    wished = of(1, "html:not([data-theme]) .highlight")
    return f"{light}\n{chosen}\n@media (prefers-color-scheme: dark) {{\n{wished}\n}}\n"


def katex_rules() -> str:
    """KaTeX's sheet, its WOFF2 files only."""
    css = (NPM / "katex" / "dist" / "katex.min.css").read_text(encoding="utf-8")
    css = re.sub(r",url\([^)]*\.(?:woff|ttf)\) format\(\"[a-z]+\"\)", "", css)
    return css.replace("font-display:block", "font-display:swap")


def bare_sheet(css: str) -> str:
    """Return a sheet without its comments and indents: a quarter of what a first visit takes of it."""
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def bare_script(script: str) -> str:
    """Return a script without the lines that are comments and without indents.

    Raises ValueError for one with a template literal, in which both may be text.
    """
    if "`" in script:
        raise ValueError("A script of the theme has a template literal, in which a comment cannot be told from text.")
    return re.sub(r"^\s+", "", re.sub(r"^\s*//.*\n", "", script, flags=re.MULTILINE), flags=re.MULTILINE)


def write_static(app: Sphinx) -> None:
    """Write the sheets and faces into a folder that Sphinx copies."""
    if app.builder.format != "html":
        return
    if not all(face.source.is_file() for face in TEXT_FACE_FILES):
        raise FileNotFoundError(
            f"{NPM} lacks the site's typefaces and KaTeX: run `make frontend`, which installs them."
        )
    static = Path(app.doctreedir) / "evbook-static"
    shutil.rmtree(static, ignore_errors=True)
    (static / "fonts").mkdir(parents=True)
    for face in TEXT_FACE_FILES:
        shutil.copy(face.source, static / "fonts")
    for font in (NPM / "katex" / "dist" / "fonts").glob("*.woff2"):
        shutil.copy(font, static / "fonts")
    sheets = [path.read_text(encoding="utf-8") for path in sorted((HERE / "theme" / "styles").glob("*.css"))]
    book = "\n".join([text_face_rules(), *sheets, code_rules()])
    (static / "evbook.css").write_text(bare_sheet(book), encoding="utf-8")
    (static / "katex.css").write_text(katex_rules(), encoding="utf-8")
    (static / "fonts" / "LICENCES.txt").write_text(
        "Source Serif 4\n--------------\n\n"
        + (TEXT_FACE.parent / "LICENSE").read_text(encoding="utf-8")
        + "\n\nKaTeX\n-----\n\n"
        + (NPM / "katex" / "LICENSE").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    app.config.html_static_path.append(str(static))
    for sheet in ("evbook.css", "katex.css"):
        app.add_css_file(sheet)


def choose(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Keep the sheets that the page needs, and drop every script: the templates name theirs."""
    body = context.get("body") or ""

    def needed(name: str) -> bool:
        return name == "evbook.css" or (name in ON_DEMAND and bool(ON_DEMAND[name].search(body)))

    sheets = context.get("css_files", [])
    named = {Path(str(getattr(one, "filename", one)).partition("?")[0]).name: one for one in sheets}
    context["css_files"] = [sheet for name, sheet in named.items() if needed(name)]
    # A page that a template makes whole, such as that of the search, has no body here, and text all the same.
    open_text = _FOLDED.sub("", body) or "<h1>"
    context["faces"] = [face for face, use in FACES.items() if use.search(open_text)]
    context["script_files"] = []


#: What Sphinx's basic theme and other extensions bring and no page asks for.
UNUSED = ("basic.css", "pygments.css", "file.png", "plus.png", "minus.png", "mystnb.*.css", "design-tabs.js",
          "sphinx-design.min.css", "sphinx_highlight.js", "documentation_options.js", "doctools.js", "searchtools.js",
          "language_data.js")  # fmt: skip


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    """Remove from the site what no page loads."""
    if exception or app.builder.format != "html":
        return
    output = Path(app.outdir)
    kept = {
        name
        for page in output.rglob("*.html")
        for name in re.findall(r'_static/([^"?]+)', page.read_text(encoding="utf-8"))
    }
    for pattern in UNUSED:
        for path in (output / "_static").glob(pattern):
            if path.name not in kept:
                path.unlink()
    for source in (HERE / "theme" / "static").glob("*.js"):
        copy = output / "_static" / source.name
        if copy.is_file():
            copy.write_text(bare_script(source.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write the files before the pages, choose among them for each page, and remove the rest at the end."""
    PygmentsBridge.html_formatter = PlainFormatter
    app.connect("builder-inited", write_static)
    # after every extension has added what it adds
    app.connect("html-page-context", choose, priority=900)
    app.connect("build-finished", remove_unused, priority=900)
