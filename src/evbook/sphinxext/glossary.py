"""The glossary: its page, and a link to a term's definition where a page first uses the term.

```{terms} field
```
lists the terms of a kind, ``field`` or ``book``, with their sources.  ``{term}`` finds them too.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from evbook.sphinxext.disclosures import disclosure_summary

PAGE = "reference/glossary"
#: Pages of these folders explain what others only look up.
_EXPLAINING = ("background", "microenvironment", "resistance", "mitigation", "perspectives")


class Terms(SphinxDirective):
    """``{terms} field``: a definition list of the terms of a kind."""

    required_arguments = 1
    kinds: ClassVar[dict[str, bool]] = {"field": False, "book": True}

    def run(self) -> list[nodes.Node]:
        from evbook.ledger import glossary

        kind = self.arguments[0]
        if kind not in self.kinds:
            raise self.error(f"There are terms of the kinds {' and '.join(self.kinds)}, and none of {kind!r}.")
        listed = nodes.definition_list(classes=["glossary"])
        for term in glossary.terms():
            if term.own is self.kinds[kind]:
                listed += self._item(term)
        return [listed]

    def _item(self, term) -> nodes.definition_list_item:
        head = nodes.term("", "", nodes.Text(term.name), ids=[term.anchor], classes=["term-head"])
        head["names"].append(term.anchor)
        for name in (term.name, *term.also):
            self.env.get_domain("std").note_object("term", name.lower(), term.anchor, location=head)
        text = term.definition[:1].upper() + term.definition[1:]
        if term.sources:
            text = f"{text.rstrip('.')} {{cite:p}}`{','.join(term.sources)}`."
        if term.textbook:
            text = f"{text.rstrip('.')} (*textbook*)."
        if term.also:
            text += f"\nAlso: {', '.join(term.also)}."
        if chapters := [f"{{doc}}`/{page}`" for page in term.chapters if page in self.env.found_docs]:
            text += f"\nIn: {', '.join(chapters)}."
        definition = nodes.definition()
        self.state.nested_parse(StringList(text.splitlines(), "data/glossary.csv"), self.content_offset, definition)
        return nodes.definition_list_item("", head, definition)


class LinkFirstUses(SphinxPostTransform):
    """Link each term where a chapter's text first uses it; the definition is the link's title."""

    default_priority = 260
    formats = ("html",)
    #: Text in these is no running text, or is a link already.
    _apart = (
        nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw,
        nodes.citation, nodes.footnote, nodes.caption, nodes.table, addnodes.pending_xref, nodes.term,
        disclosure_summary,
    )  # fmt: skip

    def run(self, **_: object) -> None:
        from evbook.ledger import glossary

        page = self.env.docname
        if page.partition("/")[0] not in _EXPLAINING or PAGE not in self.env.found_docs:
            return
        address = self.app.builder.get_relative_uri(page, PAGE)
        wanted = list(glossary.linked_on(page))
        for text in list(self.document.findall(nodes.Text)):
            if self._running(text):
                self._put_links(text, wanted, address)

    def _running(self, text: nodes.Text) -> bool:
        """Whether it is prose: not a heading, a link, code or the chapter's idea, which stands alone."""
        node = text.parent
        while node is not None:
            if isinstance(node, self._apart) or "idea" in node.get("classes", []):
                return False
            node = node.parent
        return True

    def _put_links(self, text: nodes.Text, wanted: list, address: str) -> None:
        words, found = str(text), []
        for term in list(wanted):
            for match in term.pattern.finditer(words):
                if not any(match.start() < end and start < match.end() for start, end, _ in found):
                    found.append((match.start(), match.end(), term))
                    wanted.remove(term)
                    break
        if not found:
            return
        parts, at = [], 0
        for start, end, term in sorted(found, key=lambda place: place[0]):
            parts += [nodes.Text(words[at:start]), self._link(term, words[start:end], address)]
            at = end
        text.parent.replace(text, [part for part in (*parts, nodes.Text(words[at:])) if str(part)])

    @staticmethod
    def _link(term, words: str, address: str) -> nodes.reference:
        return nodes.reference(
            "", words, internal=True, refuri=f"{address}#{term.anchor}", reftitle=term.plain, classes=["term-use"]
        )


def setup(app: Sphinx) -> None:
    """Register the directive and the links."""
    app.add_directive("terms", Terms)
    app.add_post_transform(LinkFirstUses)
