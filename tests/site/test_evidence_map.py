"""The evidence map in Chromium: drawn before the script as after it, and chosen from by mouse, keyboard and address."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import violations
from playwright.sync_api import Page, expect
from visits import Visit, visit

from evbook.evidence_map.flows import is_drawn
from evbook.ledger import claims

PAGE = "reference/evidence-map.html"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def ledger() -> list[dict[str, str]]:
    return claims.read().to_dict("records")


# From a folder the script is the same; `in_both` tries there what a folder might not give: addresses and downloads.
@pytest.fixture(params=["served", pytest.param("folder", marks=pytest.mark.every)])
def root(request: pytest.FixtureRequest, site: Path, site_address: str) -> str:
    return site_address if request.param == "served" else site.as_uri() + "/"


in_both = pytest.mark.parametrize("root", ["served", "folder"], indirect=True)


@pytest.fixture
def map_page(browser, root: str) -> Iterator[Visit]:
    """The page, live, from a server and from a folder; it may ask nobody else and complain of nothing."""
    with visit(browser, root, viewport=DESKTOP) as reader:
        reader.go(PAGE)
        expect(reader.page.locator(".map-ready")).to_have_count(1)
        yield reader
        assert reader.refused == []
        assert reader.complaints == []


def shown(page: Page) -> list[str]:
    """The claims that the table shows, from top to bottom."""
    return page.evaluate(
        "() => [...document.querySelectorAll('.map-claims tbody tr:not([hidden])')].map((row) => row.id.slice(6))"
    )


def having(ledger: list[dict[str, str]], **words: str) -> list[str]:
    """The claims whose columns hold these words."""
    return [row["id"] for row in ledger if all(word in claims.parts(row[column]) for column, word in words.items())]


def part(page: Page, name: str):
    """A group or a band of the picture by the beginning of its name."""
    return page.locator(f'.map-stage [role=button][aria-label^="{name}:"]').first


def flat(values: list) -> Iterator[float]:
    """The numbers of a list of lists."""
    for value in values:
        yield from flat(value) if isinstance(value, list) else [value]


# --------------------------------------------------------------------------------------- before and after
@pytest.mark.parametrize(("form", "size"), [("wide", DESKTOP), ("narrow", PHONE)])
def test_the_script_draws_what_was_drawn_before_it(browser, site: Path, site_address: str, form: str, size: dict):
    """One layout, run by Node and by the page: every bar and band to a tenth of a pixel, every label word for word."""
    read = """(picture) => ({
      bands: [...picture.querySelectorAll(".map-bands path")].map((path) =>
        path.getAttribute("d").match(/[-\\d.]+/g).concat(path.getAttribute("stroke-width")).map(Number)),
      kinds: [...picture.querySelectorAll(".map-bands path")].map((path) => path.getAttribute("class")),
      bars: [...picture.querySelectorAll(".map-node > rect:not(.map-reach)")].map((bar) =>
        ["x", "y", "width", "height"].map((name) => Number(bar.getAttribute(name)))),
      labels: [...picture.querySelectorAll("text tspan[x]")].map((line) =>
        [line.getAttribute("x"), line.getAttribute("y")].map(Number).concat(line.textContent)),
      box: picture.getAttribute("viewBox").split(" ").map(Number),
    })"""
    with visit(browser, site_address, viewport=size, java_script_enabled=False) as plain:
        plain.go(PAGE)
        before = plain.page.locator(f"svg.map-{form}").evaluate(read)
        assert plain.page.locator(f"svg.map-{form}").is_visible()
        assert plain.page.locator("svg.map-picture").filter(visible=True).count() == 1
    with visit(browser, site_address, viewport=size) as live:
        live.go(PAGE)
        after = live.page.locator("svg.map-live").evaluate(read)
    assert len(before["bands"]) > 100 and len(before["bars"]) > 25
    assert after["kinds"] == before["kinds"]
    for name in ("bands", "bars", "box"):
        assert list(flat(after[name])) == pytest.approx(list(flat(before[name])), abs=0.11), name
    assert [label[2] for label in after["labels"]] == [label[2] for label in before["labels"]]
    for one, other in zip(before["labels"], after["labels"], strict=True):
        assert other[:2] == pytest.approx(one[:2], abs=0.11)


def test_without_scripts_the_table_has_every_claim(browser, site_address: str, ledger):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as plain:
        plain.go(PAGE)
        rows = plain.page.locator(".map-claims tbody tr").all()
        assert [row.get_attribute("id") for row in rows] == [f"claim-{row['id']}" for row in ledger]
        assert rows[0].is_visible()


# --------------------------------------------------------------------------------------------- by mouse
def test_a_choice_leaves_the_claims_that_have_it_in_table_and_picture(map_page: Visit, ledger):
    page = map_page.page
    assert shown(page) == [row["id"] for row in ledger]
    page.get_by_label("Cancer", exact=True).select_option("melanoma")
    wanted = having(ledger, cancer="melanoma")
    assert shown(page) == wanted and len(wanted) > 10
    drawn = [row["id"] for row in ledger if row["id"] in wanted and is_drawn(row)]
    status = f"{len(wanted)} claims of {len(ledger)}, {len(drawn)} of them drawn."
    expect(page.locator(".map-status")).to_have_text(status)
    page.get_by_label("Seen in", exact=True).select_option("animal")
    assert shown(page) == having(ledger, cancer="melanoma", system="animal") != wanted
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == len(ledger)


@pytest.mark.parametrize(
    ("label", "value", "column", "word"),
    [
        ("Sender", "fibroblast", "sender", "fibroblast"),
        ("Cargo", "mirna", "cargo_kind", "miRNA"),
        ("Recipient", "t-cell", "recipient", "T cell"),
        ("Outcome", "angiogenesis", "outcome", "angiogenesis"),
        ("Section", "metastasis", "section", "metastasis"),
    ],
)
def test_every_filter_filters(map_page: Visit, ledger, label: str, value: str, column: str, word: str):
    map_page.page.get_by_label(label, exact=True).select_option(value)
    assert shown(map_page.page) == having(ledger, **{column: word}) != []


def test_a_group_of_words_is_one_choice(map_page: Visit, ledger):
    map_page.page.get_by_label("Outcome", exact=True).select_option("group-metastasis")
    wanted = [row["id"] for row in ledger if row["outcome"] in ("invasion", "pre-metastatic niche", "metastasis")]
    assert shown(map_page.page) == wanted


def test_words_are_searched_in_all_that_a_row_says(map_page: Visit):
    map_page.page.get_by_label("Words").fill("wieckowski fas")
    found = shown(map_page.page)
    assert "immune-escape-09" in found and len(found) < 10
    map_page.page.get_by_label("Words").fill("no such words in it")
    assert shown(map_page.page) == []
    expect(map_page.page.locator(".map-stage")).to_be_hidden()
    expect(map_page.page.locator(".map-reading")).to_contain_text("No claim that is drawn has all of this.")


def test_a_group_of_the_picture_lists_its_claims_and_lets_go(map_page: Visit, ledger):
    page = map_page.page
    part(page, "microRNA").click()
    wanted = [row["id"] for row in ledger if is_drawn(row) and "miRNA" in claims.parts(row["cargo_kind"])]
    assert shown(page) == wanted
    expect(part(page, "microRNA")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".map-status")).to_have_text(f"microRNA: {len(wanted)} claims of {len(ledger)}.")
    page.get_by_role("button", name="List them").click()
    expect(page.locator(".map-status")).to_be_focused()
    part(page, "microRNA").click()
    assert len(shown(page)) == len(ledger)


@in_both
def test_a_choice_that_empties_the_chosen_group_lets_it_go(map_page: Visit, ledger):
    page = map_page.page
    part(page, "Lipids").click()
    page.get_by_label("Cancer", exact=True).select_option("melanoma")
    assert shown(page) == having(ledger, cancer="melanoma")
    assert page.evaluate("() => location.hash") == "#map:cancer=melanoma"


# ------------------------------------------------------------------------------------------ by keyboard
def test_the_picture_is_walked_by_keyboard_from_sender_to_outcome(map_page: Visit, ledger):
    page = map_page.page
    page.get_by_role("button", name="Show all").evaluate("(button) => { button.disabled = false; button.focus(); }")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("aria-label", re.compile("^Tumour cells: "))
    names = []
    for key in ("Right", "Right", "Right", "Down", "Up", "Right", "Right", "Right"):
        page.keyboard.press(f"Arrow{key}")
        names.append(str(focused.get_attribute("aria-label")).split(":")[0])
    assert names[0] == "Tumour cells to microRNA"
    assert names[1] == "microRNA"
    assert names[2] == names[4] == "microRNA to Tumour cells"
    assert names[3] != names[2]
    assert names[5:] == ["Tumour cells", "Tumour cells to Drug resistance", "Drug resistance"]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".map-status")).to_be_focused()
    band = page.locator(".map-join[aria-pressed=true]")
    count = int(re.search(r"\d+", str(band.get_attribute("aria-label")))[0])
    assert len(shown(page)) == count > 5
    page.get_by_role("button", name="Back to the picture").press("Enter")
    expect(band).to_be_focused()
    page.keyboard.press("Escape")
    assert len(shown(page)) == len(ledger)
    expect(page.locator(":focus")).to_have_attribute("role", "button")


def test_the_picture_is_one_stop_of_the_tab_key(map_page: Visit):
    assert map_page.page.locator(".map-stage [tabindex='0']").count() == 1
    assert map_page.page.locator(".map-stage [role=button]").count() > 100


def test_filters_work_by_keyboard(map_page: Visit, ledger):
    page = map_page.page
    page.get_by_label("Seen in", exact=True).focus()
    page.keyboard.type("patient")
    expect(page.locator(".map-status")).not_to_contain_text(f"{len(ledger)} claims of")
    assert shown(page) == having(ledger, system="patient")


# ------------------------------------------------------------------------------------------- the table
def test_a_heading_sorts_its_column_both_ways(map_page: Visit, ledger):
    page = map_page.page
    button = page.locator("th").get_by_role("button", name="Outcome")
    outcomes = {row["id"]: row["outcome"] for row in ledger}
    button.click()
    up = [outcomes[claim] for claim in shown(page)]
    assert up == sorted(up, key=str.casefold) and len(up) == len(ledger)
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    button.press("Enter")
    assert [outcomes[claim] for claim in shown(page)] == sorted(up, key=str.casefold, reverse=True)
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)


@in_both
def test_the_csv_is_what_the_table_shows(map_page: Visit, ledger, tmp_path: Path):
    page = map_page.page
    page.get_by_label("Cancer", exact=True).select_option("glioblastoma")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the claims shown as CSV").click()
    path = tmp_path / "claims.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    wanted = {row["id"]: row for row in ledger if "glioblastoma" in claims.parts(row["cancer"])}
    assert [row["id"] for row in rows] == list(wanted)
    for row in rows:
        told = wanted[row["id"]]
        assert row["Claim"].startswith(" ".join(told["claim"].split()))
        shown_here = (row["Recipient"], row["Outcome"], row["Seen in"])
        assert shown_here == (told["recipient"], told["outcome"], told["system"])


# ----------------------------------------------------------------------------------------- the address
def test_an_address_brings_a_choice_back(browser, site_address: str, ledger):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go(f"{PAGE}#map:cargo=mirna&at=recipient.vessel-cells&sort=-cancer")
        found = shown(reader.page)
        assert found and set(found) <= set(having(ledger, cargo_kind="miRNA"))
        assert reader.page.get_by_label("Cargo", exact=True).input_value() == "mirna"
        expect(part(reader.page, "Vessel cells")).to_have_attribute("aria-pressed", "true")
        expect(reader.page.locator("th[aria-sort=descending]")).to_have_text("Cancer")


def test_an_address_from_anybody_does_no_harm(browser, site_address: str, ledger):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        hostile = f"cancer=%22%3E%3Cimg src=x onerror=alert(1)%3E&sender=__proto__&q={'x' * 999}&at=constructor"
        reader.go(f"{PAGE}#map:{hostile}")
        assert len(shown(reader.page)) == len(ledger)
        expect(reader.page.locator(".map-status")).to_contain_text("left out")
        assert reader.page.locator("img").count() == 0
        assert reader.complaints == [] and reader.refused == []


def test_a_claim_is_reached_by_its_own_anchor(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go(f"{PAGE}#claim-metastasis-09")
        expect(reader.page.locator("#claim-metastasis-09")).to_be_in_viewport()


# ------------------------------------------------------------------------------------------- for anyone
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_with_a_choice_made_it_breaks_no_rule_of_accessibility(browser, site_address: str, size: dict, scheme: str):
    with visit(browser, site_address, viewport=size, color_scheme=scheme) as reader:
        reader.go(f"{PAGE}#map:outcome=drug-resistance&at=cargo.proteins&sort=claim")
        expect(reader.page.locator(".map-join, .map-node").first).to_be_attached()
        assert violations(reader.page) == []


def test_on_a_phone_labels_stay_in_the_picture_and_a_finger_finds_them(browser, site_address: str):
    with visit(browser, site_address, viewport={"width": 320, "height": 640}, has_touch=True) as reader:
        reader.go(PAGE)
        page = reader.page
        outside = page.locator(".map-live text").evaluate_all(
            "(texts) => texts.map((text) => text.getBoundingClientRect())"
            ".filter((box) => box.left < 0 || box.right > innerWidth).length"
        )
        assert outside == 0
        reach = page.locator(".map-reach").evaluate_all(
            "(boxes) => boxes.map((box) => box.getBoundingClientRect()).map((box) => Math.min(box.width, box.height))"
        )
        assert min(reach) >= 22
        part(page, "Drug resistance").tap()
        expect(page.locator(".map-reading")).to_contain_text("Drug resistance: ")
        assert 0 < len(shown(page)) < 200


def test_what_stands_over_table_and_picture_counts_what_is_shown(map_page, ledger):
    """A table of thirteen rows was once headed "All 383 claims"."""
    page = map_page.page
    caption, counting = page.locator(".map-claims caption"), page.locator(".map-counted")
    expect(caption).to_have_text(f"All {len(ledger)} claims of the review")
    expect(counting).to_contain_text(f"of the review's {len(ledger)} claims")
    page.get_by_label("Release blocked").select_option("yes")
    wanted = having(ledger, release_blocked_control="yes")
    assert shown(page) == wanted
    expect(caption).to_have_text(f"{len(wanted)} claims of the review's {len(ledger)}")
    expect(counting).to_contain_text(f"of the {len(wanted)} claims chosen")
    assert page.evaluate("location.hash") == "#map:blocked=yes"
    page.get_by_role("button", name="Show all").click()
    expect(caption).to_have_text(f"All {len(ledger)} claims of the review")
