"""What Figures 1 and 2 say.  The review's drawings are not copied: their legends are taken at their word."""

from __future__ import annotations

from dataclasses import dataclass

#: x, y, width and height in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """A card of a figure: the chapter it leads to, its words, its glyph, and its box on a page."""

    chapter: str
    title: str
    words: str
    glyph: str
    box: Box


@dataclass(frozen=True)
class Body:
    """A cell or a tissue that vesicles leave or reach; on a phone only the first one is drawn, at the top."""

    title: str
    glyph: str
    box: Box
    small: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Arrow:
    """A way that vesicles take, as points; ``back`` for both ways, ``stopped`` for what the vesicles keep away."""

    points: tuple[tuple[float, float], ...]
    back: bool = False
    stopped: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure: ``groups`` are its cards under the headings they have on a phone; ``size`` is that of the page form."""

    number: str
    title: str
    lead: str
    bodies: tuple[Body, ...]
    groups: tuple[tuple[str, tuple[Part, ...]], ...]
    arrows: tuple[Arrow, ...]
    size: tuple[float, float]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All cards in order."""
        return tuple(part for _, parts in self.groups for part in parts)


_CARD = 232.0
_FIRST = Figure(
    number="1",
    title="What vesicles do for a tumour",
    lead="Tumour cells and the cells around them send vesicles to each other",
    bodies=(
        Body(
            "Tumour cells",
            "tumour",
            (282, 34, 156, 236),
            (
                ("background/vesicle-classes", "Vesicle classes"),
                ("background/biogenesis", "Biogenesis"),
                ("background/uptake", "Uptake"),
            ),
        ),
    ),
    groups=(
        (
            "To the surroundings",
            (
                Part(
                    "microenvironment/stromal-activation", "Stromal activation",
                    "Fibroblasts and stem cells become helpers of the tumour.", "fibroblast", (0, 172, _CARD, 132),
                ),
                Part(
                    "microenvironment/angiogenesis", "Angiogenesis",
                    "Vessels grow towards the tumour, and become leaky.", "vessel", (0, 0, _CARD, 132),
                ),
                Part(
                    "microenvironment/immune-escape", "Immune escape",
                    "Immune cells die, are slowed, or are blinded.", "immune", (488, 0, _CARD, 132),
                ),
                Part(
                    "microenvironment/metastasis", "Metastasis",
                    "Tumour cells break out, and distant organs are made ready for them.", "organ",
                    (488, 172, _CARD, 132),
                ),
            ),
        ),
        (
            "And back to the tumour",
            (
                Part(
                    "resistance/index", "Drug resistance",
                    "With what vesicles bring, from tumour or stroma, cells survive their treatment.", "capsule",
                    (214, 336, 292, 104),
                ),
            ),
        ),
    ),
    arrows=(
        Arrow(((282, 80), (232, 66))),
        Arrow(((282, 224), (232, 238)), back=True),
        Arrow(((438, 80), (488, 66))),
        Arrow(((438, 224), (488, 238))),
        Arrow(((116, 304), (116, 388), (214, 388))),
        Arrow(((360, 270), (360, 336))),
    ),
    size=(720, 442),
)  # fmt: skip

_SECOND = Figure(
    number="2",
    title="How vesicles bring resistance to drugs",
    lead="A resistant tumour cell sends vesicles that keep drugs away, or hand its resistance on",
    bodies=(
        Body("Resistant tumour cell", "tumour", (0, 0, 132, 604)),
        Body("Drugs and antibodies", "capsule", (588, 0, 132, 192)),
        Body("Sensitive tumour cell", "cell", (588, 206, 132, 294)),
        Body("Stroma", "fibroblast", (588, 514, 132, 90)),
    ),
    groups=(
        (
            "Less drug reaches its target",
            (
                Part(
                    "resistance/drug-export", "Export and sequestration",
                    "The drug leaves the cell in vesicles, or is stored in vesicles within it.", "loaded",
                    (184, 0, 352, 90),
                ),
                Part(
                    "resistance/immunotherapy-sink", "A sink for immunotherapies",
                    "Vesicles with the antigen take up the antibody that was meant for the cell.", "sink",
                    (184, 102, 352, 90),
                ),
            ),
        ),
        (
            "Sensitive cells become resistant",
            (
                Part(
                    "resistance/efflux-transfer", "Efflux pumps",
                    "The pump itself moves into another cell's membrane.", "pump", (184, 206, 352, 90),
                ),
                Part(
                    "resistance/prosurvival-cargo", "Prosurvival factors",
                    "Survival signals and inhibitors of apoptosis keep the other cell alive.", "shield",
                    (184, 308, 352, 90),
                ),
                Part(
                    "resistance/mirna-cargo", "Non-coding RNA",
                    "MicroRNA silences genes on which the drug's effect depends.", "hairpin", (184, 410, 352, 90),
                ),
            ),
        ),
        (
            "Through the surroundings",
            (
                Part(
                    "resistance/stromal-resistance", "Resistance from the stroma",
                    "Stromal cells send protecting vesicles, and are changed by those of the tumour.", "fibroblast",
                    (184, 514, 352, 90),
                ),
            ),
        ),
    ),
    arrows=(
        *(Arrow(((132, y), (184, y))) for y in (45, 147, 251, 353, 455)),
        Arrow(((132, 559), (184, 559)), back=True),
        *(Arrow(((588, y), (536, y)), stopped=True) for y in (45, 147)),
        *(Arrow(((536, y), (588, y))) for y in (251, 353, 455)),
        Arrow(((536, 559), (588, 559)), back=True),
    ),
    size=(720, 606),
)  # fmt: skip

FIGURES = {figure.number: figure for figure in (_FIRST, _SECOND)}
