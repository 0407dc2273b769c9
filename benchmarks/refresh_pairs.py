"""Random pairs of hand edits and data changes, many of them: prints how many break a promise of regenerating."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def play(seeds: range) -> list[tuple[int, list[str], list[str]]]:
    """The pairs of these seeds that went wrong."""
    from support.edits import Case

    cases = (Case(seed).run() for seed in seeds)
    return [(case.seed, case.log, case.wrong) for case in cases if case.wrong]


def main() -> None:
    """Play the pairs and print the outcome; exit code 1 when one went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    pairs = parser.parse_args().pairs
    start = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        blocks = [range(at, min(at + 100, pairs)) for at in range(0, pairs, 100)]
        wrong = [found for result in pool.map(play, blocks) for found in result]
    for seed, log, why in wrong[:10]:
        print(seed, *log, *why, sep="\n  ")
    print(f"{pairs} pairs in {time.perf_counter() - start:.0f} s: {len(wrong)} wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
