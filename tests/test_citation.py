"""How pages are cited: every form is read back by a program that is not ours, and all say the same."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import runpy
import subprocess
import tomllib
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


# ---------------------------------------------------------------- the source, and a release

SWHID = "swh:1:dir:" + "0a" * 20


def test_the_identifier_of_the_source_stands_in_every_form_where_it_is_told():
    kept = dataclasses.replace(PLACED, swhid=SWHID)
    assert all(SWHID in write(kept) and "swh:" not in write(PLACED) for _, _, write in citation.FORMS)
    assert SWHID in citation.apa(kept) and json.loads(citation.json_ld(kept))["identifier"]["value"] == SWHID
    assert citation.archived(f" {SWHID} ") == SWHID and citation.archived("") == ""
    with pytest.raises(ValueError, match="EVBOOK_SWHID is an identifier"):
        citation.archived("swh:1:dir:0a")
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    told = citation.cff(written, swhid=SWHID)
    assert yaml.safe_load(told)["identifiers"][0] == {
        "type": "swh", "value": SWHID, "description": "The source of this version",
    }  # fmt: skip
    assert citation.cff(told, swhid=SWHID) == told and citation.cff(told) == told


def test_a_folder_is_named_by_the_hash_of_its_tree_and_only_as_it_was_committed(tmp_path):
    source = runpy.run_path(str(ROOT / "release" / "citation.py"))["source"]
    assert source(tmp_path) == ""
    (tmp_path / "hello.txt").write_text("hello\n", encoding="utf-8", newline="\n")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "One file"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    # the scheme of Software Heritage, by hand: a folder is its entries, each with mode, name and hash of the content
    content = hashlib.sha1(b"blob 6\0hello\n").digest()
    entry = b"100644 hello.txt\0" + content
    by_hand = hashlib.sha1(b"tree %d\0" % len(entry) + entry).hexdigest()
    assert source(tmp_path) == f"swh:1:dir:{by_hand}"
    (tmp_path / "hello.txt").write_text("changed\n", encoding="utf-8")
    assert source(tmp_path) == ""


@pytest.fixture
def release(tmp_path) -> Path:
    """A folder as `make release` leaves it, with small files."""
    for name in ("evbook-0.1.0.zip", "evbook-0.1.0.pdf", "evbook-reading-0.1.0.epub", "evbook-0.1.0-py3-none-any.whl",
                 "evbook-0.1.0.tar.gz"):  # fmt: skip
        (tmp_path / name).write_bytes(name.encode())
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    told = citation.cff(written, site=SITE, repository="https://git.example.org/a", swhid=SWHID)
    (tmp_path / "CITATION.cff").write_text(told, encoding="utf-8")
    runpy.run_path(str(ROOT / "release" / "describe.py"))["write"](tmp_path)
    return tmp_path


def test_a_release_is_a_crate_that_lists_every_file_with_its_hash(release):
    made = json.loads((release / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    by_id = {one["@id"]: one for one in made["@graph"]}
    assert len(by_id) == len(made["@graph"])
    about = by_id["ro-crate-metadata.json"]
    assert about["about"] == {"@id": "./"} and about["conformsTo"]["@id"] == made["@context"].removesuffix("/context")
    root = by_id["./"]
    assert {one["@id"] for one in root["hasPart"]} == {path.name for path in release.iterdir()} - {about["@id"]}
    assert (root["url"], root["identifier"]) == (SITE, SWHID)
    for part in root["hasPart"]:
        file = by_id[part["@id"]]
        assert file["@type"] == "File" and file["encodingFormat"]
        if "sha256" in file:
            content = (release / file["@id"]).read_bytes()
            assert file["sha256"] == hashlib.sha256(content).hexdigest()
            assert int(file["contentSize"]) == len(content)

    def references(value) -> list[str]:
        if isinstance(value, dict):
            return [value["@id"]] if set(value) == {"@id"} else [r for one in value.values() for r in references(one)]
        return [r for one in value for r in references(one)] if isinstance(value, list) else []

    specification = about["conformsTo"]["@id"]
    assert {r for one in made["@graph"] for r in references(one)} <= {*by_id, specification}


def test_the_description_of_the_software_says_what_the_package_says(release):
    made = json.loads((release / "codemeta.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (made["name"], made["version"]) == (project["name"], citation.version())
    assert made["softwareRequirements"] == project["dependencies"]
    assert made["codeRepository"] == "https://git.example.org/a" and made["identifier"] == SWHID
    # the terms of CodeMeta 3.0 and of schema.org that are used
    terms = {"name", "description", "version", "datePublished", "license", "author", "keywords", "programmingLanguage",
             "runtimePlatform", "softwareRequirements", "developmentStatus", "referencePublication",
             "applicationCategory", "url", "codeRepository", "identifier"}  # fmt: skip
    assert set(made) - {"@context", "@type"} == terms


def test_a_file_that_nobody_described_is_refused(release):
    (release / "leftover.bin").write_bytes(b"")
    with pytest.raises(ValueError, match=r"leftover\.bin is in the release"):
        runpy.run_path(str(ROOT / "release" / "describe.py"))["crate"](release)


def test_keys_of_pages_differ():
    files = [path for ending in ("ipynb", "md") for path in (ROOT / "book").rglob(f"*.{ending}")]
    pages = [path.relative_to(ROOT / "book").with_suffix("").as_posix() for path in files]
    keys = {citation.key_of(page) for page in pages}
    assert len(keys) == len(pages) > 10
    assert all(re.fullmatch(r"evbook-[a-z0-9-]+", key) for key in keys)
