"""What the rater report finds, by bias, size and number of people: the table behind "how many people are enough".

    PYTHONPATH=hr_competency/tools:. python tests/benchmarks/raters.py [--runs 100]

Six raters, one of them biased; found = in how many of 100 runs the bias was told, wrong = in how many anybody else was
accused. Without a bias, wrong counts every accusation.
"""

import argparse

from hr_scoring import raters as ra
from tests.hr_scoring.rater_sim import Setting, hits_and_wrong

PEOPLE = (12, 20, 30, 40, 60)
PLANTED = (
    (ra.SEVERITY, (0.4, 0.5, 0.7)),
    (ra.LENIENCY, (0.5,)),
    (ra.RANGE_RESTRICTION, (0.6, 0.5, 0.35)),
    (ra.HALO, (0.6, 0.5, 0.25)),
    (ra.UNDER_USED, (0.4, 0.25, 0.1)),
)


def cell(runs, **setting):
    """found/wrong per hundred runs."""
    hits, wrong = hits_and_wrong(Setting(**setting), runs)
    return f"{100 * hits / runs:.0f}/{100 * wrong / runs:.0f}"


def rows(runs):
    """One row for each bias and size, then raters without one in several designs."""
    for bias, sizes in PLANTED:
        for size in sizes:
            yield f"{bias} {size}", [cell(runs, bias=bias, size=size, people=people) for people in PEOPLE]
    panel = {"design": "panel", "reference": False}
    yield (
        "severity 0.5, two raters a person, no engine",
        [cell(runs, bias=ra.SEVERITY, size=0.5, people=people, **panel) for people in PEOPLE],
    )
    yield (
        "severity 0.7, own people, no engine",
        [cell(runs, bias=ra.SEVERITY, size=0.7, people=people, reference=False) for people in PEOPLE],
    )
    yield "nobody biased", [cell(runs, people=people) for people in PEOPLE]
    yield "nobody biased, raters differ by sd 0.1", [cell(runs, people=people, natural=0.1) for people in PEOPLE]
    yield "nobody biased, two raters a person, no engine", [cell(runs, people=people, **panel) for people in PEOPLE]


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=100)
    runs = parser.parse_args().runs
    print(f"{'found/wrong per 100 runs; people for each rater:':<50}" + "".join(f"{people:>9}" for people in PEOPLE))
    for name, cells in rows(runs):
        print(f"{name:<50}" + "".join(f"{one:>9}" for one in cells), flush=True)


if __name__ == "__main__":
    main()
