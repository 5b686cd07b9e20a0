"""Train the evidence model: ``python -m hr_scoring.train --library FOLDER --sets FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ..encoders import CachedEncoder
from ..model import FILE
from .build import build, build_behaviours, build_names, build_propositions, save
from .store import BatchEncoder, FileStore

_LIBRARY = Path(__file__).parents[3] / "data" / "library" / "competencies"


def main() -> None:
    """Read the material, train, write the file and print how it did on what was left out."""
    parser = argparse.ArgumentParser(prog="python -m hr_scoring.train", description=__doc__)
    parser.add_argument("--library", type=Path, default=_LIBRARY, help="the competency library, a folder of JSON files")
    parser.add_argument("--sets", type=Path, required=True, help="the folder of labelled sets")
    parser.add_argument(
        "--vectors", type=Path, default=Path.home() / ".cache" / "hr_scoring" / "vectors.sqlite", help="vectors kept for next time"
    )
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--only-names", action="store_true", help="where only the material about skills has changed: the rest is kept")
    parser.add_argument("--only-behaviours", action="store_true", help="the same for behaviours; the words and propositions are kept")
    parser.add_argument("--only-propositions", action="store_true", help="the same for the material about propositions")
    options = parser.parse_args()
    encoder = CachedEncoder(BatchEncoder(), FileStore(options.vectors), size=200_000)
    parts = {build_names: options.only_names, build_behaviours: options.only_behaviours, build_propositions: options.only_propositions}
    anew = next((one for one, wanted in parts.items() if wanted), None)
    if anew:
        with np.load(options.out, allow_pickle=False) as arrays:
            save(anew(dict(arrays), options.library, options.sets, encoder), options.out)
    else:
        save(build(options.library, options.sets, encoder), options.out)


if __name__ == "__main__":
    main()
