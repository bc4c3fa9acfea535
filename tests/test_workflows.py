"""The workflows call make targets that exist, with least privilege and pinned actions; how links, locks are judged."""

from __future__ import annotations

import re
import runpy
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=[path.stem for path in WORKFLOWS])
LINKS = runpy.run_path(str(ROOT / "release" / "links.py"))
AUDIT = runpy.run_path(str(ROOT / "release" / "audit.py"))


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
    (tmp_path / "b.html").write_text(
        '<a href="https://doi.org/10.1/a?x=1&amp;y=2">a</a><link href="https://no.example">'
    )
    (tmp_path / "lite" / "c.html").write_text('<a href="https://other.example/">c</a>')
    assert LINKS["links_of"](tmp_path) == {"https://doi.org/10.1/a?x=1&y=2": ["a.html", "b.html"]}


def test_only_an_answer_that_says_so_makes_a_link_gone():
    said = {code: LINKS["verdict"](code) for code in (200, 301, 403, 404, 410, 429, 503)}
    assert [code for code, word in said.items() if word == "gone"] == [404, 410]
    assert [code for code, word in said.items() if word == "holds"] == [200, 301]


@contextmanager
def host(**answers: int) -> Iterator[str]:
    """A host on loopback with these paths and their answers; yields its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(answers[self.path.strip("/")])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def test_a_link_that_is_gone_is_named_with_its_page_and_ends_with_1(tmp_path, capsys):
    with host(holds=200, gone=404, refuses=403) as address:
        page = "".join(f'<a href="{address}/{path}">x</a>' for path in ("holds", "gone", "refuses"))
        (tmp_path / "a.html").write_text(page)
        assert LINKS["main"](tmp_path, pause=0) == 1
        said = capsys.readouterr().out.splitlines()
        assert said == [
            f"gone   {address}/gone (404), on a.html",
            f"unsure {address}/refuses (403), on a.html",
            "3 links, 1 of them gone.",
        ]
        (tmp_path / "a.html").write_text(page.replace("/gone", "/holds"))
        assert LINKS["main"](tmp_path, pause=0) == 0


def test_without_a_network_nothing_is_said_of_any_link(tmp_path, capsys):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # nobody listens there
        (tmp_path / "a.html").write_text(f'<a href="http://127.0.0.1:{silent.getsockname()[1]}/x">x</a>')
        with pytest.raises(SystemExit, match=r"there is no network here, and nothing is known of any of its"):
            LINKS["main"](tmp_path)
    assert capsys.readouterr().out == ""


SAFE = {"name": "numpy", "version": "2.4.6", "vulns": []}
FOUND = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "scipy", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("dependencies", "code", "words"),
    [
        ([SAFE], 0, "1 packages asked about, 0 known vulnerabilities."),
        ([SAFE, FOUND, SKIPPED], 1, "Found: pillow 1.0: PYSEC-2026-1, mended in 1.1"),
        ([SAFE, SKIPPED], 2, "Nothing could be learnt about scipy: Dependency not found on PyPI"),
    ],
)
def test_what_could_not_be_asked_about_is_not_safe(dependencies, code, words, capsys):
    answer = AUDIT["of_pip_audit"]({"dependencies": dependencies})
    assert words in str(answer)
    assert AUDIT["verdict"]({"a.txt": answer}) == code
    assert ("a.txt" in capsys.readouterr().out) == bool(code)


def test_a_report_of_npm_is_read_and_a_refusal_is_no_report():
    finding = {"esbuild": {"range": "<=0.24", "severity": "moderate"}}
    report = {"vulnerabilities": finding, "metadata": {"dependencies": {"total": 7}}}
    answer = AUDIT["of_npm"](report)
    assert (answer.asked, answer.found, answer.unasked) == (7, ["esbuild <=0.24: moderate"], [])
    assert AUDIT["verdict"]({"lock": AUDIT["of_npm"](report | {"vulnerabilities": {}})}) == 0
    assert AUDIT["verdict"]({"lock": AUDIT["of_npm"]({"message": "405 Method Not Allowed"})}) == 2


def test_every_lock_is_asked_about_but_the_one_of_old_versions():
    python = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.txt") if path.parent.name != "_build"}
    locks = {path for path in python if "--hash=sha256:" in (ROOT / path).read_text(encoding="utf-8")}
    assert set(AUDIT["PYTHON_LOCKS"]) == locks - {"requirements/oldest.txt"}
    known = subprocess.run(["git", "ls-files", "*package-lock.json"], cwd=ROOT, capture_output=True, text=True)
    assert set(AUDIT["NPM_FOLDERS"]) == {str(Path(path).parent) for path in known.stdout.split()}
