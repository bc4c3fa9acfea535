"""The search leads from words to the very places: its index is asked in Node, and once in Chromium."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from visits import transferred, visit

from evbook.explorer.assets import static_directory
from evbook.explorer.node import node_program
from evbook.ledger import claims, glossary
from evbook.review.catalogue import declarations
from evbook.review.vocabulary import SYNONYMS

pytestmark = pytest.mark.site

#: What is typed, and what must come first: its kind and its address.
FIRST = {
    "resistance": ("page", "resistance/index.html"),
    "resistence": ("page", "resistance/"),  # a slip of the hand
    "COPASI": ("page", "reference/run-anywhere.html"),
    "drug export": ("page", "resistance/drug-export.html"),
    "drug-export": ("page", "resistance/drug-export.html"),
    "exosome": ("page", "background/vesicle-classes.html"),
    "hemopurifier": ("page", "mitigation/hemofiltration.html"),
    "vesicle-reach": ("model", "background/vesicle-classes.html#live-vesicle-reach"),
    "membrane-wrapping": ("model", "background/uptake.html#live-membrane-wrapping"),
    "immune-escape-09": ("claim", "microenvironment/immune-escape.html#claim-immune-escape-09"),
    "T_v": ("number", "reference/parameters.html#parameter-immune-escape-T_v"),
    "PD-L1": ("term", "reference/glossary.html#term-pd-l1"),
    "SBML": ("term", "reference/glossary.html#term-sbml"),
    "half-life of antibodies": ("page", "resistance/immunotherapy-sink.html"),
    "evidence map": ("page", "reference/evidence-map.html"),
}

ASK = """
const { readFileSync } = require("node:fs"), { runInThisContext } = require("node:vm");
for (const file of process.argv.slice(1)) runInThisContext(readFileSync(file, "utf8"));
globalThis.evbook.searcher(globalThis.evbook.findable).then((find) => {
  const answers = JSON.parse(readFileSync(0, "utf8")).map((query) => {
    const { hits, whole } = find(query);
    return { whole, hits: hits.map(({ found, words }) => [found.kind, found.address, found.title, found.text, words]) };
  });
  process.stdout.write(JSON.stringify(answers));
});
"""


@pytest.fixture(scope="module")
def ask(site: Path):
    """Ask many queries of the site's index at once; a list of hits for each."""

    def answers(queries: list[str]) -> list[dict]:
        files = [str(static_directory() / "evbook-find.js"), str(site / "evbook" / "evbook-find-index.js")]
        asked = subprocess.run([node_program(), "-e", ASK, *files], input=json.dumps(queries), check=True,
                               capture_output=True, text=True, encoding="utf-8")  # fmt: skip
        return json.loads(asked.stdout)

    return answers


def test_what_one_looks_for_comes_first(ask):
    found = {query: tuple(answer["hits"][0][:2]) for query, answer in zip(FIRST, ask(list(FIRST)), strict=True)}
    astray = {query: found[query] for query, (kind, address) in FIRST.items()
              if found[query][0] != kind or not found[query][1].startswith(address)}  # fmt: skip
    assert astray == {}


def test_every_model_claim_and_term_is_found_by_its_name(ask):
    models = [(d.id, f"{d.chapter}.html#live-{d.id}") for d in declarations()]
    rows = [(row["id"], f"{row['chapter']}.html#claim-{row['id']}") for row in claims.read().to_dict("records")]
    terms = [(term.name, f"reference/glossary.html#{term.anchor}") for term in glossary.terms()]
    wanted = [*models, *rows, *terms]
    answers = ask([query for query, _ in wanted])
    # a chapter may have the name of its model or of a term
    astray = [query for (query, address), answer in zip(wanted, answers, strict=True)
              if address not in [hit[1] for hit in answer["hits"][:8]]]  # fmt: skip
    assert astray == []


def test_a_name_with_a_number_is_found_whole(ask):
    mir21, mir210 = ask(["miR-21", "miR-210"])
    assert mir21["hits"] and mir210["hits"]
    for kind, address, title, text, words in mir21["hits"]:
        assert words == ["mir-21"], (kind, address)
        assert "miR-21" in (title + text).replace("‑", "-").replace("miR-210", "").replace("miR-214", "")


def test_where_nothing_holds_all_words_some_are_said_to_be(ask):
    both, none = ask(["antibody xylophone", "xylophone"])
    assert both["hits"] and not both["whole"]
    assert none["hits"] == []


def test_every_synonym_leads_somewhere(ask):
    assert [word for word, answer in zip(SYNONYMS, ask(list(SYNONYMS)), strict=True) if not answer["hits"]] == []


def test_every_address_that_is_found_is_there(site: Path):
    text = (site / "evbook" / "evbook-find-index.js").read_text(encoding="utf-8")
    found = json.loads(text[text.index("evbook.findable = ") + 18 :].rstrip().rstrip(";"))["found"]
    pages: dict[str, str] = {}
    gone = []
    for one in found:
        page, _, anchor = one["address"].partition("#")
        html = pages.setdefault(page, (site / page).read_text(encoding="utf-8"))
        if anchor and f'id="{anchor}"' not in html:
            gone.append(one["address"])
    assert gone == []
    assert {one["kind"] for one in found} == {"page", "section", "model", "claim", "number", "term"}


def test_only_the_search_loads_the_index_and_it_weighs_less_than_a_chapter_may(site: Path):
    loading = [path.name for path in site.rglob("*.html") if "evbook-find" in path.read_text(encoding="utf-8")]
    assert loading == ["search.html"]
    assert transferred(site / "evbook" / "evbook-find-index.js") < 600_000


NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });"""


def marked(page: Page) -> list[str]:
    """The words that are marked on the page."""
    return page.evaluate("() => [...(CSS.highlights.get('found') ?? [])].map(String)")


def test_from_a_folder_and_without_storage_a_hit_opens_what_hides_it_and_its_words_are_marked(browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport={"width": 390, "height": 844}) as reader:
        page = reader.page
        page.add_init_script(NO_STORAGE)
        reader.go("index.html")
        page.get_by_role("searchbox", name="Search the book").fill("immune-escape-09")
        page.keyboard.press("Enter")
        first = page.locator("#search-results li").first
        expect(first).to_contain_text("Claim")
        first.locator("a").click()
        row = page.locator("#claim-immune-escape-09")
        expect(row).to_be_in_viewport()
        field = page.get_by_role("searchbox", name="Words, a model")
        reader.go("search.html?q=resistant")
        expect(field).to_have_value("resistant")
        field.fill("COPASI")
        expect(page.locator("#search-results li a").first).to_have_text("Run it anywhere")
        field.fill("miR-21")
        page.get_by_role("button", name="Claims").click()
        expect(page.locator("#search-results .found-kind").first).to_have_text("Claim")
        page.locator("#search-results li a").first.click()
        for _ in range(200):
            if marked(page):
                break
            page.wait_for_timeout(50)
        assert {word.replace("‑", "-") for word in marked(page)} == {"miR-21"}
        assert reader.refused == [] and reader.complaints == []
