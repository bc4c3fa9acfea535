"""From a declaration to the equations of its runs; :mod:`evbook.derive.equations` joins them symbolically.

With ``ev=False`` every modifier takes its ``off`` value and EV processes are dropped, so the system
*is* the published base; nothing downstream knows the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from evbook.declaration import Declaration, check
from evbook.derive.programs import programs


@dataclass(frozen=True, eq=False)
class System:
    """The equations dy/dt = f(t, y; p) of a declaration, with everything substituted.

    What is symbolic is derived when it is first asked for, and has the names of
    :class:`evbook.derive.equations.Equations`: a run whose functions are kept as text asks for none of it, and so
    needs no SymPy.
    """

    declaration: Declaration
    ev: bool

    @cached_property
    def equations(self):
        from evbook.derive.equations import equations

        return equations(self.declaration, self.ev)

    def __getattr__(self, name: str):
        if name.startswith("_") or name == "equations":
            raise AttributeError(name)
        return getattr(self.equations, name)

    def of_time(self) -> list:
        """The arguments (t, y, p) of functions of a run, as symbols."""
        return [self.independent, list(self.states), list(self.parameters)]

    @property
    def size(self) -> int:
        """How many states there are; for a curve model, how many axes beside the first."""
        d = self.declaration
        return len(d.axes[1:] if d.axes else d.states)

    @property
    def processes(self) -> tuple[str, ...]:
        """The processes that act."""
        return tuple(p.name for p in self.declaration.processes if self.ev or not p.ev)

    @cached_property
    def autonomous(self) -> bool:
        """True when time does not stand in the equations."""
        return bool(self.text("autonomous", lambda: "yes" if self.equations.autonomous else ""))

    def text(self, name: str, derive) -> str:
        """A text that is derived from these equations, or kept (:mod:`evbook.derive.programs`)."""
        return programs(self.declaration).text(f"{name}, {'with' if self.ev else 'without'} vesicles", derive)


@cache
def checked(declaration: Declaration) -> Declaration:
    """Return the declaration after its checks; they run once, in this process or an earlier one."""

    def passed() -> str:
        check(declaration)
        return "yes"

    programs(declaration).text("checked", passed)
    return declaration


class NoEquations(ValueError):
    """A model in space, which is asked for what only differential equations have."""


def equations_of(declaration: Declaration, what: str) -> Declaration:
    """Return the declaration where it has equations; ``what`` says what they are wanted for.

    Raises NoEquations for a model in space.
    """
    if declaration.tissue:
        raise NoEquations(
            f"{declaration.id} is a model in space: its cells act by chance, and no equation has {what}. "
            "It has simulate, runs, sweep and ensemble instead, and a well-mixed counterpart among its outputs."
        )
    return declaration


def compile(declaration: Declaration, *, ev: bool = True) -> System:
    """Return the system of a declaration.  Raises DeclarationError when the declaration is wrong."""
    return _compile(checked(declaration), ev)


@cache
def _compile(d: Declaration, ev: bool) -> System:
    return System(d, ev)
