"""How fast the book was when it was last measured.

```{status}
```
"""

from __future__ import annotations

from sphinx.application import Sphinx

from evbook.sphinxext.evidence import PageOfLinks


class Status(PageOfLinks):
    """``{status}``: when and on what it was measured, what the figures come to, and all of them as tables."""

    def html(self) -> str:
        from evbook import data
        from evbook.chapter import status

        # The figures are left out of what all pages depend on: measuring must not execute the book anew.
        self.env.note_dependency(str(data.folder() / data.resource("status")["path"]))
        return "\n".join([status.conditions().html, status.summary().html, status.tables(self.address()).html])


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("status", Status)
