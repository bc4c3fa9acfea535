"""Powers of ten in a heading that no unit took up, and doses in brackets that are no unit of the numbers below."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evbook.own_data.units import Unit, unit_of
from evbook.own_data.words import tokens, words

if TYPE_CHECKING:
    from evbook.own_data.headings import Heading
    from evbook.own_data.raw import Raw

_POWER = re.compile(
    r"(?:(?<=[×x*])|(?<![\w.,]))(?:10\s?(?:\^|\*\*)\s?[({]?[-+−]?\d{1,2}|10[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+|10<sup>\s*-?\d+"
    r"|10?[eE]\+?\d{1,2}(?!\w)|10[-−]\d(?!\d))|[×x*]\s?1[.,]?0{2,}(?!\d)"
    r"|(?<![\w.,])1[.,]?0{3,}s(?!\w)|(?<!\w)'?000s?(?!\w)"
)
#: A number before a unit, within brackets: "(10 mg/kg)".
_AMOUNT = re.compile(r"\s*[\[({]\s*((\d+(?:[.,]\d+)?)\s*[A-Za-zµμ%][^\[\](){}]*)[\])}]")
#: Units in capitals whose small letters mean two things: nanometres or nanomolar.
_TWOFOLD = re.compile(r"(?:^|[\s_(\[])([NUMP]M)[)\]]?$")


def unread_power(text: str) -> str:
    """A power of ten, or a word for one, in a heading; "" for none."""
    found = _POWER.search(text)
    if found:
        return found[0]
    return next((word for word in tokens(text) if word in words()["powers"] and len(word) > 2 and word.isalpha()), "")


def doubt_of(heading: Heading) -> str:
    """Why the numbers below a heading may be in another unit than it seems: a power of ten that was not taken up."""
    if heading.doubt or heading.logarithm or (heading.unit is not None and heading.unit.factor != 1.0):
        return heading.doubt
    power = unread_power(heading.text)
    if power:
        return f"“{power.strip()}” in its heading may be a factor of its numbers"
    twofold = _TWOFOLD.search(heading.text) if heading.unit is None and not heading.time else None
    if twofold:
        return f"“{twofold[1]}” may be {twofold[1].lower()} or {twofold[1][0].lower()}M"
    return ""


def with_power(name: str, power: Unit, inner: Heading) -> tuple[str, Unit]:
    """A name and its unit where a power of ten stands in brackets of its own: "Cells/mL (x10^6)"."""
    counted = unit_of(name) if len(name) > 1 else None
    if counted is None and inner.unit is not None and inner.unit.factor == 1.0 and inner.name != name:
        name, counted = inner.name, inner.unit
    if counted is None:
        return name, power
    return name, replace(counted, factor=counted.factor * power.factor, doubt=power.doubt or counted.doubt)


def _amount(raw: Raw) -> re.Match | None:
    """The amount in brackets that was taken for the unit of a column."""
    heading = raw.heading
    if heading.unit is None or heading.unit.factor == 1.0 or heading.time >= 2:
        return None
    found = _AMOUNT.search(heading.text)
    unit = unit_of(found[1]) if found else None
    plain = unit is not None and not _POWER.search(found[1]) and float(found[2].replace(",", ".")) not in (1.0, 1000.0)
    return found if plain and unit.label == heading.unit.label and unit.factor == heading.unit.factor else None


def doses_in_brackets(raws: list[Raw], heading_of, remarks: list[str]) -> list[Raw]:
    """Columns such as "Drug (10 mg/kg)" and "Drug (30 mg/kg)": arms named by their dose, and no units.

    A dose per body weight, and amounts that differ between columns of one name, are doses.  One amount beside a
    column without a unit may be either, and is asked about; else it is the unit, as in "C (100 ng/mL)".
    """
    found = {id(raw): match for raw in raws if (match := _amount(raw))}
    bare = any(
        raw.heading.unit is None and raw.heading.time < 2 and not raw.heading.statistic and raw.named.strip()
        for raw in raws
    )
    made, told = [], []
    for raw in raws:
        match = found.get(id(raw))
        if match is None:
            made.append(raw)
            continue
        same = [one for one in raws if id(one) in found and one.heading.name == raw.heading.name]
        amounts = {found[id(one)][1] for one in same}
        # Light of 600 nm is measured in, and is no unit of what was measured.
        light = raw.heading.unit.label == "nm" and raw.heading.unit.factor >= 150
        if re.search(r"/\s?kg\b|\bkg\s?[-−^⁻]", match[1]) or len(amounts) > 1 or light:
            rest = heading_of(raw.heading.text[: match.start()] + raw.heading.text[match.end() :])
            name = f"{rest.name} ({match[1].strip()})" if rest.name else match[1].strip()
            made.append(replace(raw, heading=replace(rest, text=raw.heading.text, name=name)))
            if light:
                continue
            told.append(f"“{match[1].strip()}”")
        elif bare:
            doubt = f"“{match[1].strip()}” may be a dose, or the unit of its numbers"
            made.append(replace(raw, heading=replace(raw.heading, doubt=doubt)))
        else:
            made.append(raw)
    if told:
        are = "is a dose that names its column, and is" if len(told) == 1 else "are doses that name their columns, and"
        remarks.append(f"{', '.join(dict.fromkeys(told))} {are if len(told) == 1 else are + ' are'} no unit.")
    return made
