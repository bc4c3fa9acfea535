"""The workflows call make targets that exist, with least privilege and pinned actions; and how links are judged."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=[path.stem for path in WORKFLOWS])
LINKS = runpy.run_path(str(ROOT / "release" / "links.py"))


def steps(path: Path) -> list[dict]:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_there_are_workflows_to_test_to_publish_and_to_look_again():
    assert {path.stem for path in WORKFLOWS} == {"test", "pages", "release", "schedule"}


@every_workflow
def test_what_it_makes_is_a_target_of_the_makefile(path):
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = [word for step in steps(path) for words in re.findall(r"make ([a-z -]+)", step.get("run", ""))
             for word in words.split()]  # fmt: skip
    assert asked and set(asked) <= targets


@every_workflow
def test_every_action_is_pinned_by_its_commit_and_says_its_version(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    for action, comment in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    assert len(used) == text.count("uses:")


@every_workflow
def test_it_may_read_and_only_a_job_that_runs_no_code_of_ours_may_write(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 120
        if "write" in job.get("permissions", {}).values():
            said = [step.get("uses", "") + step.get("run", "") for step in job["steps"]]
            assert not [text for text in said if "checkout" in text or "make " in text], name


@every_workflow
def test_no_text_of_a_stranger_becomes_part_of_a_command(path):
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_one_action_has_one_version():
    used = {use for path in WORKFLOWS for use in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))}
    names = [use.split("@")[0] for use in used]
    assert sorted(names) == sorted(set(names))


def test_links_to_other_hosts_are_found_once_with_their_pages(tmp_path):
    (tmp_path / "lite").mkdir()
    (tmp_path / "a.html").write_text('<a href="https://doi.org/10.1/a?x=1&amp;y=2#part">a</a><a href="b.html">')
    (tmp_path / "b.html").write_text('<a href="https://doi.org/10.1/a?x=1&amp;y=2">a</a><link href="https://no.example">')
    (tmp_path / "lite" / "c.html").write_text('<a href="https://other.example/">c</a>')
    assert LINKS["links_of"](tmp_path) == {"https://doi.org/10.1/a?x=1&y=2": ["a.html", "b.html"]}


def test_only_an_answer_that_says_so_makes_a_link_gone():
    said = {code: LINKS["verdict"](code) for code in (200, 301, 403, 404, 410, 429, 503)}
    assert [code for code, word in said.items() if word == "gone"] == [404, 410]
    assert [code for code, word in said.items() if word == "holds"] == [200, 301]
