"""The claims of the ledger as flows through four layers: sender, kind of cargo, recipient, outcome.

A claim is one unit of flow.  Where it names several words of a layer, or several groups of them, its unit is shared
equally among all the paths it takes, so that every layer adds up to the number of claims.  Where it names nothing, it
passes through "Not named": the map shows what the review leaves open as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from evbook.ledger import claims, groupings

#: The layers, and the question each answers.
LAYERS = {
    "sender": "Who sends",
    "cargo_kind": "what",
    "recipient": "to whom",
    "outcome": "with what outcome",
}


@dataclass(frozen=True)
class Node:
    """A group of a layer: its flow in claims, and the number of claims that touch it."""

    layer: str
    group: str
    value: float
    count: int


@dataclass(frozen=True)
class Link:
    """What flows from a group to a group of the next layer with one kind of cargo."""

    layer: str
    source: str
    target: str
    cargo: str
    value: float


@dataclass(frozen=True)
class Flows:
    """The flows of a set of claims: nodes by layer and links by their ends, both in the order of drawing."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    claims: int

    def layer(self, name: str) -> list[Node]:
        """Return the nodes of a layer from top to bottom."""
        return [node for node in self.nodes if node.layer == name]


def is_drawn(row: Mapping[str, str]) -> bool:
    """Say whether a claim is drawn: it speaks of vesicles, names sender, cargo or recipient, and is no framing."""
    named = row["sender"] or row["cargo_kind"] or row["recipient"]
    return bool(named and row["vesicle_class"] and row["outcome"] != "framing")


def groups_of(row: Mapping[str, str], layer: str) -> tuple[str, ...]:
    """Return the groups that a claim takes in a layer, in the order of drawing; "Not named" where it names none."""
    named = {groupings.group(layer, term) for term in claims.parts(row[layer])}
    return tuple(group for group in groupings.groups(layer) if group in named) or (groupings.NOT_NAMED,)


def flows(rows: Iterable[Mapping[str, str]]) -> Flows:
    """Return the flows of the claims among ``rows`` (rows of the ledger) that are drawn."""
    layers = tuple(LAYERS)
    nodes: dict[tuple[str, str], list[float]] = {}
    links: dict[tuple[str, str, str, str], float] = {}
    drawn = [row for row in rows if is_drawn(row)]
    for row in drawn:
        taken = [groups_of(row, layer) for layer in layers]
        for layer, groups in zip(layers, taken, strict=True):
            for group in groups:
                node = nodes.setdefault((layer, group), [0.0, 0])
                node[0] += 1 / len(groups)
                node[1] += 1
        paths = list(product(*taken))
        for path in paths:
            for i, layer in enumerate(layers[:-1]):
                key = (layer, path[i], path[i + 1], path[1])
                links[key] = links.get(key, 0.0) + 1 / len(paths)
    order = {(layer, group): place for layer in layers for place, group in enumerate(_order(layer))}

    def link_place(key: tuple[str, str, str, str]) -> tuple[int, ...]:
        layer, source, target, cargo = key
        i = layers.index(layer)
        return i, order[layer, source], order[layers[i + 1], target], order["cargo_kind", cargo]

    return Flows(
        tuple(
            Node(layer, group, *nodes[layer, group])
            for layer in layers
            for group in _order(layer)
            if (layer, group) in nodes
        ),
        tuple(Link(*key, links[key]) for key in sorted(links, key=link_place)),
        len(drawn),
    )


def _order(layer: str) -> tuple[str, ...]:
    return (*groupings.groups(layer), groupings.NOT_NAMED)
