"""Totals that stand apart from their parts: behind them, further back than the clause, with nothing that announces parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import following, lead, reaches, tail
from toolkit.claims.binding.lists import read
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.stretches import ALL, SOME, figures_of
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.kinds.some import LEVELS, some
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import DURATIONS

_OF = pattern(
    r"(?<![^\W_])(?:trong(?! đó| số đó| số này| khi| quý| tháng| năm| kỳ| tuần| thời| giai| nhiệm| đợt| ngày| vụ| Y| tỉnh| nước| huyện| xã| ngành| hạn| dịp| nhà)|(?<!được )phân loại(?! thành)|xếp loại|đánh giá|phân tích|khảo sát|(?<!giá trị )quyết toán|phẫu thuật)(?: tổng số| số| tổng)?(?: (?!và |có |đã |được |do |là |loại |giỏi |khá |tốt |yếu |xuất sắc |trung bình )[^\W\dA-Z_]+){0,3} $"
)
_LAST = pattern(r"(?:trên|trong) tổng số(?: [^\W\dA-Z_]+){0,4} Q")
_ALL_OTHER = pattern(r"(?<![^\W_])(?:khác|còn lại|khai trừ|cách chức|yếu|kém|không đạt) $")
_ITEM = pattern(r"[,;]| và ")
_FURTHEST = 5  # figures back
_TELLING = 1000  # below it three figures are one slip from a sum by chance


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of the sentence that no word announces parts of."""
    yield from _named(sentence)
    yield from _with(sentence)
    yield from _behind(sentence)
    yield from _plain(sentence)
    yield from _classes(sentence)


def _named(sentence: Sentence) -> Iterator[Claim]:
    """`Trong 38 đơn vị, có 14 …, 11 … và 6 …`; `96 tốt, 214 khá và 48 yếu trên tổng số 486`."""
    for mark in sentence.marks:
        if mark.symbol == "Q" and not mark.depth and _OF.search(lead(sentence, mark)):
            clear = following(sentence, mark)
            words = sentence.between(mark, clear) if clear else ""
            if clear and not ALL.search(words) and not SOME.search(words) and ":" not in words:
                yield from some(
                    sentence, [mark], figures_of(sentence, [m for m in sentence.marks if m.at > mark.at], mark.at, 0)
                )
    for match in _LAST.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        before = [
            mark
            for mark in sentence.marks[: total.rank]
            if mark.depth == total.depth and reaches(sentence, mark, total)
        ]
        if sum(1 for mark in before if mark.symbol == "Q" and mark.number.unit == total.number.unit) >= 2:
            yield from some(sentence, [total], before)


def _with(sentence: Sentence) -> Iterator[Claim]:
    """`Mở 9 lớp dạy nghề với năm lớp may và bốn lớp nấu ăn`: kinds of the very things counted."""
    for match in _WITH.finditer(sentence.text):
        total, *parts = (sentence.at(match.start(name)) for name in ("total", "one", "next", "last") if match[name])
        named = all(part.number.unit and f"{total.number.unit} ".startswith(f"{part.number.unit} ") for part in parts)
        plain = not total.number.bound and max(part.number.value for part in parts) < total.number.value
        if named and plain:
            outcome = judge(total.number, total_of([part.number for part in parts]))
            share = outcome.share_of(total.number)
            if outcome.verdict is not Verdict.INCONSISTENT or Decimal("0.6") < share < Decimal("1.6"):
                yield claim(sentence, total.number, "total", outcome)


def _behind(sentence: Sentence) -> Iterator[Claim]:
    """`thăm 31 cơ sở; 12 cơ sở A, 14 cơ sở B và 5 cơ sở C`: a list of the very things counted, behind a semicolon that says no more than a colon."""
    total = next((mark for mark in sentence.marks if mark.symbol in "QPDM" and mark.number.unit not in DURATIONS), None)
    divide = sentence.text.find(";")
    if total is None or total.symbol != "Q" or not total.number.unit or not 0 < total.at < divide:
        return
    if any(mark.at < divide for mark in sentence.marks[total.rank + 1 :]) or total.depth or total.number.bound:
        return
    rest = [mark for mark in sentence.marks if mark.at > divide]
    if (
        is_step(sentence, total)
        or is_prior(sentence, total)
        or is_target(sentence, total)
        or _OTHER_TIME.search(sentence.text, divide)
    ):
        return
    for listing in read(sentence, total, divide + 1, 0)[:1]:
        marks = [item.mark for item in listing.items]
        named = all(f"{total.number.unit} ".startswith(f"{mark.number.unit} ") for mark in marks)
        if len(marks) < 3 or len(marks) != len(rest) or not (named and listing.opens) or listing.overlaps:
            continue
        kinds = all(not item.label.strip(" ,") and tail(sentence, item.mark).strip() for item in listing.items)
        if not (kinds or _ALL_OTHER.search(lead(sentence, marks[-1]))):
            continue
        outcome = judge(total.number, total_of([mark.number for mark in marks]))
        if outcome.verdict is not Verdict.INCONSISTENT or _ALMOST[0] < outcome.share_of(total.number) < _ALMOST[1]:
            yield claim(sentence, total.number, "total", outcome)


_ALMOST = Decimal("0.75"), Decimal("1.34")
_WITH = pattern(
    rf"(?P<total>Q)(?: {W}){{0,6}} với (?P<one>Q)(?: {W}){{1,8}}(?:, (?P<next>Q)(?: {W}){{1,8}})? và (?P<last>Q)"
)


def _classes(sentence: Sentence) -> Iterator[Claim]:
    """`743 lượt người; người nghèo 208, trẻ em 174, đối tượng khác 361`: bare figures of which the last tells all others, or figures of one unit that go by the levels of a scale."""
    run: list[Mark] = []
    for mark in [*sentence.marks, None]:
        joined = run and mark and mark.symbol == "Q" and mark.depth == run[-1].depth
        joined = joined and mark and mark.number.unit == run[-1].number.unit
        if joined and mark and _ITEM.match(sentence.between(run[-1], mark)):
            run.append(mark)
            continue
        if (
            len(run) > 2
            and (_of_levels(sentence, run) or (not run[0].number.unit and _ALL_OTHER.search(lead(sentence, run[-1]))))
            and not _announced(sentence, run[0])
        ):
            before = [each for each in reversed(sentence.marks[: run[0].rank]) if each.depth <= run[0].depth]
            yield from some(sentence, further(sentence, before), run, whole=True)
        run = [mark] if mark and mark.symbol == "Q" else []


def _of_levels(sentence: Sentence, run: Sequence[Mark]) -> bool:
    """True where each of a run of figures goes by a level of one scale: "trung ương 86, tỉnh 512, xã 650"."""
    labels = [f"{lead(sentence, mark)}|{tail(sentence, mark)}" for mark in run]
    return any(all(level.search(label) for label in labels) for level in LEVELS)


def _announced(sentence: Sentence, first: Mark) -> bool:
    """True where a bracket, a colon or "gồm" leads to the first figure of a list, so that its total stands right there."""
    words = sentence.text[: first.at]
    opened = max(words.rfind(sign) for sign in "(:;")
    return (opened >= 0 and words[opened] != ";") or ALL.search(words, opened + 1) is not None


def _plain(sentence: Sentence) -> Iterator[Claim]:
    """`Có 1.842 người cai nghiện, 1.516 người tại cơ sở, 326 người tại nhà`: a figure, and two or more that make it and count the same.

    Nothing announces them, so that only a slip of the pen is called wrong.
    """
    plain = [mark for mark in sentence.marks if mark.symbol in "QPDM"]
    if len(plain) < 3 or any(mark.symbol != "Q" or mark.depth or mark.number.bound for mark in plain):
        return
    total, *parts = plain
    units = total.number.unit.split(", ")
    if (
        not total.number.unit
        or "/" in total.number.unit
        or any(mark.number.unit not in (*units, total.number.unit) for mark in parts)
    ):
        return
    told = any(is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) for mark in plain)
    if told or SOME.search(sentence.text) or ALL.search(sentence.text) or ":" in sentence.text:
        return
    if max(mark.number.value for mark in parts) >= total.number.value or _OTHER_TIME.search(sentence.text):
        return
    outcome = judge(total.number, total_of([mark.number for mark in parts]))
    telling = total.number.value / total.number.step >= _TELLING and not _siblings(sentence, plain)
    if outcome.verdict is not Verdict.INCONSISTENT or (telling and is_slip(total.number, outcome.check)):
        yield claim(sentence, total.number, "total", outcome)


def _siblings(sentence: Sentence, figures: Sequence[Mark]) -> bool:
    """True where each figure goes on with words of its own: "2.140 m đường, 1.620 m mương, 480 m kè"."""
    first, *others = (set(tail(sentence, mark).split()) for mark in figures)
    return bool(first) and all(each and not each & first for each in others)


_OTHER_TIME = pattern(
    r"(?<![^\W_])(?:so với|cùng kỳ|năm trước|lũy kế|còn lại|bình quân|mỗi|tăng|giảm|vượt|đạt)(?![^\W_])"
)


def further(sentence: Sentence, totals: Sequence[Mark]) -> list[Mark]:
    """The possible totals of a list whose own clause has none: what was told before, nearest first."""
    found = [mark for mark in totals if mark.symbol == "Q" and "/" not in mark.number.unit]
    told = [
        mark
        for mark in found
        if not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) or mark.depth)
    ]
    kept = [mark for mark in told if mark.number.unit not in DURATIONS][:_FURTHEST]
    return sorted(kept, key=lambda mark: -mark.number.value)
