"""A live model as a SCORM 1.2 package for a learning platform.

The package holds the model's page with all that it loads, so that it needs no other host, and a page around it that
tells the platform what the learner did (``scorm.js``): a challenge that is met passes.  A package whose task is a
prediction or a drawing is completed when the model has answered it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from evbook.declaration import Declaration

SCRIPT = Path(__file__).parent / "scorm.js"
_CP, _ADL = "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_WHEN = (2026, 1, 1, 0, 0, 0)
#: What the page asks for once it runs, beside what it names itself.
_LATER = ("evbook/evbook-plotly.js", "evbook/evbook-laboratory.js")


@dataclass(frozen=True)
class Task:
    """What a learner is to do with a model: a challenge of its declaration, a measure to predict, or a curve to draw.

    Raises ValueError, with what there is, for a name that the model does not have, and for a drawing of a model that
    does not change in time.
    """

    model: Declaration
    challenge: str = ""
    predict: str = ""
    draw: bool = False

    def __post_init__(self) -> None:
        for asked, known, what in ((self.challenge, self.model.challenges, "challenge"),
                                   (self.predict, self.model.measures, "measure")):  # fmt: skip
            names = [one.name for one in known]
            if asked and asked not in names:
                raise ValueError(f"{self.model.id} has no {what} {asked!r}; it has {', '.join(names) or 'none'}.")
        if self.draw and self.model.kind != "dynamic":
            raise ValueError(f"{self.model.id} has no curve over time that could be drawn first.")
        if not (self.challenge or self.predict or self.draw):
            raise ValueError(
                f"A package of {self.model.id} needs a challenge, a measure to predict or a curve to draw."
            )

    @property
    def name(self) -> str:
        """The package's name: the model's, and what is to be done with it."""
        return f"{self.model.id}-{self.challenge or self.predict or 'drawing'}"

    @property
    def title(self) -> str:
        """What the platform lists."""
        titles = {one.name: one.title for one in self.model.challenges}
        labels = {one.name: one.label or one.meaning for one in self.model.measures}
        task = titles[self.challenge] if self.challenge else "Draw what will happen"
        if self.predict and not self.challenge:
            task = f"Predict {labels[self.predict]}"
        return f"{self.model.title}: {task}"

    @property
    def words(self) -> str:
        """The task itself."""
        tasks = {one.name: one.task for one in self.model.challenges}
        if self.challenge:
            return tasks[self.challenge]
        if not self.predict:
            return "Draw a curve as you expect it, over the empty figure, and then show the model's beside it."
        meaning = {one.name: one.meaning for one in self.model.measures}[self.predict]
        return f"Predict the outcome ({meaning}), keep your prediction, and then move the model."

    @property
    def fragment(self) -> str:
        """The setting that the model opens at."""
        return f"#ev:{self.model.id}" + (f"?_challenge={self.challenge}" if self.challenge else "")


def task_of(model: Declaration) -> Task:
    """Return the task of a model's package: its first challenge, or else the prediction of its first outcome."""
    if model.challenges:
        return Task(model, challenge=model.challenges[0].name)
    return Task(model, predict=model.measures[0].name)


def package(site: Path, task: Task) -> bytes:
    """Return the zip of a package, made of the built site.

    Raises FileNotFoundError when the site has no page of the model alone, or lacks a file that this page names.
    """
    files = {name: (site / name).read_bytes() for name in loaded(site, task.model.id)}
    page = f"embed/{task.model.id}.html"
    # What leads back to the book leads nowhere here.
    files[page] = re.sub(r'<a href="\.\./[^"]*" target="_top">(.*?)</a>', r"\1", files[page].decode()).encode()
    files |= {"index.html": _index(task, page).encode(), "scorm.js": SCRIPT.read_bytes()}
    files = {"imsmanifest.xml": _manifest(task, sorted(files)).encode(), **files}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def loaded(site: Path, model: str) -> list[str]:
    """Return the files that a model's page loads, itself first, as paths in the site."""
    page = f"embed/{model}.html"
    if not (site / page).is_file():
        raise FileNotFoundError(f"{site} has no page {page}: build the book first, or name a model that is live.")
    html = (site / page).read_text(encoding="utf-8")
    named = re.findall(r'<(?:script|img) [^>]*?src="([^"]+)"|<link [^>]*?href="([^"]+)"', html)
    found = [page, *(_below("embed", "".join(one)) for one in named if not "".join(one).startswith("data:")), *_LATER]
    for sheet in [name for name in found if name.endswith(".css")]:
        text = (site / sheet).read_text(encoding="utf-8")
        # KaTeX's letters are for formulae, of which a figure has none
        inside = [one for one in re.findall(r"url\(([^)\"']+)\)", text) if not one.startswith("data:")]
        found += [_below(posixpath.dirname(sheet), one) for one in inside if "KaTeX" not in one]
    return list(dict.fromkeys(found))


def _below(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, address.partition("?")[0]))


def _index(task: Task, page: str) -> str:
    passes = "challenge" if task.challenge else "outcome" if task.predict else "drawing"
    drawn = "first" if task.draw else ""
    data = {"page": page, "fragment": task.fragment, "predict": task.predict, "draw": drawn, "passes": passes}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(task.title)}</title>
<style>body{{margin:0 auto;max-width:56rem;padding:.5rem;font:1rem/1.5 system-ui,sans-serif}}
iframe{{width:100%;height:900px;border:0}}</style>
<script defer src="scorm.js"></script>
</head>
<body {attributes}>
<h1>{escape(task.title)}</h1>
<p>{escape(task.words)}</p>
<p id="said" role="status"></p>
<noscript><p>A live model needs scripts, which are switched off here.</p></noscript>
</body>
</html>
"""


def _manifest(task: Task, names: list[str]) -> str:
    named = {"identifier": f"evbook-{task.name}", "version": "1.0", "xmlns": _CP, "xmlns:adlcp": _ADL}
    root = Element("manifest", named)
    about = SubElement(root, "metadata")
    SubElement(about, "schema").text = "ADL SCORM"
    SubElement(about, "schemaversion").text = "1.2"
    organizations = SubElement(root, "organizations", default="BOOK")
    organization = SubElement(organizations, "organization", identifier="BOOK")
    SubElement(organization, "title").text = task.title
    item = SubElement(organization, "item", identifier="TASK", identifierref="MODEL", isvisible="true")
    SubElement(item, "title").text = task.title
    resources = SubElement(root, "resources")
    resource = SubElement(resources, "resource", {"identifier": "MODEL", "type": "webcontent",
                                                  "adlcp:scormtype": "sco", "href": "index.html"})  # fmt: skip
    for name in names:
        SubElement(resource, "file", href=name)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
