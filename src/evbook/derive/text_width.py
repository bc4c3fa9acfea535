"""How wide words are at most, in whichever plain face a machine sets them.

The widths are those of DejaVu Sans (and its bold), in thousandths of the size of the letters: of the faces that the
book asks for it is the widest, so what holds a word in it holds the word in Segoe UI, Roboto, San Francisco or Arial.
"""

from __future__ import annotations

#: Characters by their width; what is not named is as wide as the letters are high.
_REGULAR = {
    278: "ijl", 295: "IJ", 318: " ,.·’", 337: "/:;|", 352: "f", 361: "-", 392: "t", 411: "r", 390: "()[]",
    500: "*_–", 521: "s", 531: "?", 550: "c", 557: "L", 579: "k", 592: "vxyγ", 611: "TYz", 615: "aeoFPδ",
    636: "bdghnpqu0123456789$σμκES", 640: "β", 660: "αφK", 686: "ABVXZ", 699: "CR", 787: "GHDNOQ&", 838: "+=<>−×#~",
    863: "Mw", 989: "Wm%",
}  # fmt: skip
_BOLD = {
    343: "ijl", 348: " ", 372: "IJ", 380: ",.·’/", 400: ":;|", 415: "-", 435: "f", 457: "()[]", 478: "t", 493: "r",
    523: "*_–", 595: "csz?", 652: "vyxL", 687: "aoeγ", 717: "bdghnpqu0123456789βkδα",
    738: "CFETSYZμκP", 783: "ABRVXKσφ", 850: "DGHNOQU", 873: "&", 924: "w+=<>−×#", 1042: "Mm%", 1103: "W",
}  # fmt: skip
_WIDTHS = {
    bold: {character: width for width, characters in table.items() for character in characters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide ``text`` is at most in letters of ``size``, in the unit of ``size``."""
    widths = _WIDTHS[bold]
    return sum(widths.get(character, 1000) for character in text) * size / 1000


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Return the text in as few lines as are at most ``room`` wide, and as even as they can be.

    A word that is wider than the room has a line of its own.
    """
    fewest = len(_filled(text, size, room, bold))
    widths = sorted({round(text_width(piece, size, bold=bold), 3) for piece in _pieces(text)})
    narrowest = next((w for w in widths if w <= room and len(_filled(text, size, w, bold)) <= fewest), room)
    return _filled(text, size, narrowest, bold)


def _pieces(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]


def _filled(text: str, size: float, room: float, bold: bool) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, bold=bold) > room + 0.01:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
