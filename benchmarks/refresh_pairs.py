"""Random pairs of hand edits and data changes, many of them: prints how many break a promise of regenerating."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def play(seeds: range) -> list[tuple[int, list[str], list[str]]]:
    """The pairs of these seeds that went wrong."""
    from support.pairs import Pair

    pairs = (Pair(seed).run() for seed in seeds)
    return [(pair.seed, pair.log, pair.wrong) for pair in pairs if pair.wrong]


def main() -> None:
    """Play the pairs and print the outcome; exit code 1 when one went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the first pair's number")
    parser.add_argument("--jobs", type=int, help="how many at a time (as many as there are processors)")
    given = parser.parse_args()
    start = time.perf_counter()
    last = given.first + given.pairs
    with ProcessPoolExecutor(given.jobs) as pool:
        blocks = [range(at, min(at + 100, last)) for at in range(given.first, last, 100)]
        wrong = [found for result in pool.map(play, blocks) for found in result]
    for seed, log, why in wrong[:10]:
        print(seed, *log, *why, sep="\n  ")
    print(f"{given.pairs} pairs in {time.perf_counter() - start:.0f} s: {len(wrong)} wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
