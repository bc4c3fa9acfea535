"""Ask whether a known vulnerability concerns what the locks pin: ``python release/audit.py``.

Python's locks by pip-audit, npm's by ``npm audit``; needs the network.  Ends with 1 when something is found, and with 2
when nothing is found but not everything could be asked about: what nobody was asked about is not safe.
What is found is mended by a newer pin (`make lock`, or npm in the folder named); where there is none, the finding and
why it does not concern the book are written down beside the pin, and nothing is silenced without that.
requirements/oldest.txt is not asked about: it holds old versions on purpose, for tests alone.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PYTHON_LOCKS = ("requirements/book.txt", "requirements/test.txt", "requirements/release.txt",
                "requirements/grading.txt", "requirements/lite.txt", "binder/requirements.txt")  # fmt: skip
NPM_FOLDERS = ("src/evbook/explorer/frontend", "src/evbook/sphinxext", "tests/site", "release")


@dataclass
class Answer:
    """What is known of a lock: how many packages were asked about, what was found, and what nobody knew of."""

    asked: int = 0
    found: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    why: str = ""

    def __str__(self) -> str:
        said = [f"{self.asked} packages asked about, {len(self.found)} known vulnerabilities."]
        said += [f"Found: {what}" for what in self.found]
        if self.unasked:
            named = ", ".join(self.unasked[:3]) + (f" and {len(self.unasked) - 3} more" if self.unasked[3:] else "")
            said.append(f"Nothing could be learnt about {named}: {self.why}")
        return "\n  ".join(said)


def of_pip_audit(report: dict[str, Any]) -> Answer:
    """What a report of pip-audit says; it ends well also where it could ask about nothing."""
    answer = Answer()
    for package in report["dependencies"]:
        if "skip_reason" in package:
            answer.unasked.append(package["name"])
            answer.why = package["skip_reason"]
            continue
        answer.asked += 1
        for finding in package["vulns"]:
            mended = f", mended in {', '.join(finding['fix_versions'])}" if finding["fix_versions"] else ""
            answer.found.append(f"{package['name']} {package['version']}: {finding['id']}{mended}")
    return answer


def of_npm(report: dict[str, Any]) -> Answer:
    """What a report of ``npm audit`` says."""
    if "vulnerabilities" not in report:
        return Answer(unasked=["the lock"], why=str(report.get("message") or report.get("error") or "no answer"))
    found = [f"{name} {finding['range']}: {finding['severity']}" for name, finding in report["vulnerabilities"].items()]
    return Answer(asked=report["metadata"]["dependencies"]["total"], found=sorted(found))


def report_of(command: list[str], folder: Path, **environment: str) -> dict[str, Any]:
    """The report, in JSON, that a program writes; its own complaint where it writes none."""
    done = subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, encoding="utf-8")
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        lines = done.stderr.strip().splitlines() or ["no answer"]
        return {"message": lines[-1], "dependencies": [{"name": "the lock", "skip_reason": lines[-1]}]}


def answers() -> dict[str, Answer]:
    """Ask about every lock, one after the other."""
    said = {}
    for lock in PYTHON_LOCKS:
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format=json",
                   "--progress-spinner=off", "-r", lock]  # fmt: skip
        said[lock] = of_pip_audit(report_of(command, ROOT))
        print(f"{lock}: {said[lock]}", flush=True)
    node = Path(runpy.run_path(str(ROOT / "src/evbook/explorer/node.py"))["node_program"]())
    script = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    npm = [str(node), str(script)] if script.is_file() else ["npm"]
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    for folder in NPM_FOLDERS:
        command = [*npm, "audit", "--package-lock-only", "--json", "--loglevel=silent"]
        said[folder] = of_npm(report_of(command, ROOT / folder, PATH=path))
        print(f"{folder}: {said[folder]}", flush=True)
    return said


def verdict(said: dict[str, Answer]) -> int:
    """How the command ends."""
    if found := [name for name, answer in said.items() if answer.found]:
        print(f"Something is known of what is pinned in {', '.join(found)}.")
        return 1
    if unasked := [name for name, answer in said.items() if answer.unasked]:
        print(f"Not everything could be asked about (is there a network?): {', '.join(unasked)}.")
        return 2
    print("Nothing is known against anything that is pinned.")
    return 0


if __name__ == "__main__":
    sys.exit(verdict(answers()))
