"""The bibliography in plain Markdown: "(Kuznetsov et al. 1994)" in a sentence, and a list with links at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pybtex.database import Entry, Person


@dataclass
class Citations:
    """What one text cites, in the order in which it is asked, so that its list holds these and no more.

    Raises KeyError, naming the key, for a source that the bibliography does not have.
    """

    entries: Mapping[str, Entry]
    #: The keys of the sources that have the same authors and year.
    alike: Mapping[tuple[str, str], list[str]]
    cited: dict[str, None] = field(default_factory=dict)

    def parenthetical(self, keys: Iterable[str]) -> str:
        """``(Chen et al. 2018; Ricklefs et al. 2018)``, each a link where the source can be looked up."""
        return f"({'; '.join(self._said(key, '{} {}') for key in keys)})"

    def textual(self, keys: Iterable[str]) -> str:
        """``Chen et al. (2018) and Ricklefs et al. (2018)``."""
        said = [self._said(key, "{} ({})") for key in keys]
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)

    def listed(self) -> str:
        """The sources in the order of their authors, a line each, with links."""
        lines = {key: self._line(key) for key in self.cited}
        return "\n".join(f"- {line}" for _, line in sorted(lines.items(), key=lambda pair: pair[1].casefold()))

    def _said(self, key: str, form: str) -> str:
        if key not in self.entries:
            raise KeyError(f"The bibliography has no source {key!r}.")
        self.cited[key] = None
        said = form.format(authors(self.entries[key]), self._year(key))
        address = address_of(self.entries[key])
        return f"[{said}]({address})" if address else said

    def _year(self, key: str) -> str:
        """The year, with a letter where the same authors have more than one source of that year."""
        alike = self.alike[_label(self.entries[key])]
        return _label(self.entries[key])[1] + (chr(ord("a") + alike.index(key)) if len(alike) > 1 else "")

    def _line(self, key: str) -> str:
        entry = self.entries[key]
        fields = {name: _plain(value) for name, value in entry.fields.items()}
        persons = [_person(person) for person in entry.persons.get("author", [])]
        others = persons and persons[-1] == "others"
        names = ", ".join(persons[:-1] if others else persons) + (" et al." if others else "")
        parts = [f"{names.rstrip('.')}" if names else "", f"{fields['title'].rstrip('.')}"]
        where = fields.get("journal") or fields.get("booktitle") or fields.get("publisher") or ""
        volume = fields.get("volume", "") + (f"({fields['number']})" if fields.get("number") else "")
        pages = fields.get("pages", "").replace("--", "–")
        place = " ".join(filter(None, [f"*{where}*" if where else "", ":".join(filter(None, [volume, pages]))]))
        parts += [place or fields.get("howpublished", "").rstrip("."), self._year(key)]
        address = address_of(entry)
        said = ". ".join(filter(None, parts)) + "."
        return f"{said} [{address.removeprefix('https://')}]({address})" if address else said


@cache
def read(path: Path) -> tuple[Mapping[str, Entry], Mapping[tuple[str, str], list[str]]]:
    """Return the sources of a BibTeX file by their keys, and the keys of those with the same authors and year."""
    from pybtex.database import parse_file

    entries = parse_file(str(path)).entries
    alike: dict[tuple[str, str], list[str]] = {}
    for key, entry in entries.items():
        alike.setdefault(_label(entry), []).append(key)
    return entries, alike


def _label(entry: Entry) -> tuple[str, str]:
    return authors(entry), entry.fields.get("year", "n.d.")


def authors(entry: Entry) -> str:
    """``Kuznetsov``, ``Adler and Alon``, ``Maacha et al.``; the title where nobody is named."""
    persons = entry.persons.get("author", [])
    if not persons:
        title = _plain(entry.fields["title"])
        return "“" + re.split(r"[:,(]", title)[0].strip() + "”"
    last = [_plain(" ".join([*person.prelast_names, *person.last_names])) for person in persons]
    if len(last) > 2 or last[-1] == "others":
        return f"{last[0]} et al."
    return " and ".join(last)


def address_of(entry: Entry) -> str:
    """Where a source can be looked up: its DOI, its PubMed record or its page; else nothing."""
    fields = entry.fields
    if fields.get("doi"):
        return "https://doi.org/" + fields["doi"].replace("(", "%28").replace(")", "%29")
    if fields.get("pmid"):
        return f"https://pubmed.ncbi.nlm.nih.gov/{fields['pmid']}/"
    found = re.search(r"PMC\d+", fields.get("howpublished", ""))
    return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{found[0]}/" if found else fields.get("url", "")


def _person(person: Person) -> str:
    initials = " ".join([*person.first_names, *person.middle_names])
    last = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    return _plain(f"{last} {initials}".strip())


@cache
def _plain(latex: str) -> str:
    """LaTeX as text, with what Markdown would take for its own signs kept from it."""
    from pybtex.richtext import Text

    text = str(Text.from_latex(latex.replace("--", "–"))).strip()
    return re.sub(r"([*_\[\]<>`$])", r"\\\1", " ".join(text.split()))
