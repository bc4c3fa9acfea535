"""A model in another's frame tells its host what was asked for, to the origin that was named, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from accessibility import violations
from playwright.sync_api import Frame, Page, expect
from visits import served

import evbook
from evbook.authoring import scorm_packages
from evbook.review.book import LEADS
from evbook.teaching.scorm import Task, loaded, task_of

pytestmark = pytest.mark.site
MODEL = evbook.load("immune-escape")
CHALLENGE = MODEL.declaration.challenges[0]
HOST = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A course</title>
<script>window.told = []; addEventListener("message", (event) => window.told.push([event.origin, event.data]));</script>
</head><body><iframe title="model" width="1000" height="900" src="{address}"></iframe></body></html>"""


def origin(address: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))


@contextmanager
def framed(browser, site_address: str, folder: Path, query: str) -> Iterator[tuple[Page, Frame, str]]:
    """A host page of another origin with the model in its frame, alive; its own origin takes the place of HOST."""
    with served(folder) as host, browser.new_context(viewport={"width": 1100, "height": 950}) as context:
        query = query.replace("HOST", quote(origin(host), safe=""))
        address = f"{site_address}embed/{MODEL.id}.html{query}#ev:{MODEL.id}?_challenge={CHALLENGE.name}"
        (folder / "host.html").write_text(HOST.format(address=address.replace("&", "&amp;")), encoding="utf-8")
        page = context.new_page()
        page.goto(host + "host.html")
        expect(page.frame_locator("iframe").locator(".evx-drawn")).to_be_visible()
        yield page, page.frames[1], origin(host)


def set_to(frame: Frame, name: str, value: float) -> None:
    """Type a value into a parameter's field, wait for rest."""
    field = frame.locator(f'.evx-control[data-name="{name}"] input[type=number]')
    field.evaluate(
        """(field, value) => {
          field.closest("details")?.setAttribute("open", "");
          field.value = value;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        str(value),
    )
    frame.evaluate("() => new Promise((done) => setTimeout(done, 600))")


def solve(frame: Frame) -> None:
    """Move the parameters that the challenge's own answer moves."""
    for name, value in CHALLENGE.solution.items():
        set_to(frame, name, value)


def told(page: Page) -> list[dict]:
    """What the host has been told, each message with where it came from."""
    return [{"from": source, **data} for source, data in page.evaluate("() => window.told")]


def test_a_host_that_asked_is_told_that_a_challenge_is_met(browser, site_address, tmp_path):
    with framed(browser, site_address, tmp_path, "?tell=HOST") as (page, frame, host):
        expect(page.frame_locator("iframe").locator(".embed-telling")).to_contain_text(urlsplit(host).netloc)
        solve(frame)
        page.wait_for_function("() => window.told.length > 1")
        ready, met = told(page)
        assert (ready["event"], ready["evbook"], ready["from"]) == ("ready", 1, origin(site_address))
        assert (met["event"], met["challenge"], met["met"]) == ("challenge", CHALLENGE.name, True)
        assert met["setting"].startswith(f"#ev:{MODEL.id}@{MODEL.declaration.hash}?_challenge={CHALLENGE.name}")
        assert MODEL.meets(CHALLENGE.name, **CHALLENGE.solution)
        assert violations(frame) == []


@pytest.mark.parametrize("query", ["", "?tell=https%3A%2F%2Fcourse.example.org", "?tell=*", "?predict=T_final"])
def test_nothing_is_sent_unless_this_host_was_named(browser, site_address, tmp_path, query):
    with framed(browser, site_address, tmp_path, query) as (page, frame, _):
        solve(frame)
        expect(page.frame_locator("iframe").locator(".evx-card[data-met]")).to_have_count(1)
        assert told(page) == []
        expect(page.frame_locator("iframe").locator(".embed-prediction")).to_have_count(0)


def test_a_prediction_and_what_came_of_it_are_told(browser, site_address, tmp_path):
    with framed(browser, site_address, tmp_path, "?tell=HOST&predict=T_final") as (page, frame, _):
        row = page.frame_locator("iframe").locator(".embed-prediction")
        row.get_by_role("button").click()
        expect(row.get_by_role("status")).to_contain_text("Type a number")
        row.get_by_role("textbox").fill("3e7")
        page.keyboard.press("Enter")
        expect(row.get_by_role("status")).to_contain_text("Kept: 3")
        set_to(frame, "phi_treg", 1.5)
        page.wait_for_function("() => window.told.some(([, one]) => one.event === 'outcome')")
        (kept,) = (one for one in told(page) if one["event"] == "prediction")
        (came,) = (one for one in told(page) if one["event"] == "outcome")
        assert (kept["measure"], kept["value"]) == ("T_final", 3e7)
        there = MODEL.measures(**{**CHALLENGE.start, "phi_treg": 1.5})["T_final"]
        assert came["value"] == pytest.approx(there, rel=1e-4)
        assert came["predicted"] == 3e7
        expect(row.get_by_role("status")).to_contain_text("the model gives")


def drawn_first(page: Page) -> None:
    """Draw a level line by keys, and show the model's curve beside it."""
    inner = page.frame_locator("iframe")
    inner.get_by_role("button", name="Draw first").click()
    area = inner.locator(".evx-drawing")
    area.press("ArrowUp")
    for _ in range(10):
        area.press("ArrowRight")
    inner.get_by_role("button", name="Show the model's curve").click()


def test_a_drawing_is_told_where_the_frame_asks_for_one(browser, site_address, tmp_path):
    with framed(browser, site_address, tmp_path, "?tell=HOST&draw") as (page, _, host):
        note = page.frame_locator("iframe").locator(".embed-telling")
        expect(note).to_have_text(
            f"This frame tells {urlsplit(host).netloc}, the page around it, when a challenge is met and the curve that "
            "you draw."
        )
        drawn_first(page)
        page.wait_for_function("() => window.told.some(([, one]) => one.event === 'drawing')")
        (drawing,) = (one for one in told(page) if one["event"] == "drawing")
        series = {s.name: s for s in MODEL.declaration.states}
        assert drawing["curve"] in series and drawing["unit"] == series[drawing["curve"]].unit
        assert drawing["time"] == MODEL.declaration.time.unit
        times, heights = zip(*drawing["points"], strict=True)
        assert times[0] == 0 and times[-1] == MODEL.declaration.time.end and list(times) == sorted(times)
        assert min(heights) == max(heights) > 0, "the line that was drawn is level"
        assert "Your curve stays" in drawing["comparison"]


def test_a_drawing_that_was_not_asked_for_is_not_told(browser, site_address, tmp_path):
    with framed(browser, site_address, tmp_path, "?tell=HOST") as (page, frame, _):
        frame.locator('.evx-tool[data-tool="draw"]').evaluate("(drawer) => { drawer.open = true; }")
        drawn_first(page)
        expect(page.frame_locator("iframe").locator(".evx-key")).to_contain_text("as you drew it")
        assert [one["event"] for one in told(page)] == ["ready"]


# ---------------------------------------------------------------- packages for a platform

PLATFORM = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A platform</title><script>
const kept = { "cmi.core.lesson_status": "not attempted", "cmi.interactions._count": "0" };
window.calls = [];
window.API = Object.fromEntries(["Initialize", "Finish", "GetValue", "SetValue", "Commit"].map((name) =>
  ["LMS" + name, (...given) => {
    window.calls.push([name, ...given]);
    if (name === "GetValue") return kept[given[0]] ?? "";
    if (name === "SetValue") kept[given[0]] = given[1];
    return "true";
  }]));
window.kept = kept;
</script></head><body><iframe title="task" width="1050" height="1200" src="task/index.html"></iframe></body></html>"""


def unpacked(site: Path, task: Task, folder: Path) -> Path:
    (made,) = scorm_packages.write(site, folder, [task])
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "task")
    (folder / "platform.html").write_text(PLATFORM, encoding="utf-8")
    return folder / "task"


def test_a_package_passes_when_the_challenge_is_met_and_asks_no_other_host(browser, site, tmp_path):
    unpacked(site, task_of(MODEL.declaration), tmp_path)
    with served(tmp_path) as host, browser.new_context(viewport={"width": 1200, "height": 1300}) as context:
        elsewhere = []
        context.on(
            "request", lambda one: None if one.url.startswith((host, "data:", "blob:")) else elsewhere.append(one.url)
        )
        missing = []
        context.on("response", lambda one: missing.append(one.url) if one.status >= 400 else None)
        page = context.new_page()
        page.goto(host + "platform.html")
        inner = page.frame_locator("iframe").frame_locator("iframe")
        expect(inner.locator(".evx-drawn")).to_be_visible()
        assert page.evaluate("() => window.kept['cmi.core.lesson_status']") == "incomplete"
        solve(next(frame for frame in page.frames if "/embed/" in frame.url))
        page.wait_for_function("() => window.kept['cmi.core.lesson_status'] === 'passed'")
        kept = page.evaluate("() => window.kept")
        assert kept["cmi.core.score.raw"] == "100"
        assert kept["cmi.interactions.0.id"] == f"challenge-{CHALLENGE.name}"
        assert kept["cmi.suspend_data"].startswith(f"#ev:{MODEL.id}@")
        page.evaluate("() => document.querySelector('iframe').remove()")
        assert page.evaluate("() => window.calls.at(-1)[0]") == "Finish"
        assert page.evaluate("() => /^\\d{4}:\\d\\d:\\d\\d$/.test(window.kept['cmi.core.session_time'])")
        assert elsewhere == []
        assert [url for url in missing if "favicon" not in url] == []


def test_a_package_that_asks_for_a_drawing_is_completed_when_it_is_compared(browser, site, tmp_path):
    unpacked(site, Task(MODEL.declaration, draw=True), tmp_path)
    with served(tmp_path) as host, browser.new_context(viewport={"width": 1200, "height": 1300}) as context:
        page = context.new_page()
        page.goto(host + "platform.html")
        inner = page.frame_locator("iframe").frame_locator("iframe")
        expect(inner.locator(".evx-drawn")).to_be_visible()
        inner.get_by_role("button", name="Draw first").click()
        area = inner.locator(".evx-drawing")
        area.press("ArrowUp")
        for _ in range(10):
            area.press("ArrowRight")
        inner.get_by_role("button", name="Show the model's curve").click()
        page.wait_for_function("() => window.kept['cmi.core.lesson_status'] === 'completed'")
        kept = page.evaluate("() => window.kept")
        assert kept["cmi.interactions.0.id"].startswith("drawing-")
        assert "Your curve stays" in kept["cmi.interactions.0.student_response"]


def test_without_a_platform_it_says_so_and_the_model_works(browser, site, tmp_path):
    folder = unpacked(site, Task(MODEL.declaration, predict="T_final"), tmp_path)
    with served(folder) as host, browser.new_context() as context:
        page = context.new_page()
        page.goto(host + "index.html")
        expect(page.get_by_role("status").first).to_contain_text("nothing is recorded")
        expect(page.frame_locator("iframe").locator(".evx-drawn")).to_be_visible()
        expect(page.frame_locator("iframe").locator(".embed-prediction")).to_be_visible()


def test_every_package_of_the_site_is_whole(site):
    tasks = scorm_packages.tasks(site)
    assert {task.model.id for task in tasks} == set(LEADS.values())
    for task in tasks:
        with zipfile.ZipFile(site / "scorm" / f"{task.name}.zip") as archive:
            names = set(archive.namelist())
            manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
            listed = {one.get("href") for one in manifest.iter() if one.tag.endswith("}file")}
            assert listed == names - {"imsmanifest.xml"} >= {"index.html", "scorm.js", *loaded(site, task.model.id)}
            (sco,) = (one for one in manifest.iter() if one.tag.endswith("}resource"))
            assert sco.get("href") == "index.html"
            assert sco.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") == "sco"
            assert b'target="_top"' not in archive.read(f"embed/{task.model.id}.html")


def test_a_task_that_a_model_does_not_have_is_answered_with_those_it_has():
    with pytest.raises(ValueError, match="no challenge 'none'; it has least-strength"):
        Task(MODEL.declaration, challenge="none")
    with pytest.raises(ValueError, match="needs a challenge, a measure to predict or a curve"):
        Task(MODEL.declaration)
    with pytest.raises(ValueError, match="no curve over time"):
        Task(evbook.load("membrane-wrapping").declaration, draw=True)
