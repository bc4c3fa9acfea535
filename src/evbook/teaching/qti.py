"""Questions as a QTI 2.1 content package: a file an item, a test that holds them in sections, and a manifest.

Items follow the schema ``imsqti_v2p1.xsd`` of 1EdTech, the manifest ``imscp_v1p1.xsd``.  What is said to an answer is
modal feedback: that of the answer chosen, of the number recognised, or ``OTHER``.  A solution to an open answer is a
rubric that only the scorer sees.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from evbook.teaching.items import Item, folders, number

QTI, PACKAGE = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
#: A package made twice of the same questions is the same file.
_WHEN = (2026, 1, 1, 0, 0, 0)


def package(items: Sequence[Item], title: str, name: str) -> bytes:
    """Return the zip of a package called ``title``; ``name`` is the identifier of its test."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files(items, title, name).items():
            archive.writestr(zipfile.ZipInfo(path, _WHEN), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def files(items: Sequence[Item], title: str, name: str) -> dict[str, str]:
    """Return the files of a package by their paths in it, the manifest first."""
    written = {f"items/{item.id}.xml": _document(_item(item), QTI, "imsqti_v2p1.xsd") for item in items}
    written |= {f"items/{item.picture.name}": item.picture.svg for item in items if item.picture}
    return {
        "imsmanifest.xml": _document(_manifest(items, name), PACKAGE, "imscp_v1p1.xsd"),
        "test.xml": _document(_test(items, title, name), QTI, "imsqti_v2p1.xsd"),
        **written,
    }


def _document(root: Element, space: str, schema: str) -> str:
    root.set("xmlns", space)
    root.set("xmlns:xsi", _XSI)
    root.set("xsi:schemaLocation", f"{space} http://www.imsglobal.org/xsd/{schema}")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _item(item: Item) -> Element:
    root = Element("assessmentItem", identifier=item.id, title=item.title, adaptive="false", timeDependent="false",
                   toolName="evbook")  # fmt: skip
    kinds = {"choice": "identifier", "number": "float", "open": "string"}
    response = SubElement(root, "responseDeclaration", identifier="RESPONSE", cardinality="single",
                          baseType=kinds[item.kind])  # fmt: skip
    if item.kind != "open":
        SubElement(SubElement(response, "correctResponse"), "value").text = _right(item)
    score = SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    if item.kind != "open":
        SubElement(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier")
    body = SubElement(root, "itemBody")
    _blocks(SubElement(body, "div"), item.text)
    if item.picture:
        SubElement(SubElement(body, "p"), "img", src=item.picture.name, alt=item.picture.alt)
    {"choice": _choice, "number": _number, "open": _open}[item.kind](root, body, item)
    return root


def _right(item: Item) -> str:
    if item.kind == "number":
        return number(item.value)
    return _name(next(i for i, answer in enumerate(item.answers) if answer.right))


def _name(i: int) -> str:
    return f"ANSWER_{i + 1}"


def _choice(root: Element, body: Element, item: Item) -> None:
    asked = SubElement(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices="1")
    for i, answer in enumerate(item.answers):
        _inline(SubElement(asked, "simpleChoice", identifier=_name(i)), answer.text)
    processing = SubElement(root, "responseProcessing")
    condition = SubElement(SubElement(processing, "responseCondition"), "responseIf")
    match = SubElement(condition, "match")
    SubElement(match, "variable", identifier="RESPONSE")
    SubElement(match, "correct", identifier="RESPONSE")
    _set(condition, "SCORE", "float", "1")
    told = SubElement(processing, "setOutcomeValue", identifier="FEEDBACK")
    SubElement(told, "variable", identifier="RESPONSE")
    for i, answer in enumerate(item.answers):
        _feedback(root, _name(i), answer.feedback)


def _number(root: Element, body: Element, item: Item) -> None:
    line = SubElement(body, "p")
    SubElement(line, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    processing = SubElement(root, "responseProcessing")
    condition = SubElement(processing, "responseCondition")
    right = SubElement(condition, "responseIf")
    _equal(right, None, item.tolerance)
    _set(right, "SCORE", "float", "1")
    _set(right, "FEEDBACK", "identifier", "RIGHT")
    for i, slip in enumerate(item.slips):
        branch = SubElement(condition, "responseElseIf")
        _equal(branch, slip.value, item.tolerance * abs(slip.value / item.value))
        _set(branch, "FEEDBACK", "identifier", f"SLIP_{i + 1}")
    _set(SubElement(condition, "responseElse"), "FEEDBACK", "identifier", "OTHER")
    _feedback(root, "RIGHT", item.feedback)
    for i, slip in enumerate(item.slips):
        _feedback(root, f"SLIP_{i + 1}", slip.feedback)
    _feedback(root, "OTHER", item.hint)


def _open(root: Element, body: Element, item: Item) -> None:
    _blocks(SubElement(body, "rubricBlock", view="scorer"), item.solution)
    SubElement(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="10")


def _equal(parent: Element, value: float | None, tolerance: float) -> None:
    """The response is within the tolerance of ``value``, or of the right number."""
    within = number(tolerance)
    equal = SubElement(parent, "equal", toleranceMode="absolute", tolerance=f"{within} {within}")
    SubElement(equal, "variable", identifier="RESPONSE")
    if value is None:
        SubElement(equal, "correct", identifier="RESPONSE")
    else:
        SubElement(equal, "baseValue", baseType="float").text = number(value)


def _set(parent: Element, name: str, kind: str, value: str) -> None:
    told = SubElement(parent, "setOutcomeValue", identifier=name)
    SubElement(told, "baseValue", baseType=kind).text = value


def _feedback(root: Element, name: str, html: str) -> None:
    said = SubElement(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")
    _blocks(said, html)


def _blocks(parent: Element, html: str) -> None:
    """HTML in a place that holds blocks: words alone become a paragraph."""
    tree = ElementTree.fromstring(f"<div>{html}</div>")
    blocks = {"p", "ul", "ol", "div", "pre", "blockquote", "table"}
    if not any(child.tag in blocks for child in tree):
        tree.tag = "p"
        parent.append(tree)
        return
    parent.extend(tree)


def _inline(parent: Element, html: str) -> None:
    tree = ElementTree.fromstring(f"<div>{html}</div>")
    parent.text = tree.text
    parent.extend(tree)


def _test(items: Sequence[Item], title: str, name: str) -> Element:
    root = Element("assessmentTest", identifier=name, title=title, toolName="evbook")
    part = SubElement(root, "testPart", identifier="PART", navigationMode="nonlinear", submissionMode="individual")
    for n, (folder, members) in enumerate(folders(items), 1):
        section = SubElement(part, "assessmentSection", identifier=f"SECTION_{n}", title=", ".join(folder),
                             visible="true")  # fmt: skip
        for item in members:
            SubElement(section, "assessmentItemRef", identifier=item.id, href=f"items/{item.id}.xml")
    return root


def _manifest(items: Sequence[Item], name: str) -> Element:
    root = Element("manifest", identifier=f"MANIFEST-{name}")
    about = SubElement(root, "metadata")
    SubElement(about, "schema").text = "QTIv2.1 Package"
    SubElement(about, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = SubElement(resources, "resource", identifier=f"TEST-{name}", type="imsqti_test_xmlv2p1", href="test.xml")
    SubElement(test, "file", href="test.xml")
    for item in items:
        SubElement(test, "dependency", identifierref=f"RES-{item.id}")
    for item in items:
        href = f"items/{item.id}.xml"
        one = SubElement(resources, "resource", identifier=f"RES-{item.id}", type="imsqti_item_xmlv2p1", href=href)
        SubElement(one, "file", href=href)
        if item.picture:
            SubElement(one, "file", href=f"items/{item.picture.name}")
    return root
