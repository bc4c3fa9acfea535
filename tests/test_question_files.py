"""Questions for learning platforms: what a learner answers is marked and answered as the book does, in each format.

Each format is read here by its published rules and not by what wrote it: QTI's response processing is carried out,
Moodle's answers are tried in their order, and GIFT is read by a parser of its grammar (npm: ``gift-pegjs``).
"""

from __future__ import annotations

import base64
import io
import json
import math
import re
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest
from chapters import BOOK, ROOT

import evbook
from evbook.authoring.question_files import Questions, html_of
from evbook.explorer.node import node_program
from evbook.review import quizzes
from evbook.teaching import variants
from evbook.teaching.answers import worked
from evbook.teaching.gift import gift, left_out
from evbook.teaching.items import Answer, Item, Picture, Recognised, plain
from evbook.teaching.moodle import moodle
from evbook.teaching.qti import QTI, files, package

PAGES = ["microenvironment/immune-escape", "background/uptake", "resistance/drug-export"]
Q = f"{{{QTI}}}"


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """The questions of three chapters."""
    made = Questions(BOOK, variants=2)
    return [item for page in PAGES for item in made.chapter(page).items]


# ---------------------------------------------------------------- what there is


def test_a_chapter_gives_its_quiz_its_exercises_and_its_models(items):
    names = [item.id for item in items]
    assert len(set(names)) == len(names)
    for page in PAGES:
        name = page.rpartition("/")[2]
        source = (BOOK / f"{page}.ipynb").read_text(encoding="utf-8")
        assert sum(one.startswith(f"quiz-{name}-") for one in names) == len(quizzes.for_chapter(page))
        assert sum(one.startswith(f"exercise-{name}-") for one in names) == source.count("**Exercise ")
    assert {item.kind for item in items} == {"choice", "number", "open"}
    assert any(item.picture for item in items)


def test_numbers_of_a_quiz_are_the_models_with_the_quizs_own_tolerance(items):
    asked = {item.id: item for item in items}
    for page in PAGES:
        for n, question in enumerate(quizzes.for_chapter(page), 1):
            item = asked[f"quiz-{page.rpartition('/')[2]}-{n}"]
            found = worked(question, evbook.load)
            if item.kind == "number":
                assert item.value == found.answer
                assert item.tolerance == pytest.approx(question.tolerance * abs(found.answer))
                assert [slip.value for slip in item.slips] == list(found.slips)
            else:
                assert [one.right for one in item.answers] == [one.right for one in found.question.choices]


def test_solutions_are_what_the_executed_notebook_says(items):
    item = next(item for item in items if item.id == "exercise-immune-escape-1")
    notebook = json.loads((BOOK / f"{PAGES[0]}.ipynb").read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if "solution" in cell["metadata"].get("tags", []))
    said = "".join(cell["outputs"][0]["data"]["text/markdown"])
    assert plain(item.solution) == " ".join(said.split())
    assert r"\(2\pi/|\mathrm{Im}\,\lambda|\)" in item.text


def test_no_mark_of_a_source_is_left(items):
    for item in items:
        for html in (item.text, item.solution, *(one.text for one in item.answers)):
            assert not re.search(r"\{(?:cite|claim)|\bcite-|\]\(|\*\*", html), item.id


# ---------------------------------------------------------------- drawn by models


def test_a_seed_gives_the_same_questions_and_another_gives_others():
    model = evbook.load("immune-escape")
    one, again, other = (variants.numbers(model, count=3, seed=seed) for seed in (4, 4, 5))
    assert one == again
    assert {item.text for item in one}.isdisjoint(item.text for item in other)


@pytest.mark.parametrize("name", ["immune-escape", "bud-size", "vesicle-fate"])
def test_a_drawn_number_is_what_the_model_gives_and_no_slip_is_taken_for_it(name):
    model = evbook.load(name)
    d = model.declaration
    for item in variants.numbers(model, count=3, seed=2):
        title = re.search(r"scenario “(.+?)”", plain(item.text))[1]
        scenario = next(s for s in d.scenarios if s.title == title)
        label = re.search(r"What is (.+?)(?: \(.*)?\? ", plain(item.text))[1]
        measure = next(m for m in d.measures if label.startswith(m.label or m.meaning))
        near = [
            float(model.measures(scenario=scenario.name, **{p.name: value})[measure.name])
            for p in d.parameters if p.control
            for value in [_told(plain(item.text), p)] if value is not None
        ]  # fmt: skip
        assert any(math.isclose(found, item.value, rel_tol=1e-6) for found in near), plain(item.text)
        for slip in item.slips:
            assert abs(slip.value - item.value) > 2 * item.tolerance


def _told(text: str, parameter) -> float | None:
    """The number that a question sets a parameter to, read from its words."""
    label = re.escape(parameter.label or parameter.meaning)
    found = re.search(
        rf"Set {label}(?: \([^)]*(?:\([^)]*\)[^)]*)*\))? to ([\d .\u202f]+)(?:\s*×\s*10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text
    )
    if not found:
        found_power = re.search(rf"Set {label}.*? to 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
        return 10.0 ** _raised(found_power[1]) if found_power else None
    if found[1].strip() == "10" and re.search(rf"Set {label}.*? to 10[⁻⁰-⁹¹²³]", text):
        return 10.0 ** _raised(re.search(rf"Set {label}.*? to 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)[1])
    return float(re.sub(r"[\s\u202f]", "", found[1])) * 10.0 ** (_raised(found[2]) if found[2] else 0)


def _raised(text: str) -> int:
    return int(text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_number_is_asked_for_that_a_platform_takes_for_another(seed):
    """The chance of no metastasis goes down to 1e-318; Moodle marked 1e-94 as right for it."""
    asked = variants.numbers(evbook.load("metastatic-seeding"), count=4, seed=seed)
    assert asked
    for item in asked:
        assert abs(item.value) >= variants.LEAST
        assert all(abs(slip.value - item.value) > 2 * item.tolerance for slip in item.slips)


def test_a_picture_is_described_without_giving_the_answer_away():
    (item,) = variants.pictures(evbook.load("immune-escape").declaration)
    right = next(answer for answer in item.answers if answer.right)
    assert len({answer.text for answer in item.answers}) == len(item.answers) == 4
    assert plain(right.text) not in item.picture.alt
    assert plain(right.text) not in " ".join(ElementTree.fromstring(item.picture.svg).itertext())
    assert "at the right" in item.picture.alt


# ---------------------------------------------------------------- Moodle XML


def _moodle_marks(question: ElementTree.Element, response: str) -> tuple[float, str]:
    """What Moodle gives for a response: the first answer that takes it, its share of the mark and its feedback."""
    for answer in question.findall("answer"):
        text = answer.findtext("text")
        if question.get("type") == "numerical" and text != "*":
            taken = abs(float(response) - float(text)) <= float(answer.findtext("tolerance"))
        else:
            taken = text in (response, "*")
        if taken:
            return float(answer.get("fraction")) / 100, answer.findtext("feedback/text")
    return 0.0, ""


def test_moodle_marks_every_answer_as_the_book_does(items):
    quiz = ElementTree.fromstring(moodle(items))
    asked = {one.findtext("idnumber"): one for one in quiz if one.get("type") != "category"}
    assert set(asked) == {item.id for item in items}
    for item in items:
        question = asked[item.id]
        assert question.findtext("questiontext/text").startswith(item.text)
        if item.kind == "choice":
            assert question.findtext("single") == "true"
            for answer in item.answers:
                assert _moodle_marks(question, answer.text) == (float(answer.right), answer.feedback)
        elif item.kind == "number":
            for response, share, said in _tries(item):
                assert _moodle_marks(question, response) == (share, said), (item.id, response)
        else:
            assert question.get("type") == "essay"
            assert question.findtext("graderinfo/text") == item.solution


def _tries(item: Item) -> list[tuple[str, float, str]]:
    """Numbers to give, what each counts and what is said: the answer, both its bounds, each slip, and none of these."""
    near = 0.98 * item.tolerance
    return [
        *((repr(item.value + off), 1.0, item.feedback) for off in (0.0, near, -near)),
        *((repr(slip.value), 0.0, slip.feedback) for slip in item.slips),
        (repr(item.value * 1000 + 77), 0.0, item.hint),
    ]


def test_pictures_lie_in_the_moodle_file_and_are_drawings(items):
    quiz = ElementTree.fromstring(moodle(items))
    drawn = [one for one in quiz.iter("questiontext") if "@@PLUGINFILE@@" in one.findtext("text")]
    assert len(drawn) == sum(bool(item.picture) for item in items) > 0
    for text in drawn:
        file = text.find("file")
        assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in text.findtext("text")
        assert ElementTree.fromstring(base64.b64decode(file.text)).tag.endswith("svg")


# ---------------------------------------------------------------- QTI


def _qti_run(item: ElementTree.Element, response: str | None) -> dict[str, str]:
    """Carry out an item's response processing (QTI 2.1 information model, section 8): the outcomes of a response."""
    outcomes = {
        one.get("identifier"): one.findtext(f"{Q}defaultValue/{Q}value", "")
        for one in item.iter(f"{Q}outcomeDeclaration")
    }
    right = item.findtext(f"{Q}responseDeclaration/{Q}correctResponse/{Q}value")

    def value(expression):
        kind = expression.tag.removeprefix(Q)
        if kind == "variable":
            return response if expression.get("identifier") == "RESPONSE" else outcomes[expression.get("identifier")]
        return right if kind == "correct" else expression.text

    def holds(test) -> bool:
        one, other = (value(part) for part in test)
        if test.tag == f"{Q}match":
            return one == other
        assert test.tag == f"{Q}equal" and test.get("toleranceMode") == "absolute"
        below, above = map(float, test.get("tolerance").split())
        return float(other) - below <= float(one) <= float(other) + above

    def carry_out(rules):
        for rule in rules:
            if rule.tag == f"{Q}setOutcomeValue":
                outcomes[rule.get("identifier")] = value(rule[0])
            elif rule.tag == f"{Q}responseCondition":
                for branch in rule:
                    if branch.tag == f"{Q}responseElse":
                        carry_out(branch)
                    elif holds(branch[0]):
                        carry_out(branch[1:])
                        break

    carry_out(item.find(f"{Q}responseProcessing"))
    return outcomes


def _qti_said(item: ElementTree.Element, outcomes: dict[str, str]) -> str:
    shown = [one for one in item.iter(f"{Q}modalFeedback") if one.get("identifier") == outcomes["FEEDBACK"]]
    return " ".join(" ".join("".join(one.itertext()).split()) for one in shown)


def test_qti_marks_every_answer_as_the_book_does(items):
    read = files(items, "Three chapters", "three")
    for item in items:
        root = ElementTree.fromstring(read[f"items/{item.id}.xml"])
        if item.kind == "choice":
            offered = list(root.iter(f"{Q}simpleChoice"))
            assert ["".join(one.itertext()).split() for one in offered] == [plain(a.text).split() for a in item.answers]
            for one, answer in zip(offered, item.answers, strict=True):
                outcomes = _qti_run(root, one.get("identifier"))
                assert float(outcomes["SCORE"]) == answer.right
                assert _qti_said(root, outcomes) == plain(answer.feedback)
        elif item.kind == "number":
            for response, share, said in _tries(item):
                outcomes = _qti_run(root, response)
                assert (float(outcomes["SCORE"]), _qti_said(root, outcomes)) == (share, plain(said)), item.id
        else:
            assert "".join(root.find(f".//{Q}rubricBlock[@view='scorer']").itertext()).split() == (
                plain(item.solution).split()
            )


def test_a_package_lists_all_that_is_in_it_and_no_more(items):
    made = package(items, "Three chapters", "three")
    assert made == package(items, "Three chapters", "three"), "the same questions are the same file"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        listed = {one.get("href") for one in manifest.iter() if one.tag.endswith("}file")}
        assert listed == set(archive.namelist()) - {"imsmanifest.xml"}
        resources = {one.get("identifier") for one in manifest.iter() if one.tag.endswith("}resource")}
        needed = {one.get("identifierref") for one in manifest.iter() if one.tag.endswith("}dependency")}
        assert needed < resources
        test = ElementTree.fromstring(archive.read("test.xml"))
        assert {one.get("href") for one in test.iter(f"{Q}assessmentItemRef")} == {f"items/{i.id}.xml" for i in items}


#: What may stand in what, and which attributes it may have, of the schema imsqti_v2p1.xsd: as much of it as is written.
#: All 311 questions of the book were valid by the schema itself (tests/release/test_platforms.py) with these.
_INSIDE = {
    "assessmentItem": "itemBody modalFeedback outcomeDeclaration responseDeclaration responseProcessing",
    "assessmentTest": "testPart", "testPart": "assessmentSection", "assessmentSection": "assessmentItemRef",
    "responseDeclaration": "correctResponse", "correctResponse": "value",
    "outcomeDeclaration": "defaultValue", "defaultValue": "value",
    "itemBody": "choiceInteraction div extendedTextInteraction p rubricBlock", "choiceInteraction": "simpleChoice",
    "responseProcessing": "responseCondition setOutcomeValue",
    "responseCondition": "responseElse responseElseIf responseIf", "responseIf": "equal match setOutcomeValue",
    "responseElseIf": "equal setOutcomeValue", "responseElse": "setOutcomeValue",
    "equal": "baseValue correct variable", "match": "correct variable", "setOutcomeValue": "baseValue variable",
    "div": "p", "modalFeedback": "p", "rubricBlock": "p", "p": "a em img strong sub textEntryInteraction var",
}  # fmt: skip
_WITH = {
    "assessmentItem": "adaptive identifier schemaLocation timeDependent title toolName",
    "assessmentItemRef": "href identifier", "assessmentSection": "identifier title visible",
    "assessmentTest": "identifier schemaLocation title toolName", "baseValue": "baseType",
    "choiceInteraction": "maxChoices responseIdentifier shuffle", "correct": "identifier",
    "equal": "tolerance toleranceMode", "extendedTextInteraction": "expectedLines responseIdentifier",
    "img": "alt src", "modalFeedback": "identifier outcomeIdentifier showHide", "a": "href",
    "outcomeDeclaration": "baseType cardinality identifier", "responseDeclaration": "baseType cardinality identifier",
    "rubricBlock": "view", "setOutcomeValue": "identifier", "simpleChoice": "identifier",
    "testPart": "identifier navigationMode submissionMode", "variable": "identifier",
    "textEntryInteraction": "expectedLength responseIdentifier",
}  # fmt: skip


def test_nothing_is_written_but_what_the_schema_took(items):
    read = files(items, "Three chapters", "three")
    for path in [name for name in read if name.endswith(".xml") and name != "imsmanifest.xml"]:
        for element in ElementTree.fromstring(read[path]).iter():
            name = element.tag.removeprefix(Q)
            inside = {child.tag.removeprefix(Q) for child in element}
            attributes = {key.rpartition("}")[2] for key in element.attrib}
            assert inside <= set(_INSIDE.get(name, "").split()), f"{path}: {name} holds {inside}"
            assert attributes <= set(_WITH.get(name, "").split()), f"{path}: {name} has {attributes}"


def test_the_parts_of_an_item_stand_in_the_order_of_the_schema(items):
    order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    for path, text in files(items, "Three chapters", "three").items():
        if path.startswith("items/") and path.endswith(".xml"):
            places = [order.index(child.tag.removeprefix(Q)) for child in ElementTree.fromstring(text)]
            assert places == sorted(places), path


# ---------------------------------------------------------------- GIFT

_READ = "process.stdout.write(JSON.stringify(require('gift-pegjs').parse(require('fs').readFileSync(0,'utf8'))))"


def test_a_parser_of_gift_reads_every_question(items):
    done = subprocess.run([node_program(), "-e", _READ], input=gift(items), capture_output=True, encoding="utf-8",
                          cwd=ROOT / "tests" / "site")  # fmt: skip
    assert done.returncode == 0, done.stderr
    read = {one["title"]: one for one in json.loads(done.stdout) if one["type"] != "Category"}
    kept = [item for item in items if item.id not in left_out(items)]
    assert set(read) == {item.title for item in kept}
    for item in kept:
        one = read[item.title]
        assert one["stem"]["text"] == " ".join(item.text.split("\n"))
        if item.kind == "choice":
            given = [(c["text"]["text"], c["isCorrect"], c["feedback"]["text"]) for c in one["choices"]]
            assert given == [(a.text, a.right, a.feedback) for a in item.answers]
        elif item.kind == "number":
            first, *others = one["choices"]
            assert first["text"]["number"] == pytest.approx(item.value, rel=1e-6)
            assert first["text"]["range"] == pytest.approx(item.tolerance, rel=1e-6)
            *slips, last = others
            assert [(c["weight"], c["feedback"]["text"]) for c in slips] == [(0, s.feedback) for s in item.slips]
            assert last["feedback"]["text"] == item.hint
        else:
            assert one["globalFeedback"]["text"] == " ".join(item.solution.split("\n"))


# ---------------------------------------------------------------- a question that is not whole


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "<p>open"}, "not well-formed"),
        ({"text": "<script>1</script>"}, "uses <script>"),
        ({"id": "no good"}, "no identifier"),
        ({"value": 3.0}, "needs a tolerance"),
        ({}, "no answers, no number and no solution"),
        ({"answers": (Answer("a", "b"), Answer("c", "d"))}, "one right answer"),
    ],
)
def test_a_question_that_is_not_whole_is_refused_with_a_sentence(change, words):
    with pytest.raises(ValueError, match=words):
        Item(**{"id": "one", "title": "One", "folder": ("F",), "text": "<p>Why?</p>", **change})


def test_marks_of_the_formats_in_a_text_are_kept_as_they_are():
    item = Item("one", "One: a/b", ("F/G",), r"<p>{x} = 1 ~ # \(a:b\) &amp; &lt;</p>", value=2.5e-7, tolerance=1e-8,
                slips=(Recognised(-3e9, "<p>=?</p>"),), feedback="<p>100%</p>", hint="<p>:</p>",
                picture=Picture("a.svg", "<svg/>", 'less than "<"'))  # fmt: skip
    question = ElementTree.fromstring(moodle([item]))[1]
    assert question.findtext("questiontext/text").startswith(item.text)
    assert question.find("answer").findtext("text") == "2.5e-7"
    text = gift([Item(**{**item.__dict__, "picture": None})])
    assert r"\{x\} \= 1 \~ \# \\(a\:b\\) &amp; &lt;" in text
    assert "=0.00000025:0.00000001#" in text and "=%0%-3000000000:" in text


def test_markdown_of_an_exercise_becomes_html_that_platforms_typeset():
    assert html_of("Is $a < b$ *so*?") == r"<p>Is \(a &lt; b\) <em>so</em>?</p>"
    assert html_of("costs 3$ or 4$") == "<p>costs 3$ or 4$</p>"
