"""Figures worked out of two cells of the row that a clause tells of: differences, growth, shares of what was to be or had been."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.units import alike
from toolkit.claims.ties.compare import compare, resembles
from toolkit.claims.ties.compared import Comparison, Measure, base_behind, comparison
from toolkit.claims.ties.evidence import without_fillers
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.openness import PART, is_to_come
from toolkit.claims.ties.operands import bases_of, figure_of, levels, worked_out
from toolkit.claims.ties.pieces import AND, either
from toolkit.claims.ties.said import NAMELESS, Said, is_bare
from toolkit.claims.ties.wording import OWN, Wording
from toolkit.passages import Passage
from toolkit.records import record, replace
from toolkit.text import fold

_LED: Final = 120
_LEFT: Final = 3
_HINT: Final = 0.3
_SHARES: Final = {1: 0.5, 2: 0.35, 3: 0.22}  # how much of a label must stand there, by the digits that fit
_MANY: Final = 0.15
_NAMED: Final = 0.95
_SENTENCE: Final = re.compile(r"[!?\n]|\.(?=\s|$)")
_JOINED: Final = re.compile(rf"[^\W\d]*(?:\s[^\W\d]+){{0,3}}\s*(?:,|\s{AND}|\s{either('hay')})\s+\d")
_LEAD: Final = 0.15
_COMPARING: Final = frozenset(words_of("hơn kém cách dưới thiếu hụt đủ mới phải còn cần nữa để đích cán so với cùng kỳ kế hoạch mục tiêu trước ngoái gấp hơn ít nhiều cao thấp nhanh chậm kh ct ck nq phấn đấu"))  # fmt: skip


@record(frozen=True, slots=True)
class Derived:
    """What a number is or should be that two cells of a row give; `sure` is True where nothing else can be meant."""

    row: KnownRow
    known: Known
    verdict: Verdict
    sure: bool


def work_out(
    passage: Passage, told: Sequence[Said], wording: Wording, current: str, read: Callable[[Said, KnownRow], Reading]
) -> None:  # fmt: skip
    """Tie the numbers of a passage that two figures of a row give, or call them wrong; and those that such ones prove wrong.

    `read` gives what of a row a number can mean.
    """
    for at, said in enumerate(told):
        if said.shown or (said.row is not None and said.verdict is not Verdict.INCONSISTENT):
            continue
        given = derived(passage, told, at, wording, current)
        if given is None or _is_to_come(passage, said):
            continue
        if given.verdict is Verdict.CONSISTENT or (given.sure and said.row is None):
            said.tell(given.row, given.known, given.verdict)
        elif said.known is not None and said.known.value == given.known.value:
            said.known = replace(said.known, shown=given.known.shown)
    for at, said in enumerate(told):
        if said.row is None and not said.shown and not _is_to_come(passage, said):
            meant = followed(passage, told, at, wording, current, partial(read, said))
            if meant is not None:
                row, known = meant
                said.tell(row, known, compare(said.number, known.value, scale=known.unit.scale))


def _is_to_come(passage: Passage, said: Said) -> bool:
    return is_to_come(passage.text[max(0, said.number.begin - _LED) : said.piece.end])


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


def derived(passage: Passage, told: Sequence[Said], at: int, wording: Wording, current: str) -> Derived | None:
    """What a number that compares two figures of the row told before it is, or should be; None where that cannot be known."""
    said = told[at]
    how = comparison_of(passage, told, at)
    if how is None or said.number.upper is not None:
        return None
    found = None
    for row, now, sure in _anchors(passage, told, at):
        stranger = not sure or _strangers(passage, told, at, row, wording)
        for known in _results(row, now, how, said.number, current):
            if _holds(said.number, known, how):
                return Derived(row, known, Verdict.CONSISTENT, not stranger)
        wanted = [] if now is None or not how.base else _wanted(row, now, how, said.number, current)
        if found is None and len({known.value for known in wanted}) == 1:
            certain = not stranger and _is_plain(passage, said) and _is_off(said.number, wanted[0])
            found = Derived(row, wanted[0], Verdict.INCONSISTENT, certain)
    return found


def _anchors(passage: Passage, told: Sequence[Said], at: int) -> Iterator[tuple[KnownRow, Known | None, bool]]:
    """The rows that a number can go on with, the likeliest first, each with the level of it that was told last, and whether it is sure.

    No level where none was told right.
    """
    said, number = told[at], told[at].number
    named = [match.row for match, _ in said.options if match.via == OWN and match.covered >= _NAMED]
    if len(named) == len(said.options) == 1:
        yield named[0], _level_before(told[:at], named[0]), True
        return
    before = list(reversed(told[:at]))
    own = list(takewhile(lambda each: not _SENTENCE.search(passage.text, each.number.stop, number.begin), before))
    beside = [each for each in own if _is_alike(each.number, number)]
    if beside:
        last = beside[0]
        row = last.row
        if row is not None:
            rest = takewhile(lambda each: each.row is row, beside)
            level = next((each.known for each in rest if _is_level(each)), None)
            yield row, level, all(each.row is not None for each in own[: own.index(last)])
        return
    if own or not is_bare(said.piece):
        return
    if not before:
        return
    stop = before[0].number.begin
    last_sentence = list(takewhile(lambda each: not _SENTENCE.search(passage.text, each.number.stop, stop), before))
    rows = {each.row.key: each.row for each in last_sentence if each.row is not None and _is_alike(each.number, number)}
    labels = {row.parent for row in rows.values()}
    wholes = [row for row in rows.values() if row.label in labels]
    for row in [*wholes, *(row for row in rows.values() if row not in wholes)]:
        yield row, _level_before(told[:at], row), len(rows) == 1 or row in wholes[:1]


def _level_before(told: Sequence[Said], row: KnownRow) -> Known | None:
    return next((each.known for each in reversed(told) if each.row is row and _is_level(each)), None)


def _is_level(said: Said) -> bool:
    right = said.row is not None and said.verdict is not Verdict.INCONSISTENT
    return right and said.row is not None and any(said.known == level for level in levels(said.row))


def _is_alike(one: Number, other: Number) -> bool:
    """True where two numbers may be told of one row: counts of one thing, or one of them is a rate."""
    if one.percent or one.points or other.percent or other.points:
        return True
    return not one.unit or not other.unit or alike(one.unit, other.unit) or one.unit.split()[0] == other.unit.split()[0]


def _results(row: KnownRow, now: Known | None, how: Comparison, number: Number, current: str) -> Iterator[Known]:
    """All that a comparison of a row's figures can come to by its words; of any two where they name no base."""
    nows = levels(row) if now is None else (now,)
    for each in nows:
        yield from _wanted(row, each, how, number, current)
    own = figure_of(row, how)
    if own is not None and (now is None or now == row.figures.get("thuc_hien")):
        yield own


def _wanted(row: KnownRow, now: Known, how: Comparison, number: Number, current: str) -> list[Known]:
    """What a comparison of one figure with those of the base its words name comes to; of a rate also in points."""
    bases = bases_of(row, how.base, now, current) if how.base else ()
    measures = [how.measure]
    if how.measure is Measure.GROWTH and now.unit.percent:
        measures = [Measure.DIFFERENCE, Measure.GROWTH]
    found = [worked_out(now, base, measure) for measure in measures for base in bases]
    return [known for known in found if known is not None and _fits(known, number, row)]


def _fits(known: Known, number: Number, row: KnownRow) -> bool:
    return fits(known.unit, number, row.subject)


def _holds(number: Number, known: Known, how: Comparison) -> bool:
    turned = how.sign and known.value and (known.value > 0) is not (how.sign > 0) and how.measure is not Measure.SHARE
    return not turned and compare(number, known.value, scale=known.unit.scale) is not Verdict.INCONSISTENT


def _is_off(number: Number, known: Known) -> bool:
    """True for a number further away than rounding of what it was worked out of can bring about."""
    away = abs(number.value - abs(known.value) * known.unit.scale)
    return away > (0 if number.exact else number.step)


def _is_plain(passage: Passage, said: Said) -> bool:
    number, piece = said.number, said.piece
    loose = number.bound not in ("", "ước") or number.alternatives
    named = number.percent or number.points or number.unit
    part = PART.search(fold(passage.text[piece.start : number.begin]))
    return bool(named) and not loose and part is None


def _strangers(passage: Passage, told: Sequence[Said], at: int, row: KnownRow, wording: Wording) -> bool:
    """True where words between the row's last figure and the end of the number's piece may tell of something else."""
    said = told[at]
    low = told[at - 1].number.stop if at and told[at - 1].piece.sentence == said.piece.sentence else said.piece.start
    words = frozenset(
        words_of(
            without_fillers(
                passage.text[low : said.number.begin] + " " + passage.text[said.number.stop : said.piece.end]
            )
        )
    )
    left = frozenset(
        word for word in words - STOCK - NAMELESS - _COMPARING - row.subject - row.above if not word.isdigit()
    )
    if len(left) > _LEFT:
        return True
    return any(
        share >= _HINT and other is not row and any(_fits(each, said.number, other) for each in other.all())
        for share, other in wording.hints(wording.rare(left))
    )


def followed(
    passage: Passage, told: Sequence[Said], at: int, wording: Wording, current: str, read: Callable[[KnownRow], Reading]
) -> tuple[KnownRow, Known] | None:
    """The row and the figure that a number must tell, by the comparisons right behind it: "1.486 người, còn thiếu 64 người so với chỉ tiêu".

    They hold for one row of those the words can mean, and only for its figure; `read` gives what of a row the number can mean.
    """
    said = told[at]
    if said.number.bound not in ("", "ước") or comparison_of(passage, told, at) is not None:
        return None
    behind = []
    for index in range(at + 1, len(told)):
        how = comparison_of(passage, told, index)
        if how is None or _SENTENCE.search(passage.text, said.number.stop, told[index].number.begin):
            break
        behind += [(told[index].number, how)] if how.base else []
    if not behind:
        return None
    digits = sum(sum(char.isdigit() for char in number.printed) for number, _ in behind)
    words = said.piece.words | said.piece.lead | told[at + 1].piece.words
    found = []
    for share, row in wording.hints(words):
        if share < _SHARES.get(digits, _MANY):
            continue
        usual = read(row).figures
        for now in levels(row):
            sure = now in usual or _is_past(said.number, row, now)
            if sure and _fits(now, said.number, row) and all(
                any(_holds(number, known, how) for known in [*_wanted(row, now, how, number, current), *_own(row, now, how)])
                for number, how in behind
            ):  # fmt: skip
                found.append((share, row, now))
                break
    found.sort(key=lambda each: -each[0])
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _LEAD):
        return None
    return found[0][1], found[0][2]


def _is_past(number: Number, row: KnownRow, now: Known) -> bool:
    """True for a number that is another figure of a row, or one that should be told with a slip of the pen."""
    printed = number.value / now.unit.scale
    return resembles(printed, now.value) or any(known.value == printed for known in row.all())


def _own(row: KnownRow, now: Known, how: Comparison) -> list[Known]:
    own = figure_of(row, how)
    return [own] if own is not None and now == row.figures.get("thuc_hien") else []
