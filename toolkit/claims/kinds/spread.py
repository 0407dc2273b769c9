"""Parts told sentence by sentence, or bullet by bullet: their total, their shares of one whole, shares that make 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.binding.alls import same_name
from toolkit.claims.binding.arithmetic import add, ratio
from toolkit.claims.binding.clauses import FIGURES, lead
from toolkit.claims.binding.opposites import exclude
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.slips import credible, is_slip
from toolkit.claims.binding.summing import total_of, unit_fits
from toolkit.claims.binding.verify import Check, Outcome, claim, judge, of
from toolkit.claims.binding.vocabulary import GRADE, Base, Verb
from toolkit.claims.kinds import hundred
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS

# Words of a sentence that tells something of its own, and no part of what was told before.
_VERBAL = pattern(
    r"(?<![^\W_])(?:tăng|giảm|so với|cùng kỳ|năm|tháng|quý|phấn đấu|kế hoạch|chỉ tiêu|tổng|ngoài ra|thêm|mới|tiếp tục|đến nay|hiện|riêng|trong đó|trong|nhất là|chủ yếu|cả)(?![^\W_])"
)
_LONG = 8  # words before a part
_NEAR, _TELLING = Decimal("0.03"), 1000


@dataclass(frozen=True, slots=True)
class _Row:
    """A part with the sentence that tells it, and the share told behind it."""

    sentence: Sentence
    part: Mark
    share: Mark | None


def by_sentence(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """`Có 640 bác sĩ. Tuyến tỉnh có 312 bác sĩ. Tuyến huyện có 204 bác sĩ. Tuyến xã có 124 bác sĩ.`"""
    start = 0
    while start + 2 < len(sentences):
        total = _alone(sentences[start])
        rows: list[_Row] = []
        if total is not None:
            for each in sentences[start + 1 :]:
                row = _row(each, total)
                if row is None or (rows and not (_parallel(rows[0], row) or _closes(row))):
                    break
                rows.append(row)
                if _closes(row):
                    break
        if total is not None and len(rows) > 1:
            yield from _total(sentences[start], total, rows, apart=True)
        start += max(1, len(rows))


def by_bullet(head: Sentence, bullets: Sequence[Sequence[Sentence]]) -> Iterator[Claim]:
    """What the bullets below a sentence tell of it: its total, unless a colon announces them, and the shares of each."""
    yield from hundred.in_bullets(head, [each[0] for each in bullets if each])
    rows = [row for each in bullets if each and (row := _row(each[0], None)) is not None]
    if len(rows) < len(bullets):
        return
    total = _alone(head)
    if total is not None and not head.text.rstrip().endswith(":") and all(_fits(row.part, total) for row in rows):
        yield from _total(head, total, rows, apart=False)
    yield from _shares(head, rows)


def in_note(sentence: Sentence, place: int, note: Sequence[Sentence]) -> Iterator[Claim]:
    """The shares that a note tells of the figure before its reference, where its own sentence tells no whole."""
    before = [mark for mark in reversed(sentence.marks) if mark.at < place and mark.symbol == "Q" and not mark.depth]
    whole = before[0] if before and before[0].number.unit and not before[0].number.bound else None
    if whole is None or not _stands(sentence, whole):
        return
    told = [
        (each, part, share) for each in note for part in each.marks
        if part.symbol == "Q" and _stands(each, part) and unit_fits(whole.number.unit, part.number.unit, strict=False) and (share := _share(each, part)) is not None
    ]  # fmt: skip
    if not told or any(part.number.value > whole.number.value for _, part, _ in told):
        return
    outcomes = [(each, share, judge(share.number, of(part, whole))) for each, part, share in told]
    wrong = [(share, found) for _, share, found in outcomes if found.verdict is Verdict.INCONSISTENT]
    if all(credible(share.number, found) for share, found in wrong) and (len(wrong) == 1 or len(wrong) * 2 < len(told)):
        yield from (claim(each, share.number, "share", found) for each, share, found in outcomes)


def _alone(sentence: Sentence) -> Mark | None:
    """The one quantity of a sentence that parts may make; None where it tells several of a kind, or a target or step."""
    told = [mark for mark in sentence.marks if mark.symbol == "Q" and not mark.depth]
    told = [mark for mark in told if mark.number.unit not in DURATIONS]
    if not told or any(mark.number.unit == told[0].number.unit for mark in told[1:]):
        return None
    total = told[0]
    return total if total.number.unit and not total.number.bound and _stands(sentence, total) else None


def _row(sentence: Sentence, total: Mark | None) -> _Row | None:
    """The part that a sentence begins with, of the total's own unit where there is one."""
    figures = [mark for mark in sentence.marks if mark.symbol in FIGURES and not mark.depth]
    first = figures[0] if figures else None
    if first is None or first.symbol != "Q" or first.number.bound or not _stands(sentence, first):
        return None
    words = sentence.text[: first.at]
    if _VERBAL.search(words) or len(words.split()) > _LONG or not any(char.isalpha() for char in words):
        return None
    if total is not None and not _fits(first, total):
        return None
    if any(mark.number.unit == first.number.unit for mark in figures[1:] if mark.symbol == "Q"):
        return None
    return _Row(sentence, first, _share(sentence, first))


def _fits(part: Mark, total: Mark) -> bool:
    unit, whole = part.number.unit, total.number.unit
    return (unit == whole or whole.startswith(f"{unit} ")) and part.number.value < total.number.value


def _share(sentence: Sentence, part: Mark) -> Mark | None:
    """The percentage told right behind a part as its share of a whole."""
    share = sentence.marks[part.rank + 1] if part.rank + 1 < len(sentence.marks) else None
    if share is None or share.symbol != "P" or share.number.bound or share.number.upper is not None:
        return None
    verb = verb_of(sentence, share)
    told = verb in (Verb.PART, Verb.BRACKET) or (verb is Verb.SHARE and GRADE.search(lead(sentence, part)) is not None)
    told = told and ";" not in sentence.between(part, share)
    return share if told and base_of(sentence, share) in (Base.NONE, Base.WHOLE) else None


def _stands(sentence: Sentence, mark: Mark) -> bool:
    return not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark))


def _parallel(one: _Row, other: _Row) -> bool:
    """True for two sentences that begin alike, or with names that exclude each other."""
    first, second = lead(one.sentence, one.part), lead(other.sentence, other.part)
    return first.split()[:1] == second.split()[:1] or exclude(first, second)


def _closes(row: _Row) -> bool:
    """True for a part that is all that is left over: "Còn lại 53 kiến nghị"."""
    return _REST.match(lead(row.sentence, row.part)) is not None


_REST = pattern(r" ?(?:còn lại|số còn lại|còn)(?![^\W_])")


def _total(head: Sentence, total: Mark, rows: Sequence[_Row], *, apart: bool) -> Iterator[Claim]:
    """The total by its parts: called wrong only for a slip, or where it is near and hardly a part is left out."""
    outcome = judge(total.number, total_of([row.part.number for row in rows]))
    if outcome.verdict is not Verdict.INCONSISTENT or _meant(total, rows, outcome, apart=apart):
        yield claim(head, total.number, "total", outcome)


def _meant(total: Mark, rows: Sequence[_Row], outcome: Outcome, *, apart: bool) -> bool:
    off = abs(outcome.expected - total.number.value)
    near = total.number.exact and off <= _NEAR * total.number.value
    if len(rows) > 1 and _closes(rows[-1]) and outcome.expected < total.number.value * 2 < outcome.expected * 4:
        return True
    if apart and len(rows) == 2:
        labels = [lead(row.sentence, row.part) for row in rows]
        small = min(row.part.number.value / row.part.number.step for row in rows) < _TELLING
        slip = is_slip(total.number, outcome.check)
        return (near or slip) if exclude(*labels) else (slip and not small)
    return near or is_slip(total.number, outcome.check)


def _shares(head: Sentence, rows: Sequence[_Row]) -> Iterator[Claim]:
    """The shares of parts told in bullets: of the whole named above them, or of the sum of all."""
    told = [(row.sentence, row.part, row.share) for row in rows if row.share is not None]
    if len(told) < 2 or len({part.number.unit for _, part, _ in told}) != 1:
        return
    summed = sum(row.part.number.value for row in rows)
    wholes = [
        mark for mark in reversed(head.marks)
        if mark.symbol == "Q" and not mark.number.bound and same_name(mark.number.unit, rows[0].part.number.unit or mark.number.unit) and _stands(head, mark)
    ]  # fmt: skip
    for whole in wholes:
        outcomes = [(each, share, judge(share.number, of(part, whole))) for each, part, share in told]
        wrong = [(share, found) for _, share, found in outcomes if found.verdict is Verdict.INCONSISTENT]
        sure = whole.number.value == summed or len(wrong) * 2 < len(outcomes)
        if sure and (whole.number.value == summed or all(credible(share.number, found) for share, found in wrong)):
            yield from (claim(each, share.number, "share", found) for each, share, found in outcomes)
            return
    if not wholes and len(told) == len(rows) > 2:
        sums = [_of_sum(part, [other for _, other, _ in told]) for _, part, _ in told]
        outcomes = [
            (each, share, judge(share.number, of_sum)) for (each, _, share), of_sum in zip(told, sums, strict=True)
        ]
        if sum(found.verdict is Verdict.INCONSISTENT for _, _, found in outcomes) < 2:
            yield from (claim(each, share.number, "one_base", found) for each, share, found in outcomes)


def _of_sum(part: Mark, parts: Sequence[Mark]) -> Check:
    formula = "{} / (" + " + ".join(["{}"] * len(parts)) + ") x 100"
    numbers = (part.number, *(each.number for each in parts))
    return Check(numbers, lambda spans: ratio([spans[0], add(spans[1:])]), formula)
