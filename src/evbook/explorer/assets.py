"""Where the browser's files of the explorer are, and the script of a model."""

from __future__ import annotations

from pathlib import Path

_STATIC = Path(__file__).parent / "static"
#: The sources of the front end; a wheel leaves them out.
FRONTEND = Path(__file__).parent / "frontend"

#: What the bundler writes; the site and the wheel need every one of them.
BUNDLE = ("evbook-explorer.js", "evbook-laboratory.js", "evbook-explorer.css", "evbook-plotly.js", "widget.js",
          "evbook-map.js", "evbook-map.css", "evbook-filter.js", "evbook-quiz.js", "evbook-find.js", "evbook-find.css",
          "evbook-found.js", "evbook-frame.js", "LICENCES.txt")  # fmt: skip


def static_directory() -> Path:
    """The folder of the bundled scripts and style sheet.

    Raises ``FileNotFoundError`` when the bundle has not been built.
    """
    missing = [name for name in BUNDLE if not (_STATIC / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"The explorer's bundle lacks {', '.join(missing)} in {_STATIC}. "
            f"Build it with 'npm ci' and 'node build.mjs' in {FRONTEND}, or install evbook with pip, "
            "which does both."
        )
    return _STATIC


def static_text(name: str) -> str:
    """The text of one bundled file, for example ``widget.js``."""
    return (static_directory() / name).read_text(encoding="utf-8")
