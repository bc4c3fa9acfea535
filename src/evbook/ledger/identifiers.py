"""The database records of what the ledger names: genes, microRNAs, cell lines, drugs, cancers, cell types, processes.

``data/identifiers.csv`` has a row a term and database. A word is found by the term, by a synonym or by the databases'
own name, so that Adriamycin and doxorubicin are one substance; a word that stands for several records, as ERK does
for ERK1 and ERK2, gives them all. The addresses are those of identifiers.org, which leads on to the database; the
book links there and asks it for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from evbook import data
from evbook.data import parts
from evbook.drawing import tabular

if TYPE_CHECKING:
    import pandas as pd

#: The databases a term is shown with, the first one that has it; and what identifiers.org calls them.
SHOWN = {
    "gene": ("HGNC", "UniProt"),
    "miRNA": ("miRBase (mature)", "miRBase (stem-loop)"),
    "cell line": ("Cellosaurus",),
    "drug": ("ChEBI", "DrugBank", "PubChem CID"),
    "cancer": ("MONDO", "DOID"),
    "cell type": ("Cell Ontology",),
    "process": ("Gene Ontology",),
}
PREFIXES = {
    "HGNC": "",
    "UniProt": "uniprot:",
    "Ensembl": "ensembl:",
    "miRBase (mature)": "mirbase.mature:",
    "miRBase (stem-loop)": "mirbase:",
    "Cellosaurus": "cellosaurus:",
    "DepMap": "depmap:",
    "COSMIC cell line": "",
    "ChEBI": "",
    "ChEMBL": "chembl.compound:",
    "DrugBank": "drugbank:",
    "PubChem CID": "pubchem.compound:",
    "MONDO": "",
    "DOID": "",
    "NCIT": "",
    "Cell Ontology": "",
    "Gene Ontology": "",
}


@dataclass(frozen=True)
class Record:
    """One entry of a database: the book's term for it, what kind of thing it is, and what is known against it."""

    term: str
    kind: str
    name: str
    database: str
    id: str
    grade: str
    problem: str = ""

    @property
    def address(self) -> str:
        """Where identifiers.org has it, or "" for a database that it does not resolve."""
        return address(self.database, self.id)


def address(database: str, identifier: str) -> str:
    """Return the address of an identifier: ``address("HGNC", "HGNC:12680") == "https://identifiers.org/HGNC:12680"``.

    It is empty where there is no identifier, and for COSMIC, whose numbers identifiers.org does not resolve.
    Raises KeyError for a database that the tables do not use.
    """
    if database not in PREFIXES:
        raise KeyError(f"There is no database called {database!r}; the databases are {', '.join(PREFIXES)}.")
    if not identifier or database == "COSMIC cell line":
        return ""
    # NCIT:C3174 is ncit:C3174 there; the other prefixes are part of the identifier.
    return f"https://identifiers.org/{PREFIXES[database]}{re.sub('^NCIT:', 'ncit:', identifier)}"


def records(word: str) -> tuple[Record, ...]:
    """Return the records that a word of the ledger stands for, one a term; none where no database has it.

    ``records("Adriamycin")`` and ``records("doxorubicin")`` are the same; ``records("ERK")`` has two.
    """
    return _by_word().get(word.casefold(), ())


def linked(word: str) -> str:
    """Return a word as HTML that links to its record; a word for several is followed by each of them."""
    found = [record for record in records(word) if record.address]
    if len(found) == 1:
        return _link(found[0], word)
    if found:
        return f"{escape(word)} ({', '.join(_link(record, record.term) for record in found)})"
    return escape(word)


def linked_cell_lines(text: str) -> str:
    """Return a text as HTML in which each cell line that it names links to Cellosaurus."""
    pieces, end = [], 0
    for match in _cell_lines().finditer(text):
        pieces += [escape(text[end : match.start()]), linked(match[0])]
        end = match.end()
    return "".join([*pieces, escape(text[end:])])


def problems(text: str) -> list[str]:
    """Return what is known against the cell lines that a text names, a sentence a line."""
    lines = dict.fromkeys(match[0] for match in _cell_lines().finditer(text))
    return [f"{line}: {record.problem}." for line in lines for record in records(line) if record.problem]


def table(kind: str) -> pd.DataFrame:
    """Return the terms of one kind, a row a term: synonyms merged, the record, its link and grade.

    Cell lines have one more column, what is known against them.
    Raises KeyError for a kind that there is not.
    """
    if kind not in SHOWN:
        raise KeyError(f"There is no kind of term called {kind!r}; the kinds are {', '.join(SHOWN)}.")
    import pandas as pd

    found = data.read("identifiers")
    found = found[found["kind"] == kind]
    rows = []
    for term, records in found.groupby("term", sort=False):
        shown = _shown(records)
        synonyms = dict.fromkeys(word for cell in records["synonyms"] for word in parts(cell))
        others = [f"{row.database} {row.id}" for row in records.itertuples() if row.id and row.id != shown.id]
        row = {
            "term": term,
            "also called": "; ".join(word for word in synonyms if word != term),
            "name there": shown.name,
            "record": shown.id or "none found",
            "link": shown.address,
            "grade": shown.grade,
        }
        if kind == "cell line":
            row["known against it"] = next(iter(records["problem"][records["problem"] != ""]), "")
        row["elsewhere"] = "; ".join(dict.fromkeys(others))
        rows.append(row)
    return pd.DataFrame(rows)


def table_html(kind: str) -> str:
    """Return the terms of one kind as HTML, each record a link; KeyError as in :func:`table`."""
    found = table(kind)
    headings = [name[0].upper() + name[1:] for name in found.columns if name != "link"]
    rows = []
    for row in found.to_dict("records"):
        link = row.pop("link")
        cells = [escape(str(cell)) for cell in row.values()]
        if link:
            place = list(row).index("record")
            cells[place] = f'<a href="{escape(link)}">{cells[place]}</a>'
        rows.append(tabular.Row(cells))
    counted = f"{len(found)} terms: {kind}, {int((found['link'] != '').sum())} with a record"
    return tabular.region(counted, tabular.table(escape(counted), headings, [rows]), "evbook-claims identifiers")


def _link(record: Record, text: str) -> str:
    doubt = "" if record.grade == "verified" else f", {record.grade}"
    title = f"{record.name}, {record.id}{doubt}"
    return f'<a class="identifier" href="{escape(record.address)}" title="{escape(title)}">{escape(text)}</a>'


def _shown(records: pd.DataFrame) -> Record:
    kind = records["kind"].iloc[0]
    for database in SHOWN[kind]:
        of_database = records[(records["database"] == database) & (records["id"] != "")]
        if len(of_database):
            return _record(of_database.iloc[0])
    return _record(records.iloc[0])


def _record(row: pd.Series) -> Record:
    return Record(*(row[name] for name in ("term", "kind", "name", "database", "id", "grade", "problem")))


@cache
def _by_word() -> dict[str, tuple[Record, ...]]:
    table = data.read("identifiers")
    terms = {term: _shown(rows) for term, rows in table.groupby("term", sort=False)}
    words: dict[str, dict[str, Record]] = {}
    for row in table.itertuples():
        for word in (row.term, row.name, *parts(row.synonyms)):
            if word:
                words.setdefault(word.casefold(), {})[row.term] = terms[row.term]
    # A word that is itself a term means that term, whatever else may be called so.
    exact = {term.casefold(): (record,) for term, record in terms.items()}
    return {word: tuple(found.values()) for word, found in words.items()} | exact


@cache
def _cell_lines() -> re.Pattern[str]:
    table = data.read("identifiers")
    lines = sorted(set(table["term"][table["kind"] == "cell line"]), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, lines)) + r")(?![\w-])")
