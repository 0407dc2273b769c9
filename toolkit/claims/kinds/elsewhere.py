"""Totals whose parts stand elsewhere: in the bullets below, in the note referred to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, reaches
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.lists import Listing, read, scaled
from toolkit.claims.binding.roles import is_prior, is_step, is_target, is_whole
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import mean_of, total_of
from toolkit.claims.binding.verify import Outcome, best, claim, judge
from toolkit.claims.binding.vocabulary import MEAN
from toolkit.claims.kinds.meant_parts import assess
from toolkit.claims.kinds.totals import clause
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import sums_to

_SOME = pattern(
    r"(?<![^\W_])(?:trong đó|trong số đó|(?<!sầu )riêng|nhất là|như|chủ yếu|điển hình (?:là|như))(?![^\W_])"
)
_ALL_OF = pattern(r"(?<![^\W_])(?:gồm|bao gồm|gồm có|cụ thể|như sau|chia ra)(?: là| như sau)? ?:\s*$")
_OPENS = pattern(r"^\W*(?:trong đó|trong số đó|bao gồm|gồm có|gồm|cụ thể)[ :,]*")
_AMONG = pattern(r"^\W*trong (?:đó|số đó)")
_NEARLY = Decimal("0.94")
_PAIR = 2  # a note of two parts may leave others out
# What came and went since, and is no part of what there is: "37 cơ sở đoàn¹ … ¹ Thành lập mới 03, giải thể 13, bàn giao 06".
_CHANGED = pattern(
    r"(?<![^\W_])(?:thành lập|giải thể|bàn giao|sáp nhập|chia tách|chuyển đến|chuyển đi|tiếp nhận|bổ sung)(?![^\W_])"
)
_MOVES = pattern(r"(?<![^\W_])(?:chuyển|tiếp nhận|sắp xếp)(?![^\W_])")  # a total of such moves themselves


def listed(sentence: Sentence, totals: Sequence[Mark], lists: Sequence[tuple[Sentence, Mark]]) -> Iterator[Claim]:
    """A total before a colon whose parts are the bullets below: `lists` has the first figures of each."""
    for total in totals:
        kept = [
            scaled(mark, total)
            for _, mark in lists
            if mark.symbol == total.symbol == "Q" and sums_to(total.number.unit, mark.number.unit)
        ]
        if len(kept) < 2 or len(kept) < len(lists):
            continue
        outcome = judge(total.number, total_of([mark.number for mark in kept]))
        bare = not any(mark.number.unit for mark in kept)
        named = all(mark.number.unit == total.number.unit for mark in kept)
        more = any(mark.number.value > total.number.value for mark in kept)
        plain = (bare or named) and (more or is_whole(sentence, total) or _ALL_OF.search(sentence.text) is not None)
        right = outcome.verdict is not Verdict.INCONSISTENT
        if right or (_near(total, outcome, sure=plain) and not _told_before(sentence, outcome)):
            yield claim(sentence, total.number, "total", outcome)
            return


def _told_before(sentence: Sentence, outcome: Outcome) -> bool:
    """True where another figure of the passage is just what the bullets make."""
    around = (sentence, *(each for each in sentence.earlier if each.passage is sentence.passage))
    return any(mark.symbol == "Q" and mark.number.value == outcome.expected for each in around for mark in each.marks)


def noted(sentence: Sentence, place: int, note: Sequence[Sentence]) -> Iterator[Claim]:
    """The figures before a note's reference, by what the note tells of them."""
    totals = [
        mark for mark in reversed(sentence.marks) if mark.at < place
        and (mark.symbol == "Q" or (mark.symbol == "P" and MEAN.search(sentence.text, max(0, mark.at - 80), mark.at)))
    ]  # fmt: skip
    totals = clause(sentence, totals, place)
    failed: tuple[Mark, Outcome] | None = None
    proved: set[str] = set()
    for total in totals:
        found = _by_note(sentence, total, note)
        if found is None:
            continue
        outcome, sure = found
        kind = "average" if total.symbol == "P" else "total"
        if outcome.verdict is not Verdict.INCONSISTENT:
            proved.add(total.number.unit)
            yield claim(sentence, total.number, kind, outcome)
        elif (
            failed is None
            and not total.depth
            and _near(total, outcome, sure=sure)
            and not _only_some(total, outcome, note)
        ):
            failed = total, outcome
    if failed and failed[0].number.unit not in proved and not _told(failed[0], note):
        yield claim(sentence, failed[0].number, "average" if failed[0].symbol == "P" else "total", failed[1])


def _told(total: Mark, note: Sequence[Sentence]) -> bool:
    """True where the note repeats the figure itself."""
    return any(mark.number.value == total.number.value for each in note for mark in each.marks)


def _only_some(total: Mark, outcome: Outcome, note: Sequence[Sentence]) -> bool:
    """True for a note of parts, "trong đó …", that may leave others out: their sum is less, and not by little."""
    return _AMONG.match(note[0].text) is not None and outcome.expected < total.number.value * _NEARLY


def _near(total: Mark, outcome: Outcome, *, sure: bool = False) -> bool:
    share = outcome.share_of(total.number)
    low, high = (Decimal("0.05"), Decimal(20)) if sure else (Decimal("0.6"), Decimal("1.6"))
    return (not total.number.bound and low < share < high) or is_slip(total.number, outcome.check)


def _by_note(sentence: Sentence, total: Mark, note: Sequence[Sentence]) -> tuple[Outcome, bool] | None:
    """The outcome of the figures of the note that explain the total best, and whether they are plainly its parts."""
    lists = [_parts_of(total, each) for each in note]
    if not total.number.unit and any(mark.number.unit for marks in lists for mark in marks):
        return None
    kept = [mark for marks in lists for mark in marks]
    if total.symbol == "P":
        if _untold(note):
            return None
        return (judge(total.number, mean_of([mark.number for mark in kept])), False) if len(kept) > 1 else None
    read_off = [listing for each in note for listing in read(each, total, *_opening(each))]
    read_off = [listing for listing in read_off if listing.pure or not listing.foreign]
    tried = [marks for marks in (kept, *(lists if len(note) > 1 else ())) if len(marks) > 1]
    told = [marks for listing in read_off for marks in listing.choices()]
    outcome = best(total.number, [total_of([mark.number for mark in marks]) for marks in (*tried, *told)])
    if outcome is None or outcome.verdict is not Verdict.INCONSISTENT:
        return (outcome, True) if outcome else None
    moves = sum(_CHANGED.search(lead(each, mark)) is not None for each in note for mark in each.marks)
    if moves > 1 and not (_MOVES.search(lead(sentence, total)) or _CHANGED.search(lead(sentence, total))):
        return None
    if len(note) == 1 and read_off:
        outcome, plain = assess(sentence, total, read_off[0]), read_off[0]
        if plain.overlaps and _OPENS.match(note[0].text):
            return None
        sure = plain.pure and not plain.foreign and not plain.overlaps and len(plain.items) > _PAIR
        if outcome and (_near(total, outcome, sure=sure) or (_own_noun(total, plain) and _halved(total, outcome))):
            return outcome, True
    outcome = best(total.number, [total_of([mark.number for mark in marks]) for marks in tried])
    return (outcome, False) if outcome else None


def _own_noun(total: Mark, listing: Listing) -> bool:
    """True for a list of nothing but the total's own things."""
    return listing.pure and all(
        item.mark.number.unit and f"{total.number.unit} ".startswith(f"{item.mark.number.unit} ")
        for item in listing.items
    )


def _halved(total: Mark, outcome: Outcome) -> bool:
    return (
        not total.number.bound and total.number.value < outcome.expected * _TWICE < total.number.value * _TWICE * _TWICE
    )


_TWICE = Decimal("2.5")


def _opening(note: Sentence) -> tuple[int, int]:
    """Where the list of a note begins, and its level."""
    opened = _OPENS.match(note.text)
    return (opened.end() if opened else 0), 0


def _parts_of(total: Mark, each: Sentence) -> list[Mark]:
    cut = _SOME.search(each.text)
    return [
        mark for mark in each.marks
        if mark.depth == 0 and (cut is None or mark.at < cut.start()) and mark.symbol == total.symbol
        and sums_to(total.number.unit, mark.number.unit) and not is_step(each, mark)
        and not is_target(each, mark) and not is_prior(each, mark, dated=False)
    ]  # fmt: skip


def _untold(note: Sequence[Sentence]) -> bool:
    """True where a year of the note has a figure but no rate, so that the rates of the others are not all of the mean."""
    rated, dated = set(), set()
    for each in note:
        for mark in each.marks:
            period = period_of(each, mark)
            if period and mark.symbol in "QP":
                dated.add(period[:2])
            if mark.symbol == "P":
                rated.add(next((told[:2] for told in _periods_before(each, mark)), None))
    return bool(dated - rated)


def _periods_before(sentence: Sentence, mark: Mark) -> Iterator[tuple[str, Decimal, str]]:
    """The periods that lead to a figure or to one before it in its clause, the nearest first."""
    for other in reversed(sentence.marks[: mark.rank + 1]):
        if not reaches(sentence, other, mark):
            return
        if period := period_of(sentence, other):
            yield period
