"""The cells of a text: what stands between them, what is a comment, and how rows are counted.

The text is taken apart by pandas; which mark stands between its cells is found here, by which mark gives
most rows of numbers.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from evbook.own_data.cells import cell_of

#: Rows and columns at most: a plate of 1,536 wells, and a day of a reading a second.
MOST_ROWS = 100_000
MOST_COLUMNS = 1600

#: What may stand between cells; where two give as many rows of numbers, the earlier one.
SEPARATORS = ("\t", ";", "|", ",", "،", "  ", " ")
#: Rows by which the mark is found.
_LOOKED_AT = 400


@dataclass
class Grid:
    """Rows of cells, none of them empty, with the number that a text editor gives each row."""

    rows: list[tuple[int, list[str]]]
    separator: str
    remarks: list[str] = field(default_factory=list)
    #: How many cells each row has in the file, the empty ones at its end too.
    widths: dict[int, int] = field(default_factory=dict)


def grid_of(text: str) -> Grid:
    """Take a text apart.  Raises ValueError with a sentence where it cannot be."""
    import pandas as pd

    lines = text.split("\n")
    remarks: list[str] = []
    told = re.fullmatch(r'"?sep=(.)"?\s*', lines[0].strip(" ,;"), re.IGNORECASE) or re.fullmatch(
        r'"?sep=([,;\t|])"?', lines[0]
    )
    if told:
        lines[0] = ""
    lines, comments = _without_comments(lines)
    lines = [_unwrapped(lines)(line) for line in lines] if _wrapped(lines) else lines
    separator = told[1] if told else _separator(lines)
    if not separator:
        shown = next((line for line in lines if line.strip()), "")
        raise ValueError(
            f"The table has one column only (it begins with “{_short(shown)}”).  Two or more are "
            f"needed, with "
            "commas, semicolons, tabs or spaces between their cells."
        )
    lines, kept = _with_commented_heading(lines, comments, separator)
    if kept:
        remarks.append(kept)
    told_of = [text for number, text in comments if not (kept and number == comments[-1][0])]
    if told_of:
        remarks.append(f"{_many(len(told_of), 'line')} of comments {'is' if len(told_of) == 1 else 'are'} left out.")
    pattern = {" ": r"\s+", "  ": r"\s{2,}|\t"}.get(separator)
    width = max(len(re.split(pattern, line.strip())) if pattern else line.count(separator) + 1 for line in lines)
    if width > MOST_COLUMNS:
        raise ValueError(f"The table has {width} columns; at most {MOST_COLUMNS} are read.")
    if sum(1 for line in lines if line.strip()) > MOST_ROWS:
        raise ValueError(f"The table has {len(lines)} rows; at most {MOST_ROWS} are read.  Thin it first.")
    try:
        frame = pd.read_csv(
            io.StringIO("\n".join(line.strip() if pattern else line for line in lines)),
            sep=pattern or separator,
            header=None,
            names=range(width),
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            skipinitialspace=True,
            engine="python" if separator == "  " else "c",
            index_col=False,
        )
    except pd.errors.ParserError as error:
        row = re.search(r"starting at row (\d+)", str(error))
        where = f"In row {int(row[1]) + 1} a" if row else "A"
        raise ValueError(f"{where} quotation mark is opened and not closed.  Close it, or take it out.") from None
    widths = {
        i + 1: len(_split(line, separator)) for i, line in enumerate(lines[:_LOOKED_AT]) if line.count('"') % 2 == 0
    }
    cells = frame.fillna("").to_numpy().tolist()
    rows = [(i + 1, [str(cell).strip() for cell in row]) for i, row in enumerate(cells)]
    rows = [(number, row) for number, row in rows if any(row)]
    # A column of nothing at the end is the mark that ends every row.
    used = max((max(i for i, cell in enumerate(row) if cell) + 1 for _, row in rows), default=0)
    return Grid([(number, row[:used]) for number, row in rows], separator, remarks, widths)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _short(text: str, most: int = 24) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= most else text[:most] + "…"


def _without_comments(lines: list[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Lines that begin with a comment's mark become empty, so that the rows keep their numbers."""
    comments = []
    kept = []
    for number, line in enumerate(lines):
        match = re.match(r"\s*(#|%{1,2}\s|//|!)(.*)$", line)
        # "#" alone may be the heading of a column of numbers of rows.
        if match and not re.match(r"\s*#\s*[,;\t|]", line):
            comments.append((number, match[2].strip()))
            kept.append("")
        else:
            kept.append(line)
    return kept, comments


def _wrapped(lines: list[str]) -> bool:
    """Whether each line stands in quotation marks as a whole, as some programs save a sheet twice."""
    full = [line for line in lines if line.strip()]
    return (
        len(full) > 1
        and all(len(line) < 5000 for line in full)
        and all(re.fullmatch(r'"(?:[^"]|"")*[,;\t](?:[^"]|"")*"[,;]*', line.strip()) for line in full)
    )


def _unwrapped(lines: list[str]):
    return lambda line: line.strip().rstrip(",;")[1:-1].replace('""', '"') if line.strip() else ""


def _split(line: str, separator: str) -> list[str]:
    """The cells of a line, roughly: a mark within quotation marks parts nothing."""
    bare = re.sub(r'"[^"]*"', lambda match: re.sub(r"[,;|\t ]", "\0", match[0]), line.strip(" \n"))
    parts = re.split({" ": r"\s+", "  ": r"\s{2,}|\t"}.get(separator, re.escape(separator)), bare)
    return [part.replace("\0", ",").strip().strip('"') for part in parts]


def _separator(lines: list[str]) -> str:
    """The mark that gives most rows of numbers; "" where none parts anything."""
    full = [line for line in lines if line.strip()]
    looked = full[: _LOOKED_AT // 2] + full[_LOOKED_AT // 2 :][-_LOOKED_AT // 2 :]
    scores = {}
    for separator in SEPARATORS:
        score = 0.0
        for line in looked:
            cells = [cell for cell in _split(line, separator) if cell]
            if len(cells) > 1:
                like = sum(cell_of(cell).numeric for cell in cells)
                # A row of text parted is worth a little: a table of many text columns has few numbers.
                score += 1.0 if like == len(cells) else 0.8 if like * 2 >= len(cells) else 0.3 if like else 0.05
        scores[separator] = score
    most = max(scores.values())
    if most == 0:
        return ""
    return next(separator for separator in SEPARATORS if scores[separator] >= 0.6 * most)


def _with_commented_heading(lines: list[str], comments: list[tuple[int, str]], separator: str):
    """Some programs write the row of names as a comment ("# time V"); it is the heading where no other one is."""
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None or not comments:
        return lines, ""
    cells = [cell for cell in _split(lines[first], separator) if cell]
    above = [(number, text) for number, text in comments if number < first]
    if not cells or not all(cell_of(cell).numeric for cell in cells) or not above:
        return lines, ""
    number, heading = above[-1]
    names = [name for name in _split(heading, separator) if name]
    if len(names) != len(cells) and separator.strip() == "":
        return lines, ""
    if len(names) != len(cells) or all(cell_of(name).numeric for name in names):
        return lines, ""
    comments[:] = [*[one for one in comments if one[0] != number], (number, heading)]
    return [
        heading if i == number else line for i, line in enumerate(lines)
    ], f"The names stand in row {number + 1}, which begins as a comment."
