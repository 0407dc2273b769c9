"""Which row a figure goes on with that compares two figures, and which figure of it was told last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.units import alike
from toolkit.claims.ties.compared import Comparison, Measure, base_behind, comparison
from toolkit.claims.ties.evidence import without_fillers
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.operands import levels
from toolkit.claims.ties.pieces import AND, counted, either
from toolkit.claims.ties.said import NAMELESS, Said, is_bare
from toolkit.claims.ties.wording import CARRIED, OWN, Wording
from toolkit.passages import Passage
from toolkit.records import record, replace

_LEFT: Final = 3
_HINT: Final = 0.3
_WINDOW: Final = 40  # numbers before and after one that are looked at
_NAMED: Final = 0.95
SENTENCE: Final = re.compile(r"[!?\n]|\.(?=\s|$)")
"""What ends a sentence; a semicolon does not."""
_PART: Final = re.compile(rf"[,;:!?()]|\.(?=\s|$)|\s{AND}\s")
_JOINED: Final = re.compile(rf"[^\W\d]*(?:\s[^\W\d]+){{0,3}}\s*(?:,|\s{AND}|\s{either('hay')})\s+\d")
_COMPARING: Final = frozenset(words_of("hơn kém cách dưới thiếu hụt đủ mới phải còn cần nữa để đích cán so với cùng kỳ kế hoạch mục tiêu trước ngoái gấp hơn ít nhiều cao thấp nhanh chậm kh ct ck nq phấn đấu"))  # fmt: skip


@record(frozen=True, slots=True)
class Anchor:
    """A row that a number goes on with, the figure of it told last, None where none was told right, and whether nothing else comes in question."""

    row: KnownRow
    now: Known | None
    sure: bool


def comparison_of(passage: Passage, told: Sequence[Said], at: int) -> Comparison | None:
    """How a number of a passage compares two figures; the verb and the base of a list are told once: "giảm 5 vụ và 2 người chết so với cùng kỳ"."""
    low = at
    while low and _JOINED.match(passage.text, told[low - 1].number.stop, told[low].number.begin + 1):
        low -= 1
    first = _alone(passage, told, low)
    if first is None or (low < at and first.measure is Measure.SHARE):
        return None
    base, index = first.base, low
    while not base and index + 1 < len(told):
        if not _JOINED.match(passage.text, told[index].number.stop, told[index + 1].number.begin + 1):
            break
        index += 1
        base = base_behind(passage.text, told[index].number.stop, _begin(passage, told, index + 1))
    number = told[at].number
    measure = first.measure
    if low < at:
        measure = Measure.GROWTH if number.percent and not number.points else Measure.DIFFERENCE
    return replace(first, measure=measure, base=base)


def _alone(passage: Passage, told: Sequence[Said], at: int) -> Comparison | None:
    low = told[at - 1].number.stop if at else 0
    return comparison(passage.text, told[at].number, low, _begin(passage, told, at + 1))


def _begin(passage: Passage, told: Sequence[Said], at: int) -> int:
    return told[at].number.begin if at < len(told) else len(passage.text)


def anchors(passage: Passage, told: Sequence[Said], at: int, *, own: bool = False) -> Iterator[Anchor]:
    """The rows that a number can go on with, the likeliest first; `own` for one that is no comparison but names its row itself as well."""
    said, number = told[at], told[at].number
    told, at = told[max(0, at - _WINDOW) : at + _WINDOW], min(at, _WINDOW)
    named = [match.row for match, _ in said.options if match.via == OWN and match.covered >= _NAMED]
    if len(named) == len(said.options) == 1 and _is_before(passage, said, named[0]):
        yield Anchor(named[0], _level_before(told[:at], named[0]), True)
        return
    before = list(reversed(told[:at]))
    clause = list(takewhile(lambda each: not SENTENCE.search(passage.text, each.number.stop, number.begin), before))
    compared = {
        index
        for index in range(at - len(clause), at)
        if told[index].row is None and comparison_of(passage, told, index)
    }
    clause = [each for index, each in zip(range(at - 1, -1, -1), clause, strict=False) if index not in compared]
    beside = [each for each in clause if _is_alike(each.number, number)]
    called = [each for each in beside if _head(each.number) == _head(number) != ""]
    carried = [match.row for match, _ in said.options if match.via == CARRIED]
    on = [each for each in clause[:1] if _is_rate(each.number) and each.row is not None and carried == [each.row]]
    beside = on or _named_behind(passage, told, at, called) or called or beside
    if beside:
        last = beside[0]
        between = clause[: clause.index(last)]
        if last.row is not None:
            rest = list(takewhile(lambda each: each.row is last.row, beside))
            was = last.row.figures.get("cung_ky")
            stated = [each for each in rest if each.known in levels(last.row) and each.known != was]
            stated = [each for each in stated if not each.piece.bracketed] or stated
            level = stated[0].known if stated and is_level(stated[0]) else None
            if not stated and all(each.verdict is not Verdict.INCONSISTENT for each in rest):
                of_actual = any(each.known in last.row.figures.values() for each in rest)
                level = _level_before(told[:at], last.row) or (last.row.figures.get("thuc_hien") if of_actual else None)
            known = bool(called) or all(each.row is not None or _is_rate(each.number) for each in between)
            yield Anchor(last.row, level, known)
        return
    if own and said.options:
        rows_of = {id(match.row): match.row for match, _ in said.options}
        yield from (Anchor(row, _level_before(told[:at], row), len(rows_of) == 1) for row in rows_of.values())
        return
    if clause or not before:
        return
    left = _left_before(passage, said)
    stop = before[0].number.begin
    last_sentence = list(takewhile(lambda each: not SENTENCE.search(passage.text, each.number.stop, stop), before))
    rows = {
        each.row.key: each.row for each in last_sentence
        if each.row is not None and _is_alike(each.number, number) and (is_bare(said.piece) or len(left - each.row.subject) <= 1)
    }  # fmt: skip
    labels = {row.parent for row in rows.values()}
    wholes = [row for row in rows.values() if row.label in labels]
    for row in [*wholes, *(row for row in rows.values() if row not in wholes)]:
        yield Anchor(row, _level_before(told[:at], row), len(rows) == 1 or row in wholes[:1])


def _named_behind(passage: Passage, told: Sequence[Said], at: int, beside: Sequence[Said]) -> list[Said]:
    """Of numbers before that count the same those of the row which the words behind a number name best: "8 người chết" after "33 người chết, 64 người bị thương"."""
    stop = told[at + 1].number.begin if at + 1 < len(told) else len(passage.text)
    words = frozenset(words_of(_PART.split(passage.text[told[at].number.end : stop], maxsplit=1)[0])) - STOCK
    scores = {id(each.row): len(frozenset(each.row.words) & words) for each in beside if each.row is not None}
    best = max(scores.values(), default=0)
    rows = [row for row, score in scores.items() if score == best]
    return [each for each in beside if id(each.row) in rows] if len(rows) == 1 and len(scores) > 1 and best else []


def _is_before(passage: Passage, said: Said, row: KnownRow) -> bool:
    """True for a row that is named before a number, and not by its unit or behind: "tăng 4,4% nhờ thu nội địa"."""
    telling = frozenset(row.words) - STOCK
    words = frozenset(words_of(passage.text[said.piece.start : said.number.begin]))
    rate = _is_rate(said.number)
    fit = rate or any(fits(known.unit, said.number) for known in row.all())
    return fit and len(telling & words) * 2 >= len(telling)


def _left_before(passage: Passage, said: Said) -> frozenset[str]:
    """The words that stand before a number in its piece and tell more than what it is compared with."""
    words = words_of(without_fillers(passage.text[said.piece.start : said.number.begin]))
    return frozenset(word for word in words if word not in STOCK | NAMELESS | _COMPARING and not word.isdigit())


def _level_before(told: Sequence[Said], row: KnownRow) -> Known | None:
    was = row.figures.get("cung_ky")
    return next(
        (each.known for each in reversed(told) if each.row is row and is_level(each) and each.known != was), None
    )


def is_level(said: Said) -> bool:
    """True for a number that tells a row's figure of a time, and rightly."""
    right = said.row is not None and said.verdict is not Verdict.INCONSISTENT
    return right and said.row is not None and any(said.known == level for level in levels(said.row))


def _is_alike(one: Number, other: Number) -> bool:
    """True where two numbers may be told of one row: counts of one thing, or one of them is a rate."""
    if _is_rate(one) or _is_rate(other):
        return True
    return not one.unit or not other.unit or alike(one.unit, other.unit) or _head(one) == _head(other)


def _is_rate(number: Number) -> bool:
    return number.percent or number.points or number.unit.startswith("lần")


def _head(number: Number) -> str:
    """The first word of what is counted."""
    return number.unit.partition(" ")[0]


def is_crossed(passage: Passage, told: Sequence[Said], at: int, row: KnownRow, wording: Wording, *, most: int = _LEFT
) -> bool:  # fmt: skip
    """True where more than `most` telling words, or words of another row, stand between the row's last figure and the end of the number's piece."""
    said = told[at]
    low = told[at - 1].number.stop if at and told[at - 1].piece.sentence == said.piece.sentence else said.piece.start
    words = frozenset(
        words_of(
            without_fillers(
                passage.text[low : said.number.begin] + " " + counted(passage.text[said.number.stop : said.piece.end])
            )
        )
    )
    left = frozenset(
        word for word in words - STOCK - NAMELESS - _COMPARING - row.subject - row.above if not word.isdigit()
    )
    if len(left) > most:
        return True
    rate = _is_rate(said.number)
    return any(
        share >= _HINT
        and other is not row
        and (rate or any(fits(each.unit, said.number, other.subject) for each in other.all()))
        for share, other in wording.hints(wording.rare(left))
    )
