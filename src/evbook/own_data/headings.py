"""The heading of a column: its name, its unit wherever that stands, and the words for mean, SD, SEM and N."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from evbook.own_data.multipliers import doubt_of, with_power
from evbook.own_data.units import Unit, time_unit_of, unit_of
from evbook.own_data.words import listed, plain, time_words, tokens, words

_BRACKETS = re.compile(r"\[([^\[\]]*)\]|\(((?:[^()]|\([^()]*\))*)\)|\{([^{}]*)\}")
#: A logarithm, before its numbers' name, in brackets, or behind it.
_LOGARITHM = re.compile(
    r"^(log10|log2|loge|log|ln|lg)\s*[\s(\[_]|[\[({]\s*(log10|log2|loge|log|ln|lg)(?![a-z])(?!\s(?:phase|rank))|[\s_.](log10|log2|ln)$",
    re.IGNORECASE,
)
#: Words for how an hour may be written in a heading.
_CLOCKS = re.compile(r"h{1,2}[:.]m{1,2}(?:[:.]s{1,2})?|m{1,2}[:.]s{1,2}", re.IGNORECASE)


#: What is counted, so that a k behind it may be a thousand.
_COUNTED = frozenset(("cells", "cell", "zellen", "particles", "vesicles", "evs", "copies", "events", "counts"))


@dataclass(frozen=True)
class Heading:
    """What a heading says.

    ``name`` is the heading without its unit, ``unit`` what its numbers are in, ``time`` how surely it speaks of
    time (3: says so; 2: its unit does and some word; 1: only its unit; 0), ``statistic`` "mean", "sd", "sem", "n",
    "error" or "other", ``spread`` the statistic that stands behind "±" in the cells, ``logarithm`` the word that
    says the numbers are logarithms, ``odd`` a text in square brackets that is no unit, ``doubt`` a question.
    """

    text: str
    name: str
    unit: Unit | None = None
    time: int = 0
    statistic: str = ""
    spread: str = ""
    logarithm: str = ""
    odd: str = ""
    doubt: str = ""
    clock: str = ""


def heading_of(given: str) -> Heading:
    """Read one heading."""
    given = given[:200]
    text = re.sub(r"\s+", " ", given).strip().strip("\"'").lstrip("#").strip()
    made = re.fullmatch(r"(\w[\w.]*?)\.\.(\w[\w.]*?)\.+", text)
    if made:
        # R turns "Volume (mm3)" into "Volume..mm3.".
        inside = made[2].replace(".", "/")
        if unit_of(inside) or time_unit_of(inside):
            text = f"{made[1].replace('.', ' ')} ({inside})"
    found = _with_unit(text)
    found = replace(found, text=re.sub(r"\s+", " ", given).strip())
    found = _with_statistic(found)
    found = _with_time(found)
    log = _LOGARITHM.search(text)
    if log:
        return replace(found, name=text, unit=None, logarithm=(log[1] or log[2] or log[3]).lower())
    return replace(found, doubt=doubt_of(found))


def _split_bracket(inside: str) -> tuple[Unit | None, list[str]]:
    """The unit within brackets, and the other things that stand there ("mm3, mean ± SD")."""
    # "V/V0" is a ratio, whatever V may be a unit of.
    if re.fullmatch(r"([A-Za-z]+)\s*/\s*\1[\s_]?\(?0\)?", inside):
        return unit_of("1"), []
    whole = unit_of(inside)
    if whole:
        return whole, []
    parts = [part.strip() for part in re.split(r"[;,]\s+|;", inside) if part.strip()]
    units = [unit_of(part) for part in parts]
    found = next((unit for unit in units if unit), None)
    return found, [part for part, unit in zip(parts, units, strict=True) if unit is None or unit is not found]


def _with_unit(text: str) -> Heading:
    """A heading parted into name and unit, by brackets, a slash, a comma, "in", an underscore or a space."""
    groups = list(_BRACKETS.finditer(text))
    odd = clock = ""
    for match in reversed(groups):
        inside = (match[1] or match[2] or match[3] or "").strip()
        unit, rest = _split_bracket(inside)
        name = re.sub(r"\s+", " ", text[: match.start()] + " " + text[match.end() :]).strip()
        if inside in ("k", "K") and any(word in _COUNTED for word in tokens(name)):
            return Heading(text, name, None, doubt=f"“{inside}” may mean thousands")
        if _speaks_of_time(name) and not (unit and unit.is_time):
            if inside.strip(". ") in ("m", "M"):
                return Heading(text, name, None, time=3, doubt=f"“{inside}” may be minutes or months")
            unit, rest = time_unit_of(inside) or unit, rest if unit else []
        if unit is not None:
            # "Cells/mL (x10^6)": the unit stands in the name, its power in the brackets.
            if unit.label == "1" and unit.factor != 1.0:
                name, unit = with_power(name, unit, _without_brackets(name))
            factor = _trailing_power(name)
            if factor:
                name, power = factor
                unit = replace(unit, factor=unit.factor * power.factor, doubt=unit.doubt or power.doubt)
            if rest:
                name = f"{name} ({', '.join(rest)})"
            return Heading(text, name or text, unit, doubt=unit.doubt)
        if _CLOCKS.fullmatch(inside):
            clock = inside.lower()
            text = name
            continue
        if name and inside and not _is_statistic(inside) and (match[1] is not None or _like_a_unit(inside)):
            odd = inside
    if odd:
        name = re.sub(r"\s*\[[^\]]*\]", "", text).strip()
        return Heading(text, name or text, None, odd=odd, clock=clock)
    if clock:
        return Heading(text, text, None, clock=clock)
    return replace(_without_brackets(text), clock=clock)


def _like_a_unit(inside: str) -> bool:
    """Whether what stands in round brackets was meant as a unit: it has a sign or a part of one."""
    return bool(re.search(r"[²³⁻^·•µ]", inside)) or ("/" in inside and unit_of(inside.split("/")[0]) is not None)


def _trailing_power(name: str) -> tuple[str, Unit] | None:
    """A power of ten at the end of a name: "Cells × 10⁶ (1/mL)"."""
    match = re.match(r"^(.*?\S)\s*[×x*]\s*(10\s?\S+|1[eE]\d+|1000|10{3,})$", name)
    power = unit_of(match[2]) if match else None
    return (match[1], power) if power and power.label == "1" else None


def _without_brackets(text: str) -> Heading:
    if statistic_of(text):
        return Heading(text, text)
    # "10 mg/kg" heads an arm; only a power of ten without a name is a factor.
    if re.match(r"\d+(?:[.,]\d+)?\s*[A-Za-zµμ%]", text) and not re.match(r"1[eE]\d", text):
        return Heading(text, text)
    if text.startswith("%") and len(text) > 1:
        return Heading(text, text, odd=text) if "/" in text else Heading(text, text, unit_of("%"))
    if tokens(text)[:1] and tokens(text)[0] in ("percent", "percentage", "pct", "prozent") and len(tokens(text)) > 1:
        return Heading(text, text, unit_of("%"))
    # "Mouse 2" is a name with a number, and not two mice.
    if re.fullmatch(r"[^\W\d_]+[\s_#-]+\d+", text):
        return Heading(text, text)
    # "EV ×10⁹ particles/ml": what stands behind the power is its unit.
    power = re.match(r"^(.*?\S)\s*[×x*]\s*(10\s?\^?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+|1[eE]\d+)\s+([^\W\d].*)$", text)
    behind = unit_of(f"{power[2]} {power[3]}") if power else None
    if power and behind:
        return Heading(text, power[1], behind, doubt=behind.doubt)
    whole = unit_of(re.sub("_", " ", text) if "per" in tokens(text) else text)
    if whole and whole.label != "1" and (text in ("d", "h", "s") or not re.match(r"[A-Za-z]([\d\W_]|$)", text)):
        return Heading(text, text, whole, doubt=whole.doubt)
    if text in ("D", "H") or (text.lower() in time_words() and len(text) > 1):
        return Heading(text, text, time_unit_of(text))
    powered = _trailing_power(text)
    if powered:
        return Heading(text, powered[0], powered[1], doubt=powered[1].doubt)
    for pattern in (r"^(.*?\S)\s+/\s*(\S.*)$", r"^(.*\S),\s*(\S[^,]*)$", r"^(.*\S)\s+in\s+(\S.*)$"):
        found = _behind(text, pattern)
        if found:
            return found
    camel = re.match(r"^(.*[a-z])([A-Z][a-z]*\d?)$", text)
    if camel and _speaks_of_time(camel[1]) and time_unit_of(camel[2]):
        return Heading(text, camel[1], time_unit_of(camel[2]))
    for mark in ("_", ".", " "):
        parts = text.split(mark)
        for i in range(1, len(parts)):
            head, tail = mark.join(parts[:i]), parts[i:]
            unit = _joined(head, tail)
            if unit and head.strip():
                return Heading(text, head, unit, doubt=unit.doubt)
            if i == len(parts) - 1 and mark != " " and tail[0] in ("m", "M") and _speaks_of_time(head):
                return Heading(text, head, None, time=3, doubt=f"“{tail[0]}” may be minutes or months")
    found = _behind(text, r"^([^/]*[^/\s])/([^/]+(?:/[^/]+)?)$")
    if found:
        return found
    # "V std" is a standard deviation, and not an hour in German.
    standard = any(word in listed("since_words") for word in tokens(text))
    said = [
        time_words()[word]
        for word in tokens(text)
        if len(word) > 1 and word in time_words() and (word != "std" or standard)
    ]
    if said and not _no_time(tokens(text)) and "/" not in text:
        return Heading(text, text, unit_of(said[0]))
    return Heading(text, text)


def _behind(text: str, pattern: str) -> Heading | None:
    """A heading whose unit stands behind a clear mark."""
    match = re.match(pattern, text)
    if match is None:
        return None
    unit = _tail(match[1], match[2])
    if unit:
        return Heading(text, match[1], unit, doubt=unit.doubt)
    if _speaks_of_time(match[1]) and match[2].strip(". ") in ("m", "M"):
        return Heading(text, match[1], None, time=3, doubt=f"“{match[2]}” may be minutes or months")
    return None


def _tail(head: str, tail: str) -> Unit | None:
    """The unit behind a clear mark; a letter alone only behind a word for time."""
    tail = tail.strip()
    if re.fullmatch(r"[A-Za-z]\.?", tail):
        if _speaks_of_time(head):
            return time_unit_of(tail)
        return unit_of(tail) if tail in ("g", "L", "l", "M", "K", "%", "h", "d", "s") and len(head) <= 12 else None
    if _speaks_of_time(head) and time_unit_of(tail):
        return time_unit_of(tail)
    return unit_of(tail)


def _joined(head: str, tail: list[str]) -> Unit | None:
    """The unit in the last words of a heading that has no brackets: volume_mm3, conc_ng_ml, particles_per_ml."""
    if any(part == "" for part in tail):
        return None
    if len(tail) == 1:
        word = tail[0]
        # "Control_M1" is the first mouse, and not a molar.
        if re.fullmatch(r"[A-Za-z]\d+", word):
            return None
        if _speaks_of_time(head) and time_unit_of(word):
            return time_unit_of(word)
        if len(word.strip(".")) < 2 and word != "%":
            return None
        # "particles_ml" is a number for each millilitre, and "Absorbance 600 nm" one at a wavelength.
        before = tokens(head)[-1:] or [""]
        if before[0].isdigit():
            return None
        if before[0] in _COUNTED and (unit := unit_of(word)) and unit.scale != 1 and all(n > 0 for _, n in unit.powers):
            return unit_of(f"{before[0]}/{word}")
        # Cells, vesicles and copies behind a name are what is counted, not a unit.
        unit = unit_of(word)
        counted = (
            unit
            and any(base in ("cell", "EV", "molecule", "mouse", "animal") for base, _ in unit.powers)
            and "/" not in word
        )
        if unit and (counted or (unit.is_time and not _speaks_of_time(head))):
            return None
        return unit if unit and unit.label != "1" and word.lower() not in ("min", "mn", "an") else None
    if tail[0].lower() in ("per", "/") and len(tail) > 1:
        return (
            unit_of("1/" + " ".join(tail[1:]))
            if len(tail) == 2 or "per" not in [one.lower() for one in tail[1:]]
            else None
        )
    lower = [one.lower() for one in tail]
    if "per" in lower:
        return unit_of(" ".join(tail))
    both = [unit_of(one) for one in tail]
    # "10^6 cells" is a power of ten and what is counted, and no quotient.
    if len(tail) == 2 and all(both) and both[0].label == "1" and re.search(r"[\^⁰¹²³⁴⁵⁶⁷⁸⁹*]|[eE]\d", tail[0]):
        return unit_of(" ".join(tail))
    if (
        len(tail) == 2
        and all(both)
        and all(len(one) > 1 or one in ("g", "l", "L", "h") for one in tail)
        and not re.fullmatch(r"[\d.,]+", tail[0])
        and not any(one.is_time for one in both[:1])
    ):
        return unit_of(f"{tail[0]}/{tail[1]}")
    return unit_of(" ".join(tail)) if all(re.search(r"[\d/^*%µ⁻³²·]", one) for one in tail) else None


def _no_time(found: list[str]) -> bool:
    """Whether words speak of a duration (doubling time), not of when: what stands behind "since" does not count."""
    for i, word in enumerate(found):
        if word in ("since", "after", "post", "from", "following", "nach", "seit", "après", "depuis"):
            return False if i == 0 else _no_time(found[:i])
    return any(word in listed("not_time") for word in found)


def _speaks_of_time(name: str) -> bool:
    """Whether a name without a unit is a word for time."""
    if plain(name) in listed("time_names") or plain(name) == "":
        return True
    found = tokens(name)
    if _no_time(found):
        return False
    return (
        any(word in listed("time_names") and len(word) > 1 for word in found)
        or (bool(found) and found[0] == "t")
        or "since" in found
    )


def _with_time(heading: Heading) -> Heading:
    """How surely a heading speaks of time."""
    if heading.time:
        return heading
    bare, found = plain(heading.name), tokens(heading.name)
    unit = heading.unit
    if heading.statistic or not heading.text:
        return heading
    if unit is not None and not unit.is_time:
        return heading
    if bare in listed("date_names"):
        return replace(heading, time=3)
    if _no_time(found):
        return replace(heading, time=1 if unit else 0)
    words_for = [word for word in found if word in time_words() and len(word) > 1]
    if unit is None and bare in ("t", "tad", "taf", "tafd", "tsld", "ntime", "atime", "tpd", "nominal time"):
        return replace(heading, time=2)
    if bare in listed("time_names") or (
        unit and (bare in time_words() or (bare == plain(heading.text) and not set(found) - set(words_for)))
    ):
        return replace(heading, time=3)
    if _speaks_of_time(heading.name):
        return replace(heading, time=3 if unit else 2)
    if unit:
        since = any(word in listed("since_words") for word in found)
        return replace(heading, time=3 if since else 2 if words_for else 1)
    return heading


def statistic_of(text: str) -> str:
    """The statistic that a word or two mean: "mean", "sd", "sem", "n", "error", "other"; "" for none."""
    # "+SD" and "-SD" are the two arms of a bar, and neither is a standard deviation by itself.
    if re.match(r"[+−-]\s*[A-Za-z]", text.strip()) and statistic_of(text.strip()[1:]) in ("sd", "sem", "error"):
        return "other"
    bare = re.sub(r"^(?:±|\+/-|\+-)\s*(?=\w)", "", text.strip())
    bare = re.sub(r"^(sd|sem|se|err|error)[\s_]?\d{1,2}$", r"\1", bare, flags=re.IGNORECASE)
    word = plain(re.sub(r"(?<=\b[a-zA-Z])\.(?=[a-zA-Z]\b)|(?<=\b[a-zA-Z])\.$", "", bare))
    if text.strip() in ("±", "+/-"):
        return "error"
    for kind in ("sd", "sem", "n", "mean", "error"):
        if word in listed(kind):
            return kind
    return "other" if word in listed("other_spread") else ""


def _is_statistic(text: str) -> bool:
    return bool(statistic_of(text)) or bool(re.search(r"±|\+/-", text))


def _with_statistic(heading: Heading) -> Heading:
    """Take mean, SD, SEM or N off a heading's name, from its end, its beginning or its brackets."""
    name = heading.name
    both = re.search(
        r"[(,\s]*\s*(?:mean|average|mittelwert)?\s*(?:±|\+/-|\+-)\s*([A-Za-z.]+)"
        r"(?:[\s;,(]*n\s*=\s*\d+)?\)*\s*$",
        name,
        re.IGNORECASE,
    )
    if both and statistic_of(both[1]) in ("sd", "sem") and name[: both.start()].strip(" (,"):
        return replace(heading, name=name[: both.start()].strip(" (,") or name, spread=statistic_of(both[1]))
    counted = re.sub(r"\s*[\[(,;]\s*[nN]\s*=\s*\d+\s*[\])]?$", "", name)
    if counted != name and (found := _with_statistic(replace(heading, name=counted))).statistic:
        return found
    whole = statistic_of(name)
    if whole and not (whole == "n" and heading.unit is not None):
        return replace(heading, name=name if whole == "mean" else "", statistic=whole)
    # Longer words first, so that "standard deviation" is not read as "deviation".
    for pattern in (
        r"^(.*\S)\s*[\[({]([^\[\](){}]+)[\])}]$",
        r"^(.*?\S)[\s_,.:;-]+(standard error of the mean"
        r"|standard deviation|standard error|st\.? ?dev\.?|std\.? ?err(?:or)?\.?|std\.? ?dev\.?)$",
        r"^(.*\S)[\s_,:;-]+([^\s_,:;-]+)$",
    ):
        match = re.match(pattern, name, re.IGNORECASE)
        if match:
            kind = statistic_of(match[2])
            if kind and (kind != "n" or match[2] in ("n", "N")) and match[2].lower() not in ("range", "delta"):
                return replace(heading, name=match[1].strip(), statistic=kind)
    match = re.match(
        r"^(standard deviation|standard error|std\.? ?dev\.?|[^\s_,:;-]+?)(?:[\s_,:;-]+of)?[\s_,:;-]+(\S.*)$",
        name,
        re.IGNORECASE,
    )
    if match:
        kind = statistic_of(match[1])
        if kind and kind not in ("other", "n") and match[1].lower() not in ("delta", "range", "se"):
            return replace(heading, name=match[2].strip(), statistic=kind)
    return heading


def role_of(heading: Heading) -> str:
    """The role that a heading's own words say; "" where they say none."""
    bare = plain(heading.name)
    for role in ("subject", "arm", "replicate", "censored", "limit", "dose", "ignored"):
        if bare in words()["roles"][role]:
            return role
    found = tokens(heading.name)
    if found and found[-1] == "id" and len(found) <= 3:
        return "subject"
    if found and found[0] == "dose" and heading.unit is not None and not heading.time:
        return "dose"
    return ""
