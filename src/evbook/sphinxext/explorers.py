"""Live models on a page: the directive, and the scripts that such a page loads.

A page holds an explorer either through the directive ::

    ```{evbook-explorer} immune-escape
    :scenario: control
    :compact:
    ```

where ``:asks: PARAMETER`` makes of it a question, whose words are the directive's content, or as the output of a
notebook's cell.  In both cases the page has a figure that names its model, and from that
alone the page gets the explorer's style sheet and script and one script for each of its models.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from evbook.explorer.hosted import live_anchor
from evbook.sphinxext import embeds

_FIGURE = re.compile(r'<figure\b[^>]*\bclass="[^"]*\bevbook-explorer\b[^"]*"[^>]*>')
_MODEL = re.compile(r'\bdata-model="([a-z0-9-]+)"')

#: The explorer's files that the site serves; a page loads the first two, and the explorer the other scripts by itself.
FILES = ("evbook-explorer.css", "evbook-explorer.js", "evbook-plotly.js", "evbook-laboratory.js", "LICENCES.txt")


class Explorer(SphinxDirective):
    """``{evbook-explorer} MODEL`` puts the live figure of a model into the page."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "scenario": directives.unchanged_required,
        "compact": directives.flag,
        "name": directives.unchanged_required,
        "asks": directives.unchanged_required,
        "at": float,
    }

    def run(self) -> list[nodes.Node]:
        from evbook.explorer import page
        from evbook.review import catalogue

        html = page.figure(
            catalogue.load(self.arguments[0]),
            scenario=self.options.get("scenario"),
            compact="compact" in self.options,
            id=self.options.get("name"),
            asks=self.options.get("asks", ""),
            at=self.options.get("at"),
        )
        asked = nodes.container(classes=["asks-what"])
        self.state.nested_parse(self.content, self.content_offset, asked)
        figure = nodes.raw("", html, format="html")
        if not self.content:
            return [figure]
        box = nodes.container("", asked, figure, classes=["evbook-asks"])
        return [box]


_CARRIED = re.compile(
    r'<script type="text/plain" class="evbook-program" data-model="([a-z0-9-]+)">(.*?)</script>', re.DOTALL
)


def take_carried(output: Path, html: str) -> tuple[str, dict[str, str]]:
    """Write the programs that a page carries for models of its own; return the page without them, and their paths."""
    paths = {}
    for model, text in _CARRIED.findall(html):
        content = text.encode()
        name = f"models/{model}.{version(content)}.js"
        (output / "models").mkdir(exist_ok=True)
        (output / name).write_bytes(content)
        paths[model] = name
    return _CARRIED.sub("", html), paths


def models_in(html: str) -> list[str]:
    """The ids of the models whose explorers a page holds, each once, in order."""
    ids = [found[1] for figure in _FIGURE.findall(html) if (found := _MODEL.search(figure))]
    return list(dict.fromkeys(ids))


def with_anchors(html: str) -> str:
    """Give the first whole figure of each model the id of its name, where it has none of its own."""
    given: set[str] = set()

    def named(match: re.Match) -> str:
        figure, model = match[0], _MODEL.search(match[0])
        if model is None or model[1] in given or "data-compact" in figure or re.search(r"\bid=", figure):
            return figure
        given.add(model[1])
        return figure.replace("<figure ", f'<figure id="{live_anchor(model[1])}" ', 1)

    return _FIGURE.sub(named, html)


def version(content: bytes) -> str:
    """Eight hex digits that change with a file, so that no browser keeps an old one."""
    return hashlib.sha256(content).hexdigest()[:8]


@cache
def _write_model(output: Path, model: str) -> str:
    """Write a model's script into the site; return its versioned path."""
    from evbook.derive.javascript import site_script
    from evbook.review.catalogue import declaration

    path = output / "models" / f"{model}.js"
    content = site_script(declaration(model)).encode()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return f"models/{model}.js?v={version(content)}"


@cache
def _write_sbml(output: Path, model: str) -> str:
    """Write a dynamic model at its declared values into the site as SBML; return its path."""
    from evbook.review import catalogue

    path = output / "models" / f"{model}.xml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(catalogue.load(model).to_sbml(), encoding="utf-8")
    return f"models/{path.name}"


@cache
def _write_sbml_script(output: Path, model: str) -> str:
    """Write a dynamic model as a script that holds its SBML, with EV terms and without, and its experiments.

    Return its path.  The explorer loads it when a reader asks for a file at a setting: a page opened from a folder may
    load scripts and nothing else.
    """
    from evbook.analysis.experiment import templates
    from evbook.review import catalogue

    texts = templates(catalogue.declaration(model))
    content = (
        "globalThis.evbook = globalThis.evbook || {};\n"
        "globalThis.evbook.sbml = globalThis.evbook.sbml || {};\n"
        f"globalThis.evbook.sbml[{json.dumps(model)}] = {json.dumps(texts, ensure_ascii=False)};\n"
    ).encode()
    path = output / "models" / f"{model}.sbml.js"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return f"models/{path.name}?v={version(content)}"


@cache
def _made_of() -> str:
    """What an archive of experiments depends on beside its model: how models are derived and run."""
    from evbook.sphinxext import freshness

    rooms = [path for room in ("derive", "simulation") for path in (freshness.PACKAGE / room).rglob("*.py")]
    return freshness.digest([*rooms, freshness.PACKAGE / "analysis" / "experiment.py"])


@cache
def _write_omex(output: Path, model: str) -> str:
    """Write a dynamic model with its experiments into the site as a COMBINE archive; return its path.

    What is expected of the experiments takes a second or two to solve, so archives are kept beside the site.
    """
    from evbook.review import catalogue

    made = catalogue.load(model)
    kept = output.parent / ".omex" / f"{model}-{made.declaration.hash}-{_made_of()}.omex"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob(f"{model}-????????-????????????.omex"):
            old.unlink()
        made.to_omex(kept)
    path = output / "models" / f"{model}.omex"
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(kept, path)
    return f"models/{path.name}"


def offer_sbml(
    html: str,
    address_of: Callable[[str], str],
    script_of: Callable[[str], str],
    experiments_of: Callable[[str], str] = lambda model: "",
) -> str:
    """Put a link to the model as SBML into the caption of each full-size figure, and one to its experiments.

    The links need no script.  The figure also names the script from which the explorer makes the file at a setting
    (``script_of``).
    ``address_of`` gives the address of a model's file, or nothing for a model that has none, and ``experiments_of``
    that of its archive.
    """

    def offered(match: re.Match) -> str:
        figure, model = match[0], _MODEL.search(match[0])
        address = "" if "data-compact" in match[1] or model is None else address_of(model[1])
        if not address:
            return figure
        link = f'<a href="{escape(address)}" download="{model[1]}.xml">This model as SBML</a>'
        figure = figure.replace("<figure ", f'<figure data-sbml="{escape(script_of(model[1]))}" ', 1)
        more = experiments_of(model[1])
        archive = (
            f' <a href="{escape(more)}" download="{model[1]}.omex">With its experiments</a>, as a COMBINE archive.'
            if more
            else ""
        )
        said = f'<p class="evx-take">{link}, at its declared values with the EV terms on.{archive}</p>'
        return figure.removesuffix("</figcaption>") + said + "</figcaption>"

    return re.sub(rf"({_FIGURE.pattern}).*?</figcaption>", offered, html, flags=re.DOTALL)


def offer_embed(html: str, page_of: Callable[[str], str]) -> str:
    """Put a link to the model's page of its own into the caption of each full-size figure."""

    def offered(match: re.Match) -> str:
        figure, model = match[0], _MODEL.search(match[0])
        address = "" if "data-compact" in match[1] or model is None else page_of(model[1])
        if not address:
            return figure
        said = f'<p class="evx-take"><a href="{escape(address)}">This model alone</a>, for a frame in a course.</p>'
        return figure.removesuffix("</figcaption>") + said + "</figcaption>"

    return re.sub(rf"({_FIGURE.pattern}).*?</figcaption>", offered, html, flags=re.DOTALL)


_OF_A_PAGE = re.compile(r'<span data-page="([^"]+)">([^<]*)</span>')


def link_parts(html: str, address_of: Callable[[str], str]) -> str:
    """Turn the names of parts of a scene into links to the chapters that they name."""
    return _OF_A_PAGE.sub(lambda hit: f'<a href="{escape(address_of(hit[1]))}">{hit[2]}</a>', html)


@cache
def copied(output: Path, name: str) -> str:
    """Copy one file of the bundle into the site; return its versioned path."""
    from evbook.explorer import assets

    source = assets.static_directory() / name
    (output / "evbook").mkdir(exist_ok=True)
    shutil.copy(source, output / "evbook" / name)
    return f"evbook/{name}?v={version(source.read_bytes())}"


def _copy_explorer(output: Path) -> dict[str, str]:
    """Copy the explorer's files into the site; return their versioned paths."""
    return {name: copied(output, name) for name in FILES}


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the explorer's style sheets and scripts, if the page holds one."""
    from evbook.review.catalogue import declaration

    models = models_in(context.get("body") or "")
    context["explorer_sheets"], context["explorer_scripts"] = [], []
    if models:
        output = Path(app.outdir)
        context["body"], carried = take_carried(output, context["body"])

        def address_of(model: str) -> str:
            if model in carried or declaration(model).kind != "dynamic":
                return ""
            return context["pathto"](_write_sbml(output, model), resource=True)

        def script_of(model: str) -> str:
            return context["pathto"](_write_sbml_script(output, model), resource=True)

        def experiments_of(model: str) -> str:
            return context["pathto"](_write_omex(output, model), resource=True)

        def embed_of(model: str) -> str:
            known = model not in carried and embeds.has_page(app, declaration(model))
            return context["pathto"](embeds.page_of(model)) if known else ""

        alone = pagename.startswith(f"{embeds.FOLDER}/")
        context["body"] = with_anchors(context["body"])
        context["body"] = offer_sbml(context["body"], address_of, script_of, experiments_of)
        if not alone:
            context["body"] = offer_embed(context["body"], embed_of)
        context["body"] = link_parts(context["body"], context["pathto"])
        files = _copy_explorer(output)
        context["explorer_sheets"] = [files["evbook-explorer.css"]]
        # the models first: the explorer finds their programs when it starts
        programs = [carried.get(model) or _write_model(output, model) for model in models]
        context["explorer_scripts"] = [*programs, files["evbook-explorer.js"]]
        if alone:
            context["explorer_scripts"].append(copied(output, "evbook-frame.js"))


def setup(app: Sphinx) -> None:
    """Register the directive and connect to the rendering of each page."""
    app.add_directive("evbook-explorer", Explorer)
    app.connect("html-page-context", extend_context)
