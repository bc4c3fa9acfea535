r"""Questions as GIFT (https://docs.moodle.org/en/GIFT_format), plain text that many platforms read.

GIFT has no files, so a question that needs a picture is left out, and :func:`left_out` names it.  An open answer is an
essay; its solution is the general feedback, which a learner sees when the attempt is over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evbook.teaching.items import Item, decimal, folders


def gift(items: Sequence[Item]) -> str:
    """Return the questions as GIFT, a category for every folder."""
    missing = set(left_out(items))
    blocks = []
    for folder, members in folders([item for item in items if item.id not in missing]):
        name = "/".join(part.replace("/", "//") for part in folder)
        blocks.append(f"$CATEGORY: $course$/top/{name}")
        blocks += [_question(item) for item in members]
    return "\n\n".join(blocks) + "\n"


def left_out(items: Sequence[Item]) -> list[str]:
    """Return the ids of the questions that need a picture."""
    return [item.id for item in items if item.picture]


def _question(item: Item) -> str:
    head = f"// {item.id}\n::{_escaped(item.title)}::[html]{_escaped(item.text)}"
    if item.kind == "choice":
        lines = [f"{'=' if one.right else '~'}{_escaped(one.text)}#{_escaped(one.feedback)}" for one in item.answers]
        return f"{head}{{\n" + "\n".join(lines) + "\n}"
    if item.kind == "number":
        lines = [f"={decimal(item.value)}:{decimal(item.tolerance)}#{_escaped(item.feedback)}"]
        for slip in item.slips:
            within = decimal(item.tolerance * abs(slip.value / item.value))
            lines.append(f"=%0%{decimal(slip.value)}:{within}#{_escaped(slip.feedback)}")
        lines += [f"~#{_escaped(item.hint)}"] if item.hint else []
        return f"{head}{{#\n" + "\n".join(lines) + "\n}"
    return f"{head}{{####{_escaped(item.solution)}}}"


def _escaped(html: str) -> str:
    """One line, with a backslash before each character that is a mark of the format."""
    line = re.sub(r"\s*\n\s*", " ", html.strip())
    return re.sub(r"([\\~=#{}:])", r"\\\1", line)
