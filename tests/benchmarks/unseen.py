"""How well behaviours are read that nothing was trained on: ``PYTHONPATH=hr_competency/tools:tests/hr_scoring python unseen.py``."""

from __future__ import annotations

import argparse

import measures
import numpy as np
import unseen_set

from hr_scoring.encoders import make_encoder
from hr_scoring.finder import EvidenceFinder


def measured(finder: EvidenceFinder) -> dict[str, float]:
    """All figures of one finder."""
    told = unseen_set.groups()
    asked, labels, kinds = unseen_set.pairs(told)
    judged = finder.judge_many(asked)
    chances = np.array([one.probability for one in judged])
    hard = ~np.isin(kinds, (*unseen_set.SHOWN, "sibling"))
    shown = [text for group in told for text in group.texts if text.kind in unseen_set.SHOWN]
    own = [one for one, label in zip(judged, labels, strict=True) if label]

    def auc(positive: np.ndarray, negative: np.ndarray) -> float:
        used = positive | negative
        return measures.auc(chances[used], labels[used])

    return {
        "mixed AUC": auc(labels > 0, labels == 0),
        "against hard negatives": auc(labels > 0, hard),
        "implicit against hard negatives": auc(kinds == "i", hard),
        "implicit against siblings": auc(kinds == "i", kinds == "sibling"),
        "own behaviour best of five, explicit": unseen_set.own_is_best(told, chances, "e"),
        "own behaviour best of five, implicit": unseen_set.own_is_best(told, chances, "i"),
        "quote F1": float(np.mean([measures.token_f1(one.quote, text.quote) for one, text in zip(own, shown, strict=True)])),
        "calibration error": measures.calibration_error(chances, labels),
        **unseen_set.answer_figures(told, unseen_set.assess(told, finder)),
    }


def behaviours(finder: EvidenceFinder) -> dict[str, float]:
    """The figures on behaviours of which each is alone in its job, each text with its own and two others."""
    asked = unseen_set.asked_behaviours()
    judged = finder.judge_many([one.pair for one in asked])
    chances, kinds = np.array([one.probability for one in judged]), np.array([one.kind for one in asked])
    labels = np.isin(kinds, ("explicit", "implicit")).astype(int)

    def auc(used: np.ndarray) -> float:
        return measures.auc(chances[used], labels[used])

    shown = [(one, each) for one, each, label in zip(judged, asked, labels, strict=True) if label]
    found = {
        "mixed AUC": auc(labels >= 0),
        "against hard negatives": auc(kinds != "other"),
        "implicit against hard negatives": auc(~np.isin(kinds, ("other", "explicit"))),
        "quote F1": float(np.mean([measures.token_f1(one.quote, each.quote) for one, each in shown])),
        "calibration error": measures.calibration_error(chances, labels),
    }
    found |= {f"against {kind}": auc((labels > 0) | (kinds == kind)) for kind in dict.fromkeys(kinds[labels == 0].tolist())}
    return {f"single behaviours: {name}": value for name, value in found.items()}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", nargs="+", default=["local", "lexical"])
    options = parser.parse_args()
    finders = [EvidenceFinder(make_encoder(one)) for one in options.encoder]
    tables = [measured(finder) | behaviours(finder) for finder in finders]
    print(f"{'':48}", *(f"{one:>8}" for one in options.encoder))
    for name in tables[0]:
        print(f"{name:48}", *(f"{table[name]:8.3f}" for table in tables))


if __name__ == "__main__":
    main()
