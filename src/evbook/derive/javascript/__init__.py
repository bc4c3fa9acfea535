"""From a declaration to the browser's model program: one JavaScript expression, no eval, no import.

Numbers are printed with all their digits, so Python and the browser start from the same values.
"""

from __future__ import annotations

import json

from evbook.declaration import Declaration
from evbook.derive.javascript.description import describe
from evbook.derive.programs import programs
from evbook.derive.system import checked

__all__ = ["describe", "program", "site_script"]


def program(declaration: Declaration) -> str:
    """Return the model program as one JavaScript expression, derived or kept (:mod:`evbook.derive.programs`).

    Raises DeclarationError when the declaration is wrong.
    """

    def write() -> str:
        from evbook.derive.javascript.whole import written

        return written(declaration)

    return programs(checked(declaration)).text("browser", write)


def site_script(declaration: Declaration) -> str:
    """Return the program as a classic script that registers itself on ``globalThis.evbook.programs``."""
    return (
        "globalThis.evbook = globalThis.evbook || {};\n"
        "globalThis.evbook.programs = globalThis.evbook.programs || {};\n"
        f"globalThis.evbook.programs[{json.dumps(declaration.id)}] = {program(declaration)};\n"
    )
