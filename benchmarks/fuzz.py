"""Fuzzing by the night: numbers, expressions, grids, workbooks and documents drawn at random until something breaks.

    python -m benchmarks.fuzz                                  # 1,000 of each target
    python -m benchmarks.fuzz --examples 50000 --seed 7        # as many as a night holds
    python -m benchmarks.fuzz --only documents --examples 500

What breaks is printed in its smallest form with the seed that finds it again; exit code 1. It belongs into a test.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback

from hypothesis import HealthCheck, given, seed, settings
from support.fuzzing import TARGETS, Target


def fuzz(target: Target, examples: int, number: int) -> bool:
    """Whether so many examples of a target went through; prints the first that did not."""
    bounds = settings(
        max_examples=examples, derandomize=False, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        print_blob=False,
    )  # fmt: skip
    try:
        seed(number)(bounds(given(target.draws)(target.check)))()
    except BaseException:  # noqa: BLE001  several failures come as a group, which is no Exception
        traceback.print_exc()
        return False
    return True


def main() -> int:
    """Print one line a target; 1 when any broke."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--examples", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", choices=TARGETS, nargs="*", default=list(TARGETS))
    options = asked.parse_args()
    broken = 0
    for name in options.only:
        start = time.process_time()
        good = fuzz(TARGETS[name], options.examples, options.seed)
        broken += not good
        print(f"{'  ' if good else '!!'} {name:12} {options.examples:7,} examples, seed {options.seed}, "
              f"{time.process_time() - start:.0f} s", flush=True)  # fmt: skip
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
