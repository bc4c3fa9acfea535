"""What a teacher builds a course from: what a chapter says of itself, its assignments, sessions and courses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from evbook.model import Model


@dataclass(frozen=True)
class Facts:
    """What the first cell of a chapter says of it; ``minutes`` is the time to read it once, 0 while it is left open."""

    title: str
    idea: str
    objectives: tuple[str, ...]
    prerequisites: str
    minutes: int


def facts(source: str) -> Facts:
    """Return what a chapter's first cell says.  Raises ValueError, with what is missing, where it does not."""
    title = re.match(r"# (.+)", source)
    idea = re.search(r"^\*([^*]+)\*$", source, re.MULTILINE)
    needs = re.search(r"^\*\*Prerequisites\.\*\* (.+)$", source, re.MULTILINE)
    minutes = re.search(r"^\*\*Time\.\*\* .*?(\d+|…) minutes", source, re.MULTILINE)
    absent = [
        name
        for name, found in (("title", title), ("idea", idea), ("prerequisites", needs), ("time", minutes))
        if not found
    ]
    if absent:
        raise ValueError(f"The first cell of a chapter lacks its {', '.join(absent)}.")
    aims = source.partition("**Objectives.**")[2].partition("**Prerequisites.**")[0]
    read = 0 if minutes[1] == "…" else int(minutes[1])
    return Facts(title[1], idea[1], tuple(re.findall(r"^- (.+?)[;.]?$", aims, re.MULTILINE)), needs[1], read)


@dataclass(frozen=True)
class Assignment:
    """A task on one live model: the setting that its link opens, what is locked and hidden, and the answer.

    ``free`` names the parameters that stay movable, all others being locked; with no name, all stay movable.
    ``answer`` takes the loaded model and returns a sentence whose numbers it computed.
    """

    title: str
    model: str
    task: str
    answer: Callable[[Model], str]
    scenario: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()

    def fragment(self, model: Model) -> str:
        """The permalink's fragment, as the live model reads it."""
        d = model.declaration
        locked = [p.name for p in d.parameters if p.name not in self.free] if self.free else []
        asked = [("_scenario", self.scenario), *((name, f"{value:.10g}") for name, value in self.values.items()),
                 ("_lock", ",".join(locked)), ("_hide", ",".join(self.hide))]  # fmt: skip
        query = "&".join(f"{name}={quote(text, safe=',')}" for name, text in asked if text)
        return f"#ev:{d.id}@{d.hash}" + (f"?{query}" if query else "")


@dataclass(frozen=True)
class Session:
    """One meeting of a course: its title, the chapters to read before it, and what is done in it."""

    title: str
    pages: tuple[str, ...]
    doing: str


@dataclass(frozen=True)
class Syllabus:
    """A course: for whom, its sessions, its assignments."""

    id: str
    title: str
    audience: str
    sessions: tuple[Session, ...]
    assignments: tuple[Assignment, ...]
