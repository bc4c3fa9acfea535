"""How pages are cited: every form is read back by a program that is not ours, and all say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from pybtex.database import parse_string

from evbook.chapter import citation
from evbook.chapter.citation import Work

ROOT = Path(__file__).parents[1]
BOOK = 'Vesicles {and} "others": a book'
CHAPTER = Work("evbook-drug-export", BOOK, "Drug export", "2026", about="A drain </script> is not a buffer.")
WHOLE = Work("evbook", BOOK, "", "2026")
SITE = "https://example.org"
PLACED = Work(
    "evbook-uptake", BOOK, "Uptake", "2026", address=f"{SITE}/background/uptake.html", picture=f"{SITE}/card.png",
    teaches=("say what wrapping costs", "count bonds"), minutes=25,
)  # fmt: skip


@pytest.fixture(params=[CHAPTER, WHOLE, PLACED], ids=lambda work: work.key)
def work(request) -> Work:
    return request.param


def ris_of(text: str) -> dict[str, str]:
    """RIS by its rule: two characters, two spaces, a hyphen, a space; one record, ended by ER."""
    rows = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in text.split("\r\n") if line]
    assert rows[0][0] == "TY" and rows[-1] == ("ER", "")
    assert len({tag for tag, _ in rows}) == len(rows)
    return dict(rows)


def test_authors_and_version_stand_in_one_place():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [author["name"] for author in cff["authors"]] == [citation.author()]
    assert str(cff["version"]) == citation.version()
    assert cff["references"][0]["doi"] == citation.REVIEW
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["author"] == citation.author()


def test_the_citation_file_has_the_day_of_its_version_as_the_changelog_gives_it():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    days = dict(re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$", changes, re.MULTILINE))
    assert str(cff["date-released"]) == days[citation.version()]
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["copyright"].startswith(str(cff["date-released"])[:4]), "pages and file give one year"


def test_the_citation_file_bears_the_addresses_that_are_told_and_no_others():
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert citation.cff(written) == written
    site, repository = "https://example.org/book/", "https://git.example.org/a/book"
    told = citation.cff(written, site=site, repository=repository)
    assert citation.cff(told, site=site, repository=repository) == told
    moved = yaml.safe_load(citation.cff(told, site="https://example.net/"))
    assert (moved["url"], moved["repository-code"]) == ("https://example.net/", repository)
    before, after = yaml.safe_load(written), yaml.safe_load(told)
    assert after == {**before, "url": site, "repository-code": repository}
    assert [line for line in told.splitlines() if line.startswith("#")] == [
        line for line in written.splitlines() if line.startswith("#")
    ]
    assert "doi" not in before and "url" not in before, "none has been minted, and no address is known"


def test_the_record_for_zenodo_says_what_the_citation_file_says():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    record = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert record["title"] == cff["title"]
    assert record["version"] == str(cff["version"]) == citation.version()
    assert record["creators"] == [{"name": citation.author()}], "no person is invented"
    assert record["keywords"] == cff["keywords"]
    assert record["license"] in cff["license"]
    assert re.sub(r"<[^>]+>", "", record["description"]) == " ".join(cff["abstract"].split())
    assert [each["identifier"] for each in record["related_identifiers"]] == [citation.REVIEW]
    assert "doi" not in record, "no DOI has been minted"


def test_bibtex_is_read_by_another_program_and_says_what_ris_and_csl_say(work):
    (entry,) = parse_string(citation.bibtex(work), "bibtex").entries.values()
    ris, (csl,) = ris_of(citation.ris(work)), json.loads(citation.csl(work))
    assert entry.key == csl["id"] == work.key
    assert entry.fields["title"].strip("{}") == ris["TI"] == csl["title"] == work.title
    assert entry.fields["year"] == ris["PY"] == str(csl["issued"]["date-parts"][0][0])
    assert str(entry.persons["author"][0]).strip("{}") == ris["AU"] == csl["author"][0]["literal"]
    assert entry.type == ("incollection" if work.chapter else "book")
    assert (ris["TY"], csl["type"]) == (("CHAP", "chapter") if work.chapter else ("BOOK", "book"))
    if work.chapter:
        assert entry.fields["booktitle"][1:-1] == ris["T2"] == csl["container-title"] == work.book
    assert re.fullmatch(r"\d{4}", entry.fields["year"])
    assert entry.fields.get("url", "") == ris.get("UR", "") == csl.get("URL", "") == work.address


def test_the_words_name_author_year_title_and_version(work):
    words = citation.apa(work)
    assert words.startswith(f"{citation.author()}. (2026). {work.title}")
    assert f"(Version {citation.version()})." in words
    assert words.endswith(work.address or ").")


def test_the_head_of_a_page_is_a_learning_resource_based_on_the_review(work):
    text = citation.json_ld(work)
    assert "</" not in text
    found = json.loads(text)
    assert found["@type"] == "LearningResource"
    assert found["isBasedOn"]["@id"].endswith(citation.REVIEW)
    assert ("isPartOf" in found) == bool(work.chapter)
    assert found.get("abstract", "") == work.about


def test_tags_carry_no_address_that_is_not_known(work):
    names = dict(citation.tags(work))
    assert names["citation_title"] == work.title
    assert ("citation_public_url" in names) == bool(work.address)
    assert ("citation_inbook_title" in names) == bool(work.chapter)


def test_a_chapter_says_what_it_teaches_and_how_long_it_takes():
    found = json.loads(citation.json_ld(PLACED))
    assert found["teaches"] == ["say what wrapping costs", "count bonds"]
    assert found["timeRequired"] == "PT25M" and found["educationalLevel"].startswith("university")
    assert "teaches" not in json.loads(citation.json_ld(WHOLE))


def test_a_card_and_signposts_lead_to_this_page_and_nowhere_when_no_address_is_known(work):
    card = dict(citation.card(work))
    posts = {relation: address for relation, address, _ in citation.signposts(work, [("text/x", "cite.bib")])}
    assert card["og:title"] == work.title
    assert card.get("og:url", "") == posts.get("canonical", "") == posts.get("cite-as", "") == work.address
    assert card.get("og:image", "") == work.picture
    assert posts["license"] == citation.LICENCE and posts["describedby"] == "cite.bib"
    assert set(citation.MEDIA) == {ending for _, ending, _ in citation.FORMS}


def test_keys_of_pages_differ():
    files = [path for ending in ("ipynb", "md") for path in (ROOT / "book").rglob(f"*.{ending}")]
    pages = [path.relative_to(ROOT / "book").with_suffix("").as_posix() for path in files]
    keys = {citation.key_of(page) for page in pages}
    assert len(keys) == len(pages) > 10
    assert all(re.fullmatch(r"evbook-[a-z0-9-]+", key) for key in keys)
