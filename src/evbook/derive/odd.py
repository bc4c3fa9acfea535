"""A model in space as words, in the order of the ODD protocol: overview, design concepts, details.

Every sentence is made from the declaration, so the description cannot say what the model does not do.
Source: Grimm et al. 2010, The ODD protocol: a review and first update; doi 10.1016/j.ecolmodel.2010.08.019.
"""

from __future__ import annotations

from evbook.declaration import Declaration, Event
from evbook.derive.system import checked


def description(declaration: Declaration) -> str:
    """Return the description as Markdown.  Raises ValueError for a model that has no lattice."""
    d = checked(declaration)
    if d.tissue is None:
        raise ValueError(f"{d.id} has no lattice; its equations and its diagram describe it.")
    parts = [
        (f"# {d.title}", [f"{d.summary} Without vesicle terms: {d.base.what}"]),
        ("## 1 Purpose", [d.idea]),
        ("## 2 Entities, state variables and scales", _entities(d)),
        ("## 3 Process overview and scheduling", _scheduling(d)),
        ("## 4 Design concepts", _concepts(d)),
        ("## 5 Initialisation", _start(d)),
        ("## 6 Input data", ["None: nothing is read in during a run."]),
        ("## 7 Submodels", _submodels(d)),
    ]
    return "\n\n".join(f"{head}\n\n" + "\n".join(lines) for head, lines in parts) + "\n"


def _entities(d: Declaration) -> list[str]:
    t = d.tissue
    lattice = t.lattice
    lines = [f"- A cell is one of {len(t.kinds)} kinds: {'; '.join(f'`{k.name}`, {k.meaning}' for k in t.kinds)}."]
    lines += [f"- A cell remembers `{m.name}` ({m.unit}): {m.meaning}." for m in t.memories]
    lines += [f"- A site takes up `{f.name}` ({f.unit}): {f.meaning}." for f in t.fields]
    lines += [f"- The treatment `{x.name}` is on or off: {x.meaning}." for x in t.treatments]
    lines.append(
        f"- Space is a lattice of `{lattice.width}` by `{lattice.height}` sites in `{lattice.layers}` layers, with "
        f"closed "
        f"edges and at most one cell a site; a site measures `{lattice.site}` and touches `{lattice.neighbours}` "
        f"others "
        f"in its layer."
    )
    lines.append(
        f"- A step is `{lattice.step}` {d.time.unit}; a run ends when `{t.until or 'nothing'}` is known, when no "
        f"cell is "
        f"left, or after {t.limit:g} {d.time.unit}s."
    )
    return lines


def _scheduling(d: Declaration) -> list[str]:
    lines = [
        "1. For every cell that is alive at the start of the step one number is drawn; it decides whether the cell "
        "has an "
        "event in this step, and which. The chance of an event is its rate times the step.",
        "2. The cells that have one act, in an order that is shuffled each time. A cell born in a step waits for the "
        "next, and one that "
        "is gone by its turn does nothing.",
    ]
    if any(e.does == "arrive" for e in d.tissue.events):
        lines.append("3. New cells arrive on free sites.")
    later = ["Fields follow their sources.", "Memories fill and decay."] if d.tissue.fields else []
    later += ["Time moves on, and treatments are looked at."]
    return lines + [f"{n}. {text}" for n, text in enumerate(later, len(lines) + 1)]


def _concepts(d: Declaration) -> list[str]:
    t = d.tissue
    lines = [
        f"- *Stochasticity.* Which cells have an event, the order in which they act, the free site they take, and the "
        f"start. All numbers come from Threefry with the seed `{t.seed}`, in streams of their own for start and "
        f"run; the "
        "same seed gives the same run, cell by cell, in Python and in the browser.",
        "- *Interaction.* Cells compete for free sites beside them"
        + ("; vesicles act on those whom they reach." if t.fields else "."),
        f"- *Observation.* After each step: {', '.join(f'`{o.name}` ({o.meaning})' for o in d.outputs)}.",
    ]
    lines += [f"- *Outcome.* `{m.name}` ({m.unit}): {m.meaning}." for m in d.measures]
    return lines


def _start(d: Declaration) -> list[str]:
    lines = []
    for x in d.tissue.placings:
        where = f", about the centre where `{x.gathered}` and scattered otherwise" if x.gathered else ", scattered"
        lines.append(
            f"- {x.meaning[:1].upper()}{x.meaning[1:]} (`{x.kind}`): `{x.count}`, rounded {x.rounding}{where}."
        )
    return lines


def _submodels(d: Declaration) -> list[str]:
    t = d.tissue
    lines = [_event(e) for e in t.events]
    for f in t.fields:
        shed = ", ".join(f"`{text}` by each `{kind}`" for kind, text in f.source.items())
        lines.append(
            f"- *Field `{f.name}`{_ours(f)}.* {f.meaning}: shed are {shed}; it spreads as by diffusion with loss, "
            f"at rest "
            f"within a step, over the length `{f.reach}`, and all that is shed is taken up somewhere."
        )
    for m in t.memories:
        lines.append(
            f"- *Memory `{m.name}`{_ours(m)}.* {m.meaning}: it fills from `{m.fills}` and has the half-life "
            f"`{m.half_life}`; a daughter has the share `{m.at_division}` of it."
        )
    for x in t.treatments:
        lines.append(f"- *Treatment `{x.name}`.* Off when `{x.stops}`, on when `{x.resumes}`, and otherwise as it was.")
    lines += [f"- *`{i.name}`* is `{i.expression}`: {i.meaning}." for i in d.intermediates]
    for m in d.modifiers:
        lines.append(f"- *`{m.name}` (ours)* is `{m.expression}`, and `{m.off}` without vesicles: {m.meaning}.")
    return lines


def _event(e: Event) -> str:
    after = f" and becomes `{e.after}`" if e.after else ""
    deed = {
        "divide": "divides into a free site beside it", "die": "dies", "become": f"becomes `{e.to}`",
        "move": "moves to a free site beside it", "kill": f"kills a `{e.to}` beside it{after}", "arrive": "arrives",
    }[e.does]  # fmt: skip
    dies = f"; where there is room it dies of it with the chance `{e.dies}` instead" if e.dies != "0" else ""
    when = f"; only where `{e.when}`" if e.when else ""
    return f"- *Event `{e.name}`{_ours(e)}.* A cell `{e.kind}` {deed} at the rate `{e.rate}`{dies}{when}: {e.meaning}."


def _ours(record) -> str:
    return " (ours)" if record.ev else ""
