"""The scene of a model: what a reader would see of its mechanism, as layers of glyphs that the model moves.

Number, place, size, strength of colour and motion of a layer are expressions in the names of the model: states,
parameters, intermediates, modifiers, windows, switches, outputs, processes (their rates), measures and ``t`` (or the
axis of a curve model).  Nothing in a scene is drawn by chance or by hand: where a glyph stands follows from its
place in the layer and from numbers by counting (:mod:`evbook.simulation.threefry`), so that one setting at one moment
is one picture, in Python and in the browser.

The picture is 480 wide and 200 high, its origin at the top left; lengths are in these units and angles in radians.
"""

from __future__ import annotations

from dataclasses import dataclass

from evbook.declaration.statements import Verdict

#: Width and height of every scene, in its own units.
WIDTH, HEIGHT = 480, 200
#: What a glyph can be; ``drawing/glyphs.json`` draws each.
GLYPHS = (
    "antibody", "cell", "device", "dot", "drug", "effector", "endosome", "erythrocyte", "fibroblast", "ground", "line",
    "macrophage", "membrane", "nucleus", "particle", "protein", "pump", "receptor", "rna", "vesicle", "vessel",
)  # fmt: skip
#: Colours: those of curves, in their order, and what is no curve.
COLOURS = ("c0", "c1", "c2", "c3", "c4", "c5", "c6", "companion", "muted", "axis", "grid")
#: How far apart the numbers of parts are at least, so that each is as large as a fingertip on the narrowest screen.
APART = 40.0
#: Glyphs of one layer at most: more are neither told apart nor drawn in time.
MOST = 400

#: An expression, or a number.
Length = str | float


@dataclass(frozen=True)
class Point:
    """Every glyph at one place: for what there is one of."""

    x: Length
    y: Length


@dataclass(frozen=True)
class Disc:
    """Packed round a centre like the seeds of a sunflower: r = spacing·√(i + 1/2), θ = 2.39996·i for the i-th.

    Neighbours are about 1.9·spacing apart; n glyphs fill a disc of radius spacing·√n.
    """

    x: Length
    y: Length
    spacing: Length


@dataclass(frozen=True)
class Ring:
    """All round a centre, scattered over a ring of some ``width`` and facing outwards."""

    x: Length
    y: Length
    radius: Length
    width: Length = 0.0


@dataclass(frozen=True)
class Box:
    """Spread evenly over a rectangle about its centre."""

    x: Length
    y: Length
    width: Length
    height: Length


@dataclass(frozen=True)
class Row:
    """Side by side from left to right over ``width`` about a centre, in ``slots`` places; ``height`` scatters them."""

    x: Length
    y: Length
    width: Length
    slots: Length
    height: Length = 0.0


@dataclass(frozen=True)
class On:
    """On the glyphs of an earlier layer, by turns, at ``radius`` from their middle: on a membrane, or inside."""

    layer: str
    radius: Length
    spread: Length = 0.0


Place = Point | Disc | Ring | Box | Row | On


@dataclass(frozen=True)
class Scale:
    """A named quantity of the scene, for its expressions: ``Scale("million", 1e6, "cell")``."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Layer:
    """Glyphs of one kind.

    Parameters
    ----------
    name, glyph, meaning
        The layer; one of :data:`GLYPHS`; what a glyph is, in the plural (``"effector cells"``).
    count, one, unit
        How many there are, in ``unit``, and how many of them one glyph stands for (an expression in parameters and
        scales, or a number in ``unit``): count/one glyphs are drawn, to the nearest whole number.
    first
        The quantity, in ``unit``, from which one glyph is drawn though it is not half of ``one``.
    place, to
        Where they are; with ``to`` they travel from ``place`` to there, again and again.
    speed
        Journeys, or turns of ``sway``, in a unit of time (1/time; of a curve model 1/axis).
    sway
        How far a glyph moves about its place.
    size, stretch, turn
        Radius, what its length is multiplied by, and the angle that is added to that of its place.
    shade
        From 0 (not to be seen) to 1: a share, such as that of a pump that works.
    colour
        One of :data:`COLOURS`.
    after
        An earlier layer in the same place: its glyphs come first, these go on behind them.
    keyed
        Whether it stands in the key; a ground need not.
    """

    name: str
    glyph: str
    meaning: str
    place: Place
    count: str = "1"
    one: Length = 1.0
    unit: str = "1"
    first: Length = ""
    to: Place | None = None
    speed: Length = 0.0
    sway: Length = 0.0
    size: Length = 5.0
    stretch: Length = 1.0
    turn: Length = 0.0
    shade: Length = 1.0
    colour: str = "c0"
    after: str = ""
    keyed: bool = True


@dataclass(frozen=True)
class Marker:
    """A line across the curves at a parameter that is a moment; dragged, it sets the parameter.

    ``when`` is a condition in the names of the scene: a line that changes nothing is not shown.
    """

    parameter: str
    label: str
    when: str = "1 > 0"


@dataclass(frozen=True)
class Part:
    """A number on the picture where a mechanism acts; pressed, it brings the mechanism's share to 0 or 1.

    ``chapter`` is the page that is about it, such as ``"microenvironment/immune-escape"``.
    """

    parameter: str
    label: str
    x: float
    y: float
    chapter: str


@dataclass(frozen=True)
class Grip:
    """What of the picture a hand takes hold of: dragged, it goes along its way to the moment that is nearest.

    ``x`` and ``y`` are where it is at each moment (of a curve model, at each place of its axis).
    """

    label: str
    x: Length
    y: Length


@dataclass(frozen=True)
class Scene:
    """The picture of a mechanism; ``title`` says in a few words what is seen.

    ``says`` are sentences on the moment, the first whose condition holds; ``at`` is the moment shown first, as a
    share of the window.  What of it can be taken hold of are its ``markers``, ``parts`` and ``grip``.
    """

    title: str
    layers: tuple[Layer, ...]
    says: tuple[Verdict, ...] = ()
    scales: tuple[Scale, ...] = ()
    at: float = 1.0
    markers: tuple[Marker, ...] = ()
    parts: tuple[Part, ...] = ()
    grip: Grip | None = None

    def place_of(self, name: str) -> int:
        """The place of a layer in the list; -1 where there is none of that name."""
        return next((i for i, layer in enumerate(self.layers) if layer.name == name), -1)


def lengths(place: Place | None) -> dict[str, Length]:
    """The lengths of a place by name; what is no length (a layer's name) is left out."""
    if place is None:
        return {}
    return {name: value for name, value in vars(place).items() if name != "layer"}


def written(value: Length) -> str:
    """A length as an expression; empty where it is not given."""
    return value.strip() if isinstance(value, str) else repr(float(value))
