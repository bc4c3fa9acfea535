"""A declaration as a network: states and processes with the room their words take, and the lines between them.

What is to be placed is all here, and the same declaration gives the same network, to the byte.  A state is a box.  A
process is its own name, standing on the line from what it consumes to what it produces, so that a layout that keeps
lines clear of nodes keeps them clear of words.  Where the declaration groups its states, a group is one box, and the
processes that lead from the same boxes to the same boxes are one name.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache

from evbook.declaration import Declaration
from evbook.derive.influences import Mark, initial_marks, inside, label, marks, others, reached, response, signals
from evbook.derive.latex import _name
from evbook.derive.system import checked
from evbook.derive.text_width import text_width, wrapped

#: Sizes of the letters, and the height of a line of each.
TITLE, WORDS, TAG = 13, 12, 11
LINE = {TITLE: 16, WORDS: 15, TAG: 14}
#: The widest a line of words is wrapped to.
ROOM = {TITLE: 112, WORDS: 108, TAG: 116}
#: What stands around the words of a box, and between the tags of a process.
PAD, GAP = 8, 4
#: How many names one process of a grouped network is called by; more are counted.
NAMES = 2


@dataclass(frozen=True)
class Tag:
    """A vesicle term on a process, in lines."""

    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return _widest(self.lines, TAG) + 2 * 6

    @property
    def height(self) -> float:
        return len(self.lines) * LINE[TAG] + 6


@dataclass(frozen=True)
class Node:
    """A state or group (``"state"``), a process, a dose or a start (``"process"``), or a signal of vesicles.

    ``names`` are the records that it stands for, and ``symbol`` is the state's, as LaTeX has it.
    """

    key: str
    kind: str
    names: tuple[str, ...]
    lines: tuple[str, ...]
    symbol: str = ""
    ev: bool = False
    tags: tuple[Tag, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, in the unit of the letters."""
        if self.kind == "state":
            width = _widest(self.lines, TITLE, bold=True)
            height = len(self.lines) * LINE[TITLE] + (LINE[TITLE] + 2 if self.symbol else 0)
            return _up(width + 2 * PAD), height + 2 * PAD - 2
        if self.kind == "signal":
            return _up(_widest(self.lines, TAG) + 2 * PAD), len(self.lines) * LINE[TAG] + 8
        width = max(_widest(self.lines, WORDS), *(tag.width for tag in self.tags), 0.0)
        height = len(self.lines) * LINE[WORDS] + 4 + sum(tag.height + GAP for tag in self.tags)
        return _up(width + 6), height


@dataclass(frozen=True)
class Edge:
    """A line from a node to a node.

    ``kind`` is ``"flow"``, or what a state does to a rate that it is not consumed by: ``"raises"``, ``"lowers"``,
    ``"changes"``; ``"signal"`` leads to and from a signal of vesicles.  ``head`` says that it ends in an arrow.
    """

    source: str
    target: str
    kind: str
    head: bool = False
    ev: bool = False


@dataclass
class Network:
    """What is to be placed."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def asked(self) -> dict:
        """What a layout has to know: sizes and ends, in order."""
        return {
            "nodes": [[node.key, *node.size] for node in self.nodes],
            "edges": [[edge.source, edge.target, edge.kind == "flow"] for edge in self.edges],
        }

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when anything that a layout has to know does."""
        return hashlib.sha256(json.dumps(self.asked()).encode()).hexdigest()[:12]


@cache
def network(declaration: Declaration) -> Network:
    """Return the network of a dynamic model.

    Raises ValueError for a model without states, which has nothing to draw.
    """
    d = checked(declaration)
    if not d.states:
        raise ValueError(f"{d.id}: a diagram shows states and processes, and this model has none.")
    found = Network()
    box = _boxes(d, found)
    on_process = {}
    for names, consumed, produced in _merged(d, box):
        records = [p for p in d.processes if p.name in names]
        key = f"p.{names[0]}"
        ev = all(p.ev for p in records)
        terms = [mark for p in records for mark in marks(d, p)]
        depends = _depends(d, records, box)
        said = _called([label(p) for p in records])
        found.nodes.append(Node(key, "process", names, _lines(said, WORDS), ev=ev, tags=_tags(terms)))
        found.edges += [Edge(b, key, "flow", head=not produced, ev=ev) for b in consumed]
        found.edges += [Edge(key, b, "flow", head=True, ev=ev) for b in produced]
        found.edges += [Edge(b, key, effect) for b, effect in depends.items() if b not in (*consumed, *produced)]
        on_process |= {p.name: key for p in records}
    for dose in d.doses:
        said = inside(label(dose))
        said = said if "dose" in said else f"dose: {said}"
        found.nodes.append(Node(f"d.{dose.name}", "process", (dose.name,), _lines(said, WORDS)))
        found.edges.append(Edge(f"d.{dose.name}", box[dose.state], "flow", head=True))
    for b in dict.fromkeys(box.values()):
        terms = [mark for s in d.states if box[s.name] == b for mark in initial_marks(d, s)]
        if terms:
            found.nodes.append(Node(f"i.{b}", "process", (), ("at the start",), tags=_tags(terms)))
            found.edges.append(Edge(f"i.{b}", b, "flow", head=True))
    for modifier, sources in signals(d):
        key = f"v.{modifier.name}"
        found.nodes.append(Node(key, "signal", (modifier.name,), _lines(f"EV: {label(modifier)}", TAG), ev=True))
        found.edges += [Edge(b, key, "signal", ev=True) for b in dict.fromkeys(box[s.name] for s in sources)]
        acted = [on_process[p.name] for p in d.processes if _acts(d, modifier, [m.modifier for m in marks(d, p)])]
        found.edges += [Edge(key, p, "signal", head=True, ev=True) for p in dict.fromkeys(acted)]
    return found


def _boxes(d: Declaration, found: Network) -> dict[str, str]:
    """The box that each state stands in, whose nodes are added in the order of the states."""
    group = {name: g for g in d.groups for name in g.states}
    box = {}
    for s in d.states:
        g = group.get(s.name)
        box[s.name] = f"g.{g.name}" if g else f"s.{s.name}"
        if box[s.name] in [node.key for node in found.nodes]:
            continue
        lines = _lines(g.label if g else label(s), TITLE, bold=True)
        names = g.states if g else (s.name,)
        found.nodes.append(Node(box[s.name], "state", tuple(names), lines, "" if g else _name(s)))
    return box


def _merged(d: Declaration, box: dict[str, str]) -> list[tuple[tuple[str, ...], list[str], list[str]]]:
    """Processes by the boxes they lead from and to; those within one box are left out unless vesicles act on them."""
    grouped: dict[tuple, list[str]] = {}
    for p in d.processes:
        consumed = list(dict.fromkeys(box[name] for name in p.consumes))
        produced = list(dict.fromkeys(box[name] for name in p.produces))
        through = [b for b in consumed if b in produced]
        if d.groups and consumed == produced and not (p.ev or marks(d, p)):
            continue
        if d.groups and len(consumed) + len(produced) - 2 * len(through) > 0:
            consumed = [b for b in consumed if b not in through] or consumed
            produced = [b for b in produced if b not in through] or produced
        apart = "" if d.groups and not marks(d, p) else p.name
        grouped.setdefault((tuple(consumed), tuple(produced), p.ev, apart), []).append(p.name)
    return [(tuple(names), list(key[0]), list(key[1])) for key, names in grouped.items()]


def _depends(d: Declaration, records: list, box: dict[str, str]) -> dict[str, str]:
    """The boxes that the rates of some processes depend on, each with what it does to them."""
    found: dict[str, set[str]] = {}
    for p in records:
        for s in others(d, p):
            found.setdefault(box[s.name], set()).add(response(d, p, s))
    return {b: effects.pop() if len(effects) == 1 else "changes" for b, effects in found.items()}


def _acts(d: Declaration, modifier, on: list) -> bool:
    return any(modifier.name in reached(d, m.expression) for m in on if m is not modifier)


def _called(labels: list[str]) -> str:
    labels = list(dict.fromkeys(labels))
    return "; ".join(labels) if len(labels) <= NAMES else f"{len(labels)} processes"


def _tags(found: list[Mark]) -> tuple[Tag, ...]:
    return tuple(Tag(_lines(f"EV {mark.effect}: {label(mark.modifier)}", TAG)) for mark in found)


def _lines(text: str, size: int, *, bold: bool = False) -> tuple[str, ...]:
    return tuple(wrapped(text, size, ROOM[size], bold=bold))


def _widest(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    return max(text_width(line, size, bold=bold) for line in lines)


def _up(width: float) -> float:
    """A width rounded up to a whole number, so that placements are short and do not hang on a rounding."""
    return float(-(-width // 1))
