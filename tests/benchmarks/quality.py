"""Quality of the engine on labelled sets, beside simple methods, with bootstrap intervals. One table.

    PYTHONPATH=hr_competency/tools python tests/benchmarks/quality.py [--encoder local lexical] [--only evidence skill …]

Reads the sets from the folder in ``HR_EVAL`` or ``../shared/eval``. Nothing measured here was trained on: see the model
card in ``hr_competency/tools/hr_scoring/README.md``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import measures
import numpy as np
import quality_grade
import tasks
from baselines import BASELINES

from hr_scoring.encoders import make_encoder
from hr_scoring.finder import EvidenceFinder

FOLDER = Path(os.environ.get("HR_EVAL") or Path(__file__).resolve().parents[3] / "shared" / "eval")


@dataclass(frozen=True)
class Line:
    """One line of the table: a measure of a task, what is aimed at, and which methods can be measured so."""

    task: str
    measure: str
    target: str
    only_ours: bool = False


LINES = (
    Line("evidence", "mixed_auc", "≥ .85"),
    Line("evidence", "hard_auc", ""),
    Line("evidence", "implicit_auc", "≥ .75"),
    Line("evidence", "quote_f1", "≥ .60", True),
    Line("evidence", "calibration_error", "≤ .08", True),
    Line("argument", "auc", "≥ .80"),
    Line("argument", "map_strict", "≥ .78"),
    Line("argument", "calibration_error", "≤ .08", True),
    Line("duty", "accuracy_at_10", "≥ .50"),
    Line("skill", "rp_at_5", "≥ .42"),
    Line("skill_implicit", "recall_at_10", "≥ .20"),
    Line("posting", "rp_at_5", "≥ .42"),
    Line("posting_implicit", "rp_at_5", ""),
    Line("posting_implicit", "recall_at_10", "≥ .20"),
)


def main() -> int:
    """Print the table; 1 where a target is missed by the best of ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", nargs="+", default=["lexical", "local"])
    parser.add_argument("--only", nargs="+", default=[*tasks.TASKS, "grade"], choices=[*tasks.TASKS, "grade"])
    parser.add_argument("--baselines", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    methods = {f"ours {spec}": _ours(spec) for spec in options.encoder}
    if options.baselines:
        methods |= BASELINES
    missed = [missed for name in options.only if name != "grade" for missed in report(name, methods)]
    if "grade" in options.only:
        missed += quality_grade.report(options.encoder, FOLDER, options.baselines)
    return int(any(missed))


def _ours(spec: str) -> Callable:
    finder = EvidenceFinder(make_encoder(spec))

    def judge(pairs: Sequence) -> list:
        return finder.judge_many(pairs)

    judge.ours = True
    return judge


def report(name: str, methods: dict[str, Callable]) -> list[bool]:
    """Measure one task with every method and print its lines.

    :return: for each line whether the target is missed by our best method
    """
    task = tasks.TASKS[name](FOLDER)
    answers = {method: judge(task.pairs) for method, judge in methods.items()}
    lines = [line for line in LINES if line.task == name]
    print(f"\n{name}: {task.describe()}")
    return [_line(line, task, answers, methods) for line in lines]


def _line(line: Line, task, answers, methods) -> bool:
    ours, parts = [], []
    for method, answer in answers.items():
        is_ours = getattr(methods[method], "ours", False)
        if line.only_ours and not is_ours:
            continue
        value, low, high = measures.with_interval(task, line.measure, answer)
        parts.append(f"{method} {value:.3f} [{low:.2f}, {high:.2f}]")
        ours += [value] if is_ours else []
    missed = not _met(line.target, ours)
    print(f"  {line.measure:<18} {line.target:<6} {'MISSED' if missed else 'ok' if line.target else '':<7}{'   '.join(parts)}", flush=True)
    return missed


def _met(target: str, values: Sequence[float]) -> bool:
    if not target or not values:
        return True
    limit = float(target[2:])
    return min(values) <= limit if target[0] == "≤" else max(values) >= limit


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    sys.exit(main())
