"""How the book and its chapters are cited: one record, written in each form that readers and catalogues ask for.

Authors and version are those of the installed package, so that they stand in one place, ``pyproject.toml``.
No DOI has been minted, and no address and no identifier of the archived source (SWHID) is known unless the site is told
them, so none is printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import metadata

from evbook.review.book import REVIEW, REVIEW_WORDS

#: Licence of the text, as catalogues read it.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: For whom the chapters are.
LEVEL = "university: students and researchers"


@dataclass(frozen=True)
class Work:
    """A chapter as a work that can be cited; with an empty ``chapter``, the whole book.

    ``key`` is short and stable, ``year`` that of the edition, and ``address`` is empty where it is not known.
    ``teaches`` are a chapter's objectives, and ``minutes`` the time to read it once, 0 where none is said.
    ``picture`` is the address of a picture for cards, and ``swhid`` names the source at Software Heritage where known.
    """

    key: str
    book: str
    chapter: str
    year: str
    address: str = ""
    about: str = ""
    teaches: tuple[str, ...] = ()
    minutes: int = 0
    picture: str = ""
    swhid: str = ""

    @property
    def note(self) -> str:
        """What a reference manager keeps beside the citation: version, review, and the archived source."""
        return f"Executable version of {REVIEW_WORDS}, doi:{REVIEW}" + (f". Source: {self.swhid}" if self.swhid else "")

    @property
    def title(self) -> str:
        """Title of the chapter, or of the book."""
        return self.chapter or self.book


@cache
def author() -> str:
    """The author of the book, an entity and not a person."""
    return metadata("evbook")["Author"]


@cache
def version() -> str:
    """The version that is cited."""
    return metadata("evbook")["Version"]


def apa(work: Work) -> str:
    """The citation in the style of the APA, as plain text."""
    place = f". In {work.book}" if work.chapter else ""
    kept = f"[{work.swhid}] " if work.swhid else ""
    return f"{author()}. ({work.year}). {work.title}{place} (Version {version()}). {kept}{work.address}".strip()


def bibtex(work: Work) -> str:
    """A BibTeX entry: ``incollection`` for a chapter, ``book`` for the whole."""
    fields = {
        "author": f"{{{author()}}}",
        "title": f"{{{work.title}}}",
        **({"booktitle": f"{{{work.book}}}"} if work.chapter else {}),
        "publisher": f"{{{author()}}}",
        "year": work.year,
        "note": f"Version {version()}. {work.note}",
        **({"swhid": work.swhid} if work.swhid else {}),
        **({"url": work.address} if work.address else {}),
    }
    lines = ",\n".join(f"  {name:<9} = {{{value}}}" for name, value in fields.items())
    return f"@{'incollection' if work.chapter else 'book'}{{{work.key},\n{lines}\n}}\n"


def ris(work: Work) -> str:
    """The citation as RIS, for reference managers."""
    rows = [("TY", "CHAP" if work.chapter else "BOOK"), ("AU", author()), ("TI", work.title)]
    if work.chapter:
        rows.append(("T2", work.book))
    rows += [("PY", work.year), ("ET", f"Version {version()}"), ("PB", author()),
             ("N1", work.note)]  # fmt: skip
    if work.address:
        rows.append(("UR", work.address))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*rows, ("ER", "")])


def csl(work: Work) -> str:
    """The citation as CSL-JSON, a list of one item."""
    item = {
        "id": work.key, "type": "chapter" if work.chapter else "book", "title": work.title,
        "author": [{"literal": author()}], "issued": {"date-parts": [[int(work.year)]]}, "publisher": author(),
        "version": version(), "note": work.note,
        **({"container-title": work.book} if work.chapter else {}),
        **({"URL": work.address} if work.address else {}),
    }  # fmt: skip
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def tags(work: Work) -> list[tuple[str, str]]:
    """The ``citation_*`` tags of a page's head, name and content, as Google Scholar and Zotero read them."""
    rows = [("citation_title", work.title), ("citation_author", author()), ("citation_publication_date", work.year)]
    if work.chapter:
        rows.append(("citation_inbook_title", work.book))
    rows += [("citation_publisher", author()), ("citation_language", "en")]
    return [*rows, *([("citation_public_url", work.address)] if work.address else [])]


def card(work: Work) -> list[tuple[str, str]]:
    """The Open Graph tags of a page's head, property and content, from which messages and forums make a card."""
    rows = [("og:title", work.title), ("og:type", "article" if work.chapter else "book"), ("og:site_name", work.book)]
    if work.about:
        rows.append(("og:description", work.about))
    if work.address:
        rows.append(("og:url", work.address))
    if work.picture:
        rows += [("og:image", work.picture), ("og:image:alt", "A live model of the book, with its curves and sliders")]
    return rows


def signposts(work: Work, forms: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The links of a page's head that say to machines what it is (signposting.org): relation, address and type.

    ``forms`` are the citation's files: media type and address.
    """
    rows = [("license", LICENCE, ""), ("type", "https://schema.org/LearningResource", "")]
    if work.address:
        rows += [("canonical", work.address, ""), ("cite-as", work.address, "")]
    return rows + [("describedby", address, kind) for kind, address in forms]


def json_ld(work: Work) -> str:
    """The page as a ``LearningResource`` of schema.org, ready for a script element of type ``application/ld+json``."""
    creator = {"@type": "Organization", "name": author()}
    book = {"@type": "Book", "name": work.book, "author": creator, "version": version()}
    found = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": work.title,
        **({"abstract": work.about} if work.about else {}),
        **({"teaches": list(work.teaches)} if work.teaches else {}),
        **({"timeRequired": f"PT{work.minutes}M"} if work.minutes else {}),
        **({"learningResourceType": "executable review", "educationalLevel": LEVEL} if work.teaches else {}),
        **({"image": work.picture} if work.picture else {}),
        "author": creator,
        "datePublished": work.year,
        "inLanguage": "en",
        "license": LICENCE,
        "version": version(),
        **({"isPartOf": book} if work.chapter else {}),
        "isBasedOn": {"@type": "ScholarlyArticle", "@id": f"https://doi.org/{REVIEW}", "name": REVIEW_WORDS},
        **({"url": work.address} if work.address else {}),
        **({"identifier": swhid_value(work.swhid)} if work.swhid else {}),
    }
    # A closing tag inside a string would end the element.
    return json.dumps(found, ensure_ascii=False).replace("</", "<\\/")


#: An identifier of Software Heritage (version 1 of its scheme); of a folder or a commit it is the hash that git gives.
SWHID = re.compile(r"swh:1:(?:cnt|dir|rel|rev|snp):[0-9a-f]{40}")


def archived(told: str) -> str:
    """The identifier of the source as it was told, "" for none.  Raises ValueError for what is none."""
    told = told.strip()
    if told and not SWHID.fullmatch(told):
        raise ValueError(f"EVBOOK_SWHID is an identifier such as swh:1:dir: and 40 hexadecimal digits, not {told!r}.")
    return told


def swhid_value(swhid: str) -> dict[str, str]:
    """An identifier of the source as schema.org has it."""
    return {"@type": "PropertyValue", "propertyID": "SWHID", "value": swhid}


def cff(written: str, *, site: str = "", repository: str = "", swhid: str = "") -> str:
    """The text of ``CITATION.cff`` with what is known of addresses and source; what stood there of them gives way.

    Programs that turn the file into BibTeX, APA or RIS (cffconvert, GitHub, Zenodo) take the URL from these two lines,
    and the year from ``date-released``.
    """
    known = {"url": site, "repository-code": repository}
    lines = [line for line in written.splitlines() if not known.get(line.partition(":")[0])]
    block = ["identifiers:", "  - type: swh", f'    value: "{swhid}"', '    description: "The source of this version"']
    if swhid and block[0] in lines:
        at = lines.index(block[0])
        del lines[at : at + len(block)]
    after = next(n for n, line in enumerate(lines) if line.startswith("date-released:")) + 1
    lines[after:after] = [f"{name}: {json.dumps(address)}" for name, address in known.items() if address]
    lines[after:after] = block if swhid else []
    return "\n".join(lines) + "\n"


def key_of(page: str) -> str:
    """A citation key from a page's name: ``resistance/drug-export`` gives ``evbook-drug-export``.

    The front of a part, ``resistance/index``, is cited by the name of its part.
    """
    return "evbook-" + re.sub(r"[^a-z0-9]+", "-", page.removesuffix("/index").rpartition("/")[2].lower()).strip("-")


#: The forms that a page offers: name for the reader, ending of the file, and what writes it.
FORMS = (("BibTeX", "bib", bibtex), ("RIS", "ris", ris), ("CSL-JSON", "json", csl))
#: Their media types, by the ending of the file.
MEDIA = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
