"""The part of a model program that is data: names, units, ranges, sources, scenarios, prose."""

from __future__ import annotations

from evbook.declaration import Declaration
from evbook.derive.javascript.panel import drawn, panel
from evbook.derive.scene import describe_scene
from evbook.derive.system import checked


def _unit(unit: str) -> str:
    return "" if unit in ("1", "dimensionless") else unit


def _parameter(d: Declaration, p) -> dict:
    starts = {s.initial.strip() for s in d.states}
    zero = {"zero": True} if p.can_be_zero else {}
    return {
        "name": p.name, "label": p.label or p.name, "unit": _unit(p.unit), "value": p.value,
        "low": p.range[0], "high": p.range[1], "scale": p.scale, **zero, "ev": p.ev, "initial": p.name in starts,
        "control": p.control, "group": "ev" if p.ev else "initial" if p.name in starts else "base",
        "meaning": p.meaning, "grade": p.grade, "checked": p.checked, "source": p.source, "context": p.context,
        "assumed": p.grade == "assumed", "switch": p.is_switch,
    }  # fmt: skip


def _series(record, colour: int) -> dict:
    return {
        "name": record.name, "label": record.label or record.name, "unit": _unit(record.unit),
        "meaning": record.meaning, "log": record.scale == "log", "low": record.axis[0], "high": record.axis[1],
        "colour": colour,
    }  # fmt: skip


def _start(d: Declaration, state) -> str:
    """The parameter that is the state's initial value; empty where that is an expression."""
    name = state.initial.strip()
    return name if name in {p.name for p in d.parameters} else ""


def _axis(axis) -> dict:
    return {"name": axis.name, "label": axis.label or axis.name, "unit": _unit(axis.unit), "meaning": axis.meaning,
            "low": axis.range[0], "high": axis.range[1], "log": axis.scale == "log", "points": axis.points}  # fmt: skip


def _window(d: Declaration) -> dict:
    """What the curves are drawn over: time, or the axis of a curve model."""
    if d.axes:
        axis = d.axes[0]
        return {"symbol": axis.name, "unit": _unit(axis.unit), "start": axis.range[0], "end": axis.range[1],
                "points": axis.points, "label": axis.label or axis.meaning, "log": axis.scale == "log"}  # fmt: skip
    return {"symbol": "t", "unit": _unit(d.time.unit), "start": 0, "end": d.time.end, "points": d.time.points,
            "label": d.time.label, "log": False}  # fmt: skip


def _events(d: Declaration) -> dict:
    """Doses and windows as the explorer's schedule lists them; the program's functions act on them."""
    return {
        "doses": [{"name": x.name, "state": x.state, "meaning": x.meaning} for x in d.doses],
        "windows": [{"name": x.name, "label": x.label or x.name, "meaning": x.meaning} for x in d.windows],
        "triggers": [{"name": x.name, "meaning": x.meaning} for x in d.triggers],
    }


def _budget(b) -> dict:
    """What the vesicle terms ask of cells, what is known of cells, and what is said when it is more than that."""
    beyond = b.beyond or "this is beyond what cells are known to do"
    return {
        "name": b.name, "label": b.label or b.meaning, "unit": _unit(b.unit), "meaning": b.meaning,
        "low": b.known[0], "high": b.known[1],
        "beyond": beyond[:1].upper() + beyond[1:] + ("" if beyond.endswith((".", "!", "?")) else "."),
    }  # fmt: skip


def _counted_by(d: Declaration, kind: str) -> str:
    """The output that is the number of a kind of cell; "" where none is."""
    return next((o.name for o in d.outputs if o.expression.strip() == kind), "")


def _tissue(d: Declaration) -> dict:
    """What the browser's lattice has to know beside the functions of its versions."""
    t = d.tissue
    return {
        "kinds": [{"name": k.name, "label": k.label or k.name, "meaning": k.meaning, "series": _counted_by(d, k.name)}
                  for k in t.kinds],
        "placings": [{"kind": x.kind, "rounding": x.rounding} for x in t.placings],
        "events": [{"name": e.name, "kind": e.kind, "does": e.does, "to": e.to, "after": e.after, "dies": e.dies}
                   for e in t.events],
        "fields": [{"name": f.name, "label": f.label or f.name, "unit": _unit(f.unit), "source": dict(f.source)}
                   for f in t.fields],
        "memories": [{"name": m.name, "fills": m.fills, "unit": _unit(m.unit)} for m in t.memories],
        "treatments": [{"name": x.name, "label": x.label or x.name} for x in t.treatments],
        "tallies": [{"name": x.name, "kind": x.kind} for x in t.tallies],
        "contacts": [{"name": x.name, "kinds": list(x.kinds)} for x in t.contacts],
        "counters": list(t.counters), "seed": t.seed, "until": t.until, "limit": t.limit,
    }  # fmt: skip


def describe(declaration: Declaration) -> dict:
    """Return the data of a model program, ready for JSON."""
    d = checked(declaration)
    return {
        "id": d.id, "hash": d.hash, "title": d.title, "idea": d.idea, "kind": d.kind, "chapter": d.chapter,
        "base": {"source": d.base.source, "what": d.base.what, "biomodels": d.base.biomodels},
        "stochastic": d.stochastic,
        "time": _window(d),
        **({"tissue": _tissue(d)} if d.tissue else {}),
        **({"scene": describe_scene(d)} if d.scene else {}),
        "axes": [_axis(axis) for axis in d.axes],
        "across": d.across,
        "states": [_series(s, i) | {"start": _start(d, s)} for i, s in enumerate(d.states)],
        "hidden": [x.name for x in d.hidden],
        "parameters": [_parameter(d, p) for p in d.parameters],
        "processes": [{"name": x.name, "label": x.label or x.name.replace("_", " "), "meaning": x.meaning, "ev": x.ev}
                      for x in d.processes],
        "outputs": [_series(o, len(d.states) + i) for i, o in enumerate(d.outputs)],
        "events": _events(d),
        "views": {"timecourse": {"series": drawn(d)},
                  "phase": {"x": d.phase.x, "y": d.phase.y} if d.phase else None},
        "panel": panel(d),
        "measures": [{"name": m.name, "of": m.of, "take": m.take, "unit": _unit(m.unit),
                      "label": m.label or m.meaning, "meaning": m.meaning} for m in d.measures],
        "budget": [_budget(b) for b in d.budgets],
        "scenarios": [{"id": s.name, "title": s.title, "values": dict(s.values), "ev": s.ev, "meaning": s.meaning}
                      for s in d.scenarios],
        "verdicts": [{"text": verdict.text} for verdict in d.verdicts],
        "challenges": [{"id": c.name, "title": c.title, "task": c.task, "start": dict(c.start),
                        "hints": list(c.hints), "met": c.met, "fixed": list(c.fixed),
                        "solution": dict(c.solution)} for c in d.challenges],
    }  # fmt: skip
