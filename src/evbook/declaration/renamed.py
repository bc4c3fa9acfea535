"""Names that have changed: the old one works for one version, with a warning that says the new one.

Each user of these functions names the old and the new; with version 0.3 the calls go.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from importlib import import_module


def warn(old: str, new: str, level: int = 3) -> None:
    """Warn that ``old`` is now called ``new``; ``level`` counts the calls up to the line to blame."""
    warnings.warn(f"{old} is now {new}; the old name goes with version 0.3.", DeprecationWarning, stacklevel=level)


def attributes(module: str, **places: str) -> Callable[[str], object]:
    """Return a module's ``__getattr__`` that finds what is asked for by an old name.

    ``places`` maps an old name to where it is now, ``"package.module:name"`` or ``"package.module"`` for a module.
    """

    def found(name: str):
        if name not in places:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        home, _, inside = places[name].partition(":")
        warn(f"{module}.{name}", f"{home}.{inside}" if inside else home)
        return getattr(import_module(home), inside) if inside else import_module(home)

    return found


def fields(**names: str) -> Callable[[type], type]:
    """Return a decorator by which a dataclass takes and gives fields by old names too: ``fields(old="new")``."""

    def renamed(record: type) -> type:
        made = record.__init__

        @wraps(made)
        def begin(self, *args, **given):
            for old in names.keys() & given.keys():
                warn(f"{record.__name__}({old}=…)", f"{record.__name__}({names[old]}=…)")
                given[names[old]] = given.pop(old)
            made(self, *args, **given)

        def reader(old: str, new: str) -> property:
            def read(self):
                warn(f"{record.__name__}.{old}", f"{record.__name__}.{new}")
                return getattr(self, new)

            return property(read, doc=f"The old name of ``{new}``.")

        record.__init__ = begin
        for old, new in names.items():
            setattr(record, old, reader(old, new))
        return record

    return renamed
