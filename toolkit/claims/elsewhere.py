"""Totals whose parts stand elsewhere: in the bullets below, in the note referred to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import is_prior, is_step, is_target
from toolkit.claims.sketch import Mark, Sentence
from toolkit.claims.summing import mean_of, total_of
from toolkit.claims.totals import clause
from toolkit.claims.units import alike, is_counted, sums_to
from toolkit.claims.verify import Outcome, claim, judge

_SOME = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|riêng|nhất là|như|chủ yếu|điển hình)(?![^\W_])")
_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?![^\W_])")


def listed(sentence: Sentence, totals: Sequence[Mark], lists: Sequence[tuple[Sentence, Mark]]) -> Iterator[Claim]:
    """A total before a colon whose parts are the bullets below: `lists` has the first figures of each."""
    for total in totals:
        kept = [
            mark
            for _, mark in lists
            if mark.symbol == total.symbol == "Q" and sums_to(total.number.unit, mark.number.unit)
        ]
        if len(kept) < 2 or len(kept) < len(lists):
            continue
        outcome = judge(total.number, total_of([mark.number for mark in kept]))
        if outcome.verdict is not Verdict.INCONSISTENT or _near(total, outcome):
            yield claim(sentence, total.number, "total", outcome)
            return


def noted(sentence: Sentence, place: int, note: Sequence[Sentence]) -> Iterator[Claim]:
    """The figures before a note's reference, by what the note tells of them."""
    totals = [mark for mark in reversed(sentence.marks) if mark.at < place and mark.symbol in "QP"]
    totals = clause(sentence, totals, place)[:3]
    failed: tuple[Mark, Outcome] | None = None
    for total in totals:
        found = _by_note(sentence, total, note)
        if found is None:
            continue
        kind = "average" if total.symbol == "P" else "total"
        if found.verdict is not Verdict.INCONSISTENT:
            yield claim(sentence, total.number, kind, found)
        elif failed is None and _near(total, found):
            failed = total, found
    if failed and not _told(failed[0], note):
        yield claim(sentence, failed[0].number, "average" if failed[0].symbol == "P" else "total", failed[1])


def _told(total: Mark, note: Sequence[Sentence]) -> bool:
    """True where the note repeats the figure itself."""
    return any(mark.number.value == total.number.value for each in note for mark in each.marks)


def _near(total: Mark, outcome: Outcome) -> bool:
    share = outcome.expected / total.number.value if total.number.value else Decimal(0)
    return not total.number.bound and Decimal("0.6") < share < Decimal("1.6")


def _by_note(sentence: Sentence, total: Mark, note: Sequence[Sentence]) -> Outcome | None:
    kept = []
    for each in note:
        marks = [mark for mark in each.marks if mark.depth == 0]
        cut = _SOME.search(each.text)
        if cut:
            marks = [mark for mark in marks if mark.at < cut.start()]
        kept += [
            mark for mark in marks
            if mark.symbol == total.symbol and alike(total.number.unit, mark.number.unit) and not is_step(each, mark)
            and not is_target(each, mark) and not is_prior(each, mark, dated=False)
        ]  # fmt: skip
    if len(kept) < 2 or (total.symbol == "P" and not _MEAN.search(sentence.text[max(0, total.at - 80) : total.at])):
        return None
    counted = is_counted(total.number.unit)
    if not total.number.unit and counted and any(mark.number.unit for mark in kept):
        return None
    numbers = [mark.number for mark in kept]
    return judge(total.number, mean_of(numbers) if total.symbol == "P" else total_of(numbers))
