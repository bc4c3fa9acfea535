"""The book is made in places that were not laid out for it: odd paths, the language C, a home that cannot be written.

The Makefile is run as it stands, with programs in its environment that write down what they were asked.
"""

from __future__ import annotations

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from chapters import ROOT

#: Everything in it has a meaning for a shell or is no ASCII.
HOSTILE = 'it\'s a bück; $HOME & ("more") `x`'
#: Make cannot name a target with a space, so the environments' names have all but that.
ENVIRONMENTS = {"VENV": "it's-bück$$HOME&", "RELEASE_VENV": "rel'ease(ü)", "OLDEST_VENV": "old'est`x`",
                "GRADING_VENV": "gra'ding(ä)"}  # fmt: skip
STAMPS = {"VENV": ("book", "test"), "RELEASE_VENV": ("release",), "OLDEST_VENV": ("oldest",),
          "GRADING_VENV": ("grading",)}  # fmt: skip
#: Targets that only make other files, that need another's program, or that would serve for ever.
TARGETS = ("book", "test", "test-every", "check", "lint", "format", "bench", "archive", "pdf", "lite", "release",
           "test-release", "test-oldest", "lab", "serve", "audit", "links", "environment", "frontend", "frontend-tools",
           "clean", "help", "lock", "citation",
           "pictures", "engines", "assignments", "reading", "epub")  # fmt: skip

#: What a program writes down before what it was asked.
WRITTEN = ("program", "place", "encoding", "ipython", "data")
RECORDER = """#!/bin/bash
encoding="${PYTHONUTF8:-} $(locale charmap)"
printf '%s\\0' "$0" "$PWD" "$encoding" "${IPYTHONDIR:-}" "${JUPYTER_DATA_DIR:-}" "$@" END >> "$RECORD"
case "$*" in *"hatchling build"*) mkdir -p _build/{oldest,release}; touch _build/{oldest,release}/evbook-1.whl ;; esac
case "$*" in *"citation.py "*) touch "${!#}" ;; esac
case "$*" in *archive.py*) mkdir -p _build; touch _build/evbook-1.zip _build/evbook-1.pdf _build/evbook-1.epub ;; esac
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """The Makefile in a hostile folder, with environments whose programs write down how they were called."""
    folder = tmp_path_factory.mktemp("places") / HOSTILE
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "hatch_build.py", "_toc.yml"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for variable, name in ENVIRONMENTS.items():
        programs = folder / name.replace("$$", "$") / "bin"
        programs.mkdir(parents=True)
        for program in ("python", "jupyter-book", "jupyter", "ruff"):
            (programs / program).write_text(RECORDER, encoding="utf-8")
            (programs / program).chmod(0o755)
        for stamp in STAMPS[variable]:
            (programs.parent / f".evbook-{stamp}").touch()
    (folder / "uv").write_text(RECORDER, encoding="utf-8")
    (folder / "uv").chmod(0o755)
    return folder


@cache
def made(checkout: Path, target: str, *arguments: str) -> list[dict]:
    """The calls that ``make target`` makes, in their order."""
    record = checkout.parent / "record"
    record.write_bytes(b"")
    named = [f"{variable}={name}" for variable, name in ENVIRONMENTS.items()]
    done = subprocess.run(
        ["make", target, *named, *arguments], cwd=checkout, capture_output=True, encoding="utf-8", timeout=60,
        env={"RECORD": str(record), "PATH": f"{checkout}:{os.environ['PATH']}", "HOME": "/nonexistent", "LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    calls, words = [], record.read_text(encoding="utf-8").split("\0")
    while "END" in words:
        end = words.index("END")
        calls.append(dict(zip(WRITTEN, words, strict=False)) | {"asked": words[len(WRITTEN) : end]})
        words = words[end + 1 :]
    return calls


def test_the_targets_are_all_of_the_makefile():
    listed = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {target for target in listed if not target.endswith("-environment")} == set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_program_is_called_by_its_whole_name_in_its_own_place(checkout, target):
    for call in made(checkout, target):
        assert call["place"].startswith(str(checkout))
        assert Path(call["program"]).name in ("python", "jupyter-book", "jupyter", "ruff", "uv")
        assert call["encoding"] == "1 UTF-8", "what is read and written would depend on the language of the machine"
        for word in call["asked"]:
            # A name broken at a space or a quote would leave a part of itself behind.
            assert not re.search(r"bück(?!; \$HOME & \(\"more\"\) `x`|\$HOME&)", word), word
            if word.startswith("/"):
                assert Path(word).exists(), word


def test_the_book_is_built_from_the_contents_of_this_folder(checkout):
    build = [call["asked"] for call in made(checkout, "book") if call["program"].endswith("jupyter-book")]
    assert [asked[asked.index("--toc") + 1] for asked in build] == [f"{checkout}/_toc.yml"]


@pytest.mark.parametrize("target", ["book", "test", "check", "pdf", "lite", "test-release"])
def test_a_build_and_its_tests_need_nothing_of_the_home(checkout, target):
    calls = made(checkout, target)
    assert calls
    for call in calls:
        assert call["ipython"] == f"{checkout}/_build/home/ipython"
        assert call["data"] == f"{checkout}/_build/home/data"


def test_a_remark_reaches_the_measurement_as_it_was_written(checkout):
    remark = 'it\'s "busy" `now`'
    calls = made(checkout, "bench", f"NOTE={remark}", "ONLY=slider,load")
    (call,) = [call for call in calls if "--note" in call["asked"]]
    assert call["asked"][1:] == ["--only", "slider,load", "--note", remark]


def test_an_environment_with_a_space_in_its_name_ends_in_a_sentence():
    done = subprocess.run(["make", "book", "VENV=/a b/venv"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode != 0
    assert 'VENV is "/a b/venv", and make cannot use a name with a space' in done.stderr


def python_in(folder: Path, missing: str) -> Path:
    """A Python, in a folder of its own, in which some modules of the standard library cannot be imported."""
    blocked = folder / "blocked"
    for name in missing.split():
        blocked.mkdir(parents=True, exist_ok=True)
        (blocked / f"{name}.py").write_text(f"raise ImportError('no module {name}')\n", encoding="utf-8")
    program = folder / "python3"
    folder.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/bash\nPYTHONPATH="{blocked}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_that_makes_no_environment_ends_in_a_sentence_that_says_what_to_install(tmp_path, missing):
    python = python_in(tmp_path / "it's a bück", missing)
    done = subprocess.run(
        ["make", "environment", f"VENV={tmp_path / 'new'}", f"PYTHON={python}"],
        cwd=ROOT, capture_output=True, encoding="utf-8", env={"PATH": only(tmp_path, "make")}, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stdout == (
        f"evbook: {python} is a Python that can make no environment of its own: "
        "its module venv or ensurepip is missing.\n"
        "On Debian and Ubuntu the package python3-venv brings it; or name another: make PYTHON=/path/to/python3\n"
    )
    assert not (tmp_path / "new").exists()


def test_without_any_python_the_sentence_says_which_is_needed(tmp_path):
    done = subprocess.run(["make", "environment", f"VENV={tmp_path / 'new'}"], cwd=ROOT, capture_output=True,
                          encoding="utf-8", env={"PATH": only(tmp_path, "make")}, timeout=60)  # fmt: skip
    assert done.returncode != 0
    assert done.stdout.startswith("evbook needs Python 3.11 or later, and none was found; name one: make PYTHON=")


def only(folder: Path, *programs: str) -> str:
    """A PATH on which these programs are and no others."""
    place = folder / "only"
    place.mkdir(exist_ok=True)
    for program in programs:
        (place / program).symlink_to(shutil.which(program))
    return str(place)


def test_npm_is_given_a_cache_where_its_own_cannot_be_written(tmp_path):
    cache_for = runpy.run_path(str(ROOT / "hatch_build.py"))["cache_that_can_be_written"]
    (tmp_path / "a file").touch()

    def options(own: Path) -> list[str]:
        with cache_for([sys.executable, "-c", f"print({str(own)!r})"], tmp_path, dict(os.environ)) as given:
            for place in given[1:]:
                Path(place, "written").touch()
            return given

    assert options(tmp_path / "bück") == []
    flag, place = options(tmp_path / "a file" / "cache")
    assert flag == "--cache" and not Path(place).exists(), "it is for the moment"


#: Calls that read or write text, and in what place they may be given its encoding.
READS_TEXT = {"read_text": 0, "write_text": 1, "open": None}


def without_encoding(path: Path) -> list[str]:
    """The calls of a module whose text would be read or written in the encoding of the machine."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = {word.arg: word.value for word in node.keywords}
        binary = any(isinstance(word, ast.Constant) and isinstance(word.value, str) and "b" in word.value
                     for word in [*node.args[:2], named.get("mode")])  # fmt: skip
        place = READS_TEXT.get(name)
        speaks = name in ("run", "Popen", "check_output") and bool({"text", "universal_newlines"} & set(named))
        reads = name in ("read_text", "write_text") or speaks or (name == "open" and is_open(node) and not binary)
        if reads and "encoding" not in named and not (place is not None and len(node.args) > place):
            found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def is_open(node: ast.Call) -> bool:
    """Whether a call named ``open`` is Python's own, or that of a path."""
    return isinstance(node.func, ast.Name) or bool(node.args and isinstance(node.args[0], ast.Constant))


def test_no_file_is_read_in_the_encoding_of_the_machine():
    modules = [ROOT / "hatch_build.py", *(ROOT / "src").rglob("*.py"), *(ROOT / "release").glob("*.py"),
               *(ROOT / "benchmarks").glob("*.py")]  # fmt: skip
    modules = [path for path in modules if "node_modules" not in path.parts]
    assert len(modules) > 100
    assert [place for path in modules for place in without_encoding(path)] == []


QUICK = """
def setup(app):
    # Neither the pages of the models nor the wheel are looked at, and they would take most of the time.
    from evbook.sphinxext import embeds, running

    def leave_out(app, config):
        for event in ("html-collect-pages", "builder-inited"):
            for listener in list(app.events.listeners[event]):
                if listener.handler in (embeds.pages, running.write_wheel):
                    app.disconnect(listener.id)

    app.connect("config-inited", leave_out)
"""


@pytest.mark.slow
def test_a_book_is_built_in_such_a_place_by_the_commands_of_the_makefile(tmp_path):
    """One page and one notebook, with a home that is a file and the language C."""
    import nbformat

    from evbook.authoring.notebooks import text_of

    folder = tmp_path / HOSTILE
    (folder / "book").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "hatch_build.py", "requirements"):
        (folder / name).symlink_to(ROOT / name)
    # The bundle and the packages of Node are made where they are; they are the same for every place.
    for name in ("src", "tests", "data"):
        (folder / name).symlink_to(ROOT / name)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"].setdefault("local_extensions", {})["quick"] = "."
    (folder / "_config.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    (folder / "quick.py").write_text(QUICK, encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: one\n", encoding="utf-8")
    (folder / "book" / "index.md").write_text("# A small book\n", encoding="utf-8")
    cells = [nbformat.v4.new_markdown_cell("# One: ü", id="title"),
             nbformat.v4.new_code_cell("import os; print('ü', 6 * 7, os.environ['HOME'])", id="code")]  # fmt: skip
    (folder / "book" / "one.ipynb").write_text(text_of(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    bibliography = ROOT / "book" / "references.bib"
    (folder / "book" / "references.bib").symlink_to(bibliography)
    (tmp_path / "home").touch()
    environment = Path(sys.executable).parents[1]
    done = subprocess.run(
        # The environment is not to be brought to this place, whatever has changed since it was made.
        ["make", "book", f"VENV={environment}", f"--assume-old={environment}/.evbook-book"],
        cwd=folder, capture_output=True, encoding="utf-8", timeout=240,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home" / "me"), "LC_ALL": "C", "LANG": "C"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    page = (folder / "_build" / "html" / "one.html").read_text(encoding="utf-8")
    assert f"ü 42 {tmp_path / 'home' / 'me'}" in page
    assert {path.name for path in tmp_path.iterdir()} == {HOSTILE, "home"}, "nothing is written elsewhere"
