"""How well number statements are checked: on the labelled reports under `tests/claims`, or on a folder of others.

Prints how many wrong statements were found and how many alarms were true, each by kind; how many right statements were
checked at all; then one digit of every right statement is changed, and spaces and letters are written otherwise; then forms of
statements with figures drawn by dice; last, the slips in the texts under `tests/slips`.
`--wording` holds reports without fields to their workbooks instead: those under `tests/ties` (or in the folder) and the
examples; every number that the sheet has is changed in up to three ways, one at a time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Print the figures; with -v also what was missed and what was called wrong for nothing."""
    from support.claimscore import HARMLESS, Score, caught, moved_by, score
    from support.claimset import FOLDER, load

    from toolkit.claims import check

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--wording", action="store_true", help="reports without fields against their workbooks")
    options = parser.parse_args()
    if options.wording:
        wording(None if options.folder == FOLDER else options.folder, verbose=options.verbose)
        return
    documents = load(options.folder)
    start = time.perf_counter()
    result: Score = score(documents, check)
    seconds = time.perf_counter() - start
    print(f"{len(documents)} documents, {result.quiet} quiet figures, {seconds:.2f} s")
    print(f"wrong statements found  {result.found.total():4} of {result.wrong.total():4}  {result.recall:7.1%}")
    print(
        f"alarms that are true    {result.true_alarms.total():4} of {result.alarms.total():4}  {result.precision:7.1%}"
    )
    checked, right = result.checked.total(), result.right.total()
    print(f"right statements checked{checked:4} of {right:4}  {checked / max(1, right):7.1%}\n")
    print(f"{'labelled kind':16}{'wrong':>6}{'found':>6}{'right':>7}{'checked':>8}")
    for kind in sorted(result.wrong | result.right):
        print(f"{kind:16}{result.wrong[kind]:6}{result.found[kind]:6}{result.right[kind]:7}{result.checked[kind]:8}")
    print(f"\n{'kind of alarm':16}{'alarms':>7}{'true':>6}")
    for kind in sorted(result.alarms):
        print(f"{kind:16}{result.alarms[kind]:7}{result.true_alarms[kind]:6}")
    tried, missed = caught(documents, check)
    print(f"\none digit changed: caught {tried - len(missed)} of {tried} ({(tried - len(missed)) / max(1, tried):.1%})")
    moved = moved_by(documents, check)
    for name in HARMLESS:
        print(f"{name}: {len(moved[name]) if name in moved else 0} documents with another verdict")
    if options.folder == FOLDER:
        by_dice()
        slips(verbose=options.verbose)
    if options.verbose:
        lists = {"missed": result.missed, "called wrong for nothing": result.false, "not checked": result.unchecked}
        lists |= {"change not caught": missed} | {f"moved by {name}": moved[name] for name in list(moved)}
        for title, lines in lists.items():
            print(f"\n{title}:", *lines, sep="\n  ")


def by_dice() -> None:
    """Print how the forms whose figures are drawn by dice fare: those left in peace, and those with a digit changed."""
    import random

    from support.claimforms import changed, forms, plain

    from toolkit.claims import Verdict, check
    from toolkit.passages import text_passages

    def alarmed(text: str) -> bool:
        return any(claim.verdict is Verdict.INCONSISTENT for claim in check(text_passages(text.splitlines())))

    dice = random.Random(11)
    texts = [form for seed in range(10, 16) for form in forms(random.Random(seed))]
    others = [other for text in texts for other in changed(text, dice)]
    wrong, seen = sum(alarmed(plain(text)) for text in texts), sum(map(alarmed, others))
    print(
        f"by dice: {wrong} of {len(texts)} right texts called wrong; a digit changed: {seen} of {len(others)} seen ({seen / len(others):.1%})"
    )


def slips(*, verbose: bool) -> None:
    """Print how many slips of the hand were found in texts by people who did not know the rules."""
    from support.slipset import load, score

    from toolkit.claims import check

    result = score(load(), check)
    print(f"slips: {result.found} of {result.slips} found ({result.recall:.1%}), {result.precision:.1%} of alarms true")
    if verbose:
        print(*result.missed, *(f"FALSE {line}" for line in result.false), sep="\n  ")


def wording(folder: Path | None, *, verbose: bool) -> None:
    """Print how many changed numbers the words around them give away, report by report."""
    from support.tiescore import FOLDER, examples, score, written

    with tempfile.TemporaryDirectory() as scratch:
        found = [*written(folder or FOLDER, Path(scratch)), *([] if folder else examples())]
    print(f"{'report':20}{'numbers':>8}{'tie':>5}{'others':>8}{'found':>7}{'with sums':>11}{'false':>7}")
    for report in found:
        result = score([report])
        every = max(1, result.changed.total())
        print(
            f"{report.name:20}{result.numbers:8}{result.tied:5}{result.quiet:8}{result.recall:7.1%}"
            f"{result.summed.total() / every:11.1%}{len(result.false):7}"
        )
        if verbose:
            print(*result.missed, *(f"FALSE {' '.join(each)}" for each in result.false.items()), sep="\n  ")


if __name__ == "__main__":
    main()
