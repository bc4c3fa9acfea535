"""A fit to take away: in words (Markdown), as tables (CSV), and as a problem that other programs fit (PEtab).

PEtab: Schmiester et al. 2021, doi 10.1371/journal.pcbi.1008646; version 1 of the format is written.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd


def markdown(fit: pd.DataFrame) -> str:
    """A fit by :meth:`evbook.model.Model.fit` in Markdown: estimates, what was assumed of errors, tests, the verdict.

    Raises ValueError for a table that is no fit of arms (give ``error`` to :meth:`~evbook.model.Model.fit`).
    """
    a = _attrs(fit)
    lines = [
        f"# Fit of {a['model']}",
        "",
        f"{a['points']} points in {len(a['arms'])} arm{'s' * (len(a['arms']) != 1)} "
        f"({', '.join(a['arms'])}); {_error(a)}.",
        "",
        "| parameter | estimate | 95 % interval | unit | start | remark |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in fit.iterrows():
        unit = row["unit"].replace("**", "^")
        lines.append(
            f"| {name} | {row['value']:.4g} | {_interval(row)} | {unit} | {row['start']:.4g} | {row['remark']} |"
        )
    lines += ["", "Intervals are profiles of the likelihood; one that a bound hides is one-sided."]
    if a["correlated"]:
        lines += ["", f"Tied to each other (correlation over 0.95): {'; '.join(a['correlated'])}."]
    lines += ["", f"AICc {a['aicc']:.2f}. {_starts(a)}"]
    for test in a["tests"]:
        lines.append(
            f"- {test['series']} of {test['arm']}: {test['points']} points, R² {test['r2']:.3f}, runs test p "
            f"{test['runs_p']:.2g}."
        )
    lines += ["", f"**{a['verdict']}**", ""]
    return "\n".join(lines)


def _attrs(fit: pd.DataFrame) -> dict:
    if "verdict" not in fit.attrs:
        raise ValueError(
            "This table is no fit that can be reported; give error='additive', 'proportional' or 'log' to fit."
        )
    return fit.attrs


def _error(a: dict) -> str:
    kinds = {
        "additive": "an error of one size",
        "proportional": "an error that is a share of the curve",
        "log": "an error of the logarithm",
    }
    if not a["sigma"]:
        return "each point weighed by its own standard deviation"
    found = ", ".join(f"{name} {value:.3g}" for name, value in a["sigma"].items())
    return f"{kinds[a['error']]}, estimated ({found})"


def _interval(row: pd.Series) -> str:
    if not np.isfinite(row["low"]) or row["remark"].startswith("not determined"):
        return "not determined"
    if row["remark"].startswith("only an upper"):
        return f"at most {row['high']:.4g}"
    if row["remark"].startswith("only a lower"):
        return f"at least {row['low']:.4g}"
    return f"{row['low']:.4g} to {row['high']:.4g}"


def _starts(a: dict) -> str:
    return "One start." if a["starts"] == 1 else f"{a['same']} of {a['starts']} starts ended at the same place."


def residuals_csv(fit: pd.DataFrame) -> str:
    """The points, what the model says there, and the residuals, as CSV."""
    return _attrs(fit)["residuals"].to_csv(index=False, lineterminator="\n")


def estimates_csv(fit: pd.DataFrame) -> str:
    """The estimates as CSV."""
    return fit.reset_index().to_csv(index=False, lineterminator="\n")


def petab(model, fit: pd.DataFrame, folder: str | Path) -> Path:
    """Write a fit as a PEtab problem into ``folder`` and return the path of its YAML file.

    Arms become conditions.  Raises ValueError for what PEtab 1 has no words for: arms of several schedules or of
    vesicles on and off, and points beyond a limit.
    """
    a = _attrs(fit)
    if a["schedules"]:
        raise ValueError("PEtab 1 has no words for doses that are not the model's own; take the arms apart.")
    if len(set(a["evs"])) > 1:
        raise ValueError("In some arms vesicles act and in some not; PEtab wants one model for all arms.")
    table = a["residuals"]
    if np.isfinite(table[["below", "above"]]).any(axis=None):
        raise ValueError("PEtab 1 has no words for a point beyond a limit of quantification.")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = a["settings"]
    first = next(iter(settings.values()))
    (folder / "model.xml").write_text(model.to_sbml(ev=a["evs"][0], **first), encoding="utf-8")
    ids = {arm: f"arm_{k + 1}" for k, arm in enumerate(a["arms"])}
    fitted = {(one["name"], one["arm"]): one for one in a["fitted"]}
    own = list(dict.fromkeys(name for name, arm in fitted if arm is not None))
    differ = [name for name in first if len({s[name] for s in settings.values()}) > 1 and name not in own]
    conditions = [["conditionId", "conditionName", *own, *differ]]
    for arm, values in settings.items():
        conditions.append(
            [ids[arm], arm, *(f"{name}_{ids[arm]}" for name in own), *(repr(values[name]) for name in differ)]
        )
    parameters = [["parameterId", "parameterScale", "lowerBound", "upperBound", "nominalValue", "estimate"]]
    for (name, arm), one in fitted.items():
        parameters.append(
            [
                name if arm is None else f"{name}_{ids[arm]}",
                "log10" if one["log"] else "lin",
                repr(one["low"]),
                repr(one["high"]),
                repr(one["value"]),
                1,
            ]
        )
    known = not a["sigma"]
    observables = [["observableId", "observableFormula", "observableTransformation", "noiseFormula"]]
    for name in dict.fromkeys(table["series"]):
        noise = f"noiseParameter1_obs_{name}"
        if not known:
            parameters.append([f"sigma_{name}", "log10", "1e-12", "1e12", repr(a["sigma"][name]), 1])
            noise = f"sigma_{name} * {name}" if a["error"] == "proportional" else f"sigma_{name}"
        observables.append([f"obs_{name}", name, "log" if a["error"] == "log" else "lin", noise])
    measurements = [["observableId", "simulationConditionId", "measurement", "time", "noiseParameters"]]
    for row in table.itertuples():
        sigma = row.sigma / row.measured if a["error"] == "log" else row.sigma
        measurements.append(
            [
                f"obs_{row.series}",
                ids[row.arm],
                repr(float(row.measured)),
                repr(float(row.time)),
                repr(float(sigma)) if known else "",
            ]
        )
    for name, rows in (
        ("conditions", conditions),
        ("parameters", parameters),
        ("observables", observables),
        ("measurements", measurements),
    ):
        text = io.StringIO()
        csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
        (folder / f"{name}.tsv").write_text(text.getvalue(), encoding="utf-8")
    path = folder / "problem.yaml"
    path.write_text(
        "format_version: 1\nparameter_file: parameters.tsv\nproblems:\n- sbml_files: [model.xml]\n  "
        "condition_files: [conditions.tsv]\n"
        "  observable_files: [observables.tsv]\n  measurement_files: [measurements.tsv]\n",
        encoding="utf-8",
    )
    return path
