"""What a cell displays: one thing, as HTML, Markdown or LaTeX, and always as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Output:
    """A displayed thing; the richest form that is not empty is shown, the text where nothing else can be."""

    text: str
    html: str = ""
    markdown: str = ""
    latex: str = ""
    #: A still of the picture, for viewers that show no HTML with drawings in it.
    svg: str = ""

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        forms = {
            "text/html": self.html,
            "text/markdown": self.markdown,
            "text/latex": self.latex,
            "image/svg+xml": self.svg,
            "text/plain": self.text,
        }
        return {kind: content for kind, content in forms.items() if content}

    def __repr__(self) -> str:
        return self.text


def folded(summary: str, inside: Output) -> Output:
    """Return ``inside`` behind a line that says its result and opens it; a page needs no script for that."""
    html = f'<details class="evbook-card">\n<summary>{escape(summary)}</summary>\n{inside.html}\n</details>'
    return Output(text=f"{summary}.\n{inside.text}", html=html)
