"""Table 1 of the review as printed, with each corrected row beside its print and the reasons to open."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from evbook.review.table1 import COLUMNS, GRADES, corrected, corrections, printed


def side_by_side(name: str = "table1") -> SideBySide:
    """Return the printed table with each corrected row beside its print, for a notebook or the site.

    ``name`` begins the ids of its controls: give another one to a second copy on the same page.
    """
    return SideBySide(
        name,
        tuple(printed().to_dict("records")),
        tuple(corrected().to_dict("records")),
        tuple(corrections().to_dict("records")),
    )


@dataclass(frozen=True)
class SideBySide:
    """Table 1, each row as printed with the row as corrected beneath it and the reasons to open.

    The choice of rows is made by the style sheet alone, so it works without a script, offline and in a notebook;
    where a browser cannot do that, the choice is not offered and all rows stand.
    """

    name: str
    printed: tuple[dict, ...]
    corrected: tuple[dict, ...]
    corrections: tuple[dict, ...]

    @property
    def caption(self) -> str:
        """A sentence for above the table: how many rows, how many of them corrected, what is suspected."""
        touched = {change["row"] for change in self.corrections}
        suspected = sum(change["grade"] == "memory" for change in self.corrections)
        return (
            f"Table 1 of the review, as printed and as corrected: {len(self.printed)} rows, {len(touched)} with "
            f"{len(self.corrections)} corrections, of which {suspected} are suspected only and not applied."
        )

    def __repr__(self) -> str:
        return f"SideBySide({len(self.printed)} rows, {len(self.corrections)} corrections)"

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(title)}</th>' for title in COLUMNS.values())
        bodies = "\n".join(map(self._body, self.printed, self.corrected))
        return (
            f'<div class="evbook-table1" id="{escape(self.name)}">\n<style>\n{self._style()}\n</style>\n'
            f"{self._choices()}\n"
            f'<div role="region" tabindex="0" aria-label="Table 1 as printed and as corrected" '
            f'style="overflow-x:auto">\n<table>\n<caption>{escape(self.caption)}</caption>\n'
            f'<thead><tr><th scope="col">Row</th><th scope="col">Reading</th>{head}'
            f'<th scope="col">Reference</th></tr></thead>\n{bodies}\n</table>\n</div>\n</div>'
        )

    def _body(self, printed: dict, corrected: dict) -> str:
        changes = [change for change in self.corrections if change["row"] == printed["row"]]
        changed = {column for column in COLUMNS if printed[column] != corrected[column]}
        lines = 1 + bool(changed) + bool(changes)
        first = "".join(_cell(printed[column], "was" if column in changed else "") for column in COLUMNS)
        rows = [
            f'<tr><th scope="rowgroup" rowspan="{lines}">{printed["row"]}</th><td>printed</td>{first}'
            f"<td>[{printed['reference']}]</td></tr>"
        ]
        if changed:
            second = "".join(
                _cell(corrected[column], "now") if column in changed else _cell("same", "same") for column in COLUMNS
            )
            rows.append(f'<tr class="corrected"><td>corrected</td>{second}{_cell("same", "same")}</tr>')
        if changes:
            reasons = "".join(f"<li>{_reason(change)}</li>" for change in changes)
            counted = "1 correction" if len(changes) == 1 else f"{len(changes)} corrections"
            rows.append(
                f'<tr class="reasons"><td colspan="{len(COLUMNS) + 2}"><details><summary>{counted} to row '
                f"{printed['row']}: why</summary><ul>{reasons}</ul></details></td></tr>"
            )
        marks = f'data-cancer="{_slug(printed["cancer"])}"' + (' class="touched"' if changes else "")
        return f"<tbody {marks}>{''.join(rows)}</tbody>"

    def _cancers(self) -> list[str]:
        return list(dict.fromkeys(row["cancer"] for row in self.printed))

    def _choices(self) -> str:
        cancers = "".join(
            self._choice("cancer", _slug(cancer) or "all", cancer or "all", not cancer)
            for cancer in ["", *self._cancers()]
        )
        rows = self._choice("rows", "every", "all", True) + self._choice("rows", "touched", "corrected only", False)
        # A form keeps the choices of two copies apart; "dialog" makes the Enter key send nothing anywhere.
        return (
            f'<form method="dialog">\n<fieldset><legend>Cancer</legend>{cancers}</fieldset>\n'
            f"<fieldset><legend>Rows</legend>{rows}</fieldset>\n</form>"
        )

    def _choice(self, group: str, value: str, label: str, chosen: bool) -> str:
        checked = " checked" if chosen else ""
        return (
            f'<label><input type="radio" name="{self.name}-{group}" id="{self.name}-{group}-{value}"{checked}> '
            f"{escape(label)}</label> "
        )

    def _style(self) -> str:
        block = f"#{self.name}"
        hide = [
            f'{block}:has(#{self.name}-cancer-{_slug(cancer)}:checked) tbody:not([data-cancer="{_slug(cancer)}"])'
            for cancer in self._cancers()
        ]
        hide.append(f"{block}:has(#{self.name}-rows-touched:checked) tbody:not(.touched)")
        hidden = ",\n".join(hide)
        return (
            f"{block} fieldset{{display:none;border:0;padding:0;margin:0 0 .5rem}}\n"
            # A browser that cannot hide rows by a choice is not shown the choice.
            f"@supports selector(:has(*)){{@media screen{{{block} fieldset{{display:block}}}}\n"
            f"{hidden}{{display:none}}}}\n"
            # Why a row is corrected stays in view on a phone, however far the table is scrolled.
            f"@media (max-width:40rem){{{block} .reasons details"
            "{position:sticky;left:0;width:calc(100vw - 4.5rem)}}\n"
            f"{block} legend{{font-weight:bold;float:left;margin-right:.75rem}}\n"
            f"{block} label{{white-space:nowrap;margin-right:.75rem}}\n"
            f"{block} td,{block} th{{vertical-align:top;text-align:left}}\n"
            f"{block} tbody{{border-top:1px solid currentColor}}\n"
            f"{block} .was{{text-decoration:underline dotted}}\n"
            f"{block} .now{{font-weight:bold}}\n"
            f"{block} .same{{font-style:italic}}"
        )


def _cell(text: str, kind: str) -> str:
    return f'<td class="{kind}">{escape(text)}</td>' if kind else f"<td>{escape(text)}</td>"


def _reason(change: dict) -> str:
    suspected = f" Suspected reading: {change['corrected']}." if change["grade"] == "memory" else ""
    return (
        f"<strong>{escape(COLUMNS[change['column']])}</strong>: {escape(change['reason'])}{escape(suspected)} "
        f"Ground: {escape(change['evidence'])} ({escape(GRADES[change['grade']])})."
    )


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-")
