"""Totals that stand apart from their parts: in the sentence before, behind them, further back than the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import following, lead, reaches, tail
from toolkit.claims.binding.lists import goes_on, read
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.stretches import ALL, SOME, figures_of
from toolkit.claims.binding.summing import total_of, unit_fits
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.kinds.some import LEVELS, NET, some, tells_all, too_large
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, is_counted, is_person

_OF = pattern(
    r"(?<![^\W_])(?:trong(?! đó| số đó| số này| khi| quý| tháng| năm| kỳ| tuần| thời| giai| nhiệm| đợt| ngày| vụ| Y| tỉnh| nước| huyện| xã| ngành| hạn| dịp| nhà)|(?<!được )phân loại(?! thành)|xếp loại|đánh giá|phân tích|khảo sát|quyết toán|phẫu thuật)(?: tổng số| số| tổng)?(?: (?!và |có |đã |được |do |là |loại |giỏi |khá |tốt |yếu |xuất sắc |trung bình )[^\W\dA-Z_]+){0,3} $"
)
_LAST = pattern(r"(?:trên|trong) tổng số(?: [^\W\dA-Z_]+){0,4} Q")
_ALL_OTHER = pattern(r"(?<![^\W_])(?:khác|còn lại|khai trừ|cách chức|yếu|kém|không đạt) $")
_ITEM = pattern(r"[,;]| và ")
OPENING = pattern(
    r"[-+*• ]*(?:trong đó|trong số (?:[^\W\dA-Z_]+ ){0,3}?(?:đó|này|ấy|trên)(?: có)?|gồm|bao gồm|cụ thể(?: là)?|(?:về |các )?(?:hình thức|kết quả|xếp loại|phân loại|thành phần|cơ cấu|nguồn vốn|phân theo|chia theo|lý do|nguyên nhân|lĩnh vực|đối tượng|địa bàn|loại hình|trình độ|độ tuổi|giới tính)"
    r"(?: (?!khác(?![^\W_]))[^\W\dA-Z_]+){0,5}(?=:))[ :,]*"
)
# What goes on about the figure of the sentence before, and is no figure of its own: "trong các hộ đạt danh hiệu có".
_AMONG = pattern(
    r"^[-+*• ]*(?:trong (?:số |các |những )(?!đó |này )(?:[^\W\dA-Z_]+ ){1,6}?(?:thì )?(?:có|gồm)(?: [^\W\dA-Z_]+){0,3} (?=Q)|trong số (?:[^\W\dA-Z_]+ ){1,3}?(?:ấy|này|đó|trên)(?![^\W_])(?: có)?,? |(?P<apart>riêng) )"
)
_TELLING = 1000  # below it three figures are one slip from a sum by chance
_NEAR = Decimal("0.8"), Decimal("1.25")
_FURTHEST = 5  # figures back


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of the sentence that no word announces parts of."""
    yield from _named(sentence)
    if opened := _AMONG.match(sentence.text):
        yield from of_sentence_before(sentence, opened.end(), 0, "over" if opened["apart"] else "some")
    yield from _next_sentence(sentence)
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


def _classes(sentence: Sentence) -> Iterator[Claim]:
    """`743 lượt người; người nghèo 208, trẻ em 174, đối tượng khác 361`: bare figures of which the last tells all others."""
    run: list[Mark] = []
    for mark in [*sentence.marks, None]:
        joined = run and mark and mark.symbol == "Q" and not mark.number.unit and mark.depth == run[-1].depth
        if joined and mark and _ITEM.match(sentence.between(run[-1], mark)):
            run.append(mark)
            continue
        if (
            len(run) > 2
            and (_ALL_OTHER.search(lead(sentence, run[-1])) or _of_levels(sentence, run))
            and not _announced(sentence, run[0])
        ):
            before = [each for each in reversed(sentence.marks[: run[0].rank]) if each.depth <= run[0].depth]
            yield from some(sentence, further(sentence, before), run, whole=True)
        run = [mark] if mark and mark.symbol == "Q" and not mark.number.unit else []


def _of_levels(sentence: Sentence, run: Sequence[Mark]) -> bool:
    """True where each of a run of figures goes by a level of one scale: "trung ương 86, tỉnh 512, xã 650"."""
    return any(all(level.search(lead(sentence, mark)) for mark in run) for level in LEVELS)


def _announced(sentence: Sentence, first: Mark) -> bool:
    """True where a bracket, a colon or "gồm" leads to the first figure of a list, so that its total stands right there."""
    words = sentence.text[: first.at]
    opened = max(words.rfind(sign) for sign in "(:;")
    return (opened >= 0 and words[opened] != ";") or ALL.search(words, opened + 1) is not None


def of_sentence_before(sentence: Sentence, low: int, depth: int, trigger: str) -> Iterator[Claim]:
    """`Toàn xã có 1.204 hội viên. Trong đó nữ 702, nam 502.`: the total stands in the sentence, or the passage, before.

    Of parts that need not be all (`trigger` "over") it is only said that they exceed the whole.
    """
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is None or before.passage.part != sentence.passage.part or before.passage.note != sentence.passage.note:
        return
    if sentence.passage.number - before.passage.number > 1:
        return
    if _OWN_TOTAL.search(sentence.text, low):
        return
    told = [mark for mark in reversed(before.marks) if mark.symbol == "Q" and not mark.depth]
    for total in sorted(
        told[:_FURTHEST], key=lambda mark: not any(each.named(mark) for each in read(sentence, mark, low, depth))
    ):
        if is_target(before, total) or is_step(before, total):
            continue
        alone = sum(_same(mark.number.unit, total.number.unit) for mark in told) == 1
        for listing in read(sentence, total, low, depth):
            named = trigger not in _NOT_ALL and (listing.named(total) or listing.bare)
            larger = listing.items[0].mark.number.value > total.number.value
            if listing.foreign or (larger and not named):
                continue
            outcomes = [judge(total.number, total_of([mark.number for mark in marks])) for marks in listing.choices()]
            good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
            parts = [item.mark for item in listing.items]
            share = outcomes[0].expected / total.number.value
            low_share, high = (Decimal("0.1"), Decimal(10)) if named else (Decimal("0.5"), Decimal(2))
            if not named and not is_counted(total.number.unit):
                low_share, high = _NEAR
            if before.passage is not sentence.passage and not _one_noun(total, parts):
                low_share, high = _NEAR
            sure = trigger not in _NOT_ALL and listing.pure and low_share < share < high
            hedged = any(part.number.bound not in ("", "ước") for part in parts) or goes_on(sentence, low)
            wrong = sure or (tells_all(sentence, total, parts, outcomes[0]) and (trigger != "over" or share > 1))
            if good or (alone and not hedged and wrong):
                yield claim(before, total.number, "total", good[0] if good else outcomes[0])
                return
        larger_part = _larger_part(before, total, sentence, low) if alone and trigger in _NOT_ALL else None
        if larger_part:
            yield too_large(sentence, larger_part, total)
            return


def _one_noun(total: Mark, parts: Sequence[Mark]) -> bool:
    """True where the parts bear the total's own noun, or none."""
    return all(f"{total.number.unit} ".startswith(part.number.unit and f"{part.number.unit} ") for part in parts)


def _larger_part(before: Sentence, total: Mark, sentence: Sentence, low: int) -> Mark | None:
    """The first figure behind a place where it must be a part of a total of the sentence before, and is larger."""
    first = next((mark for mark in sentence.marks if mark.at >= low and mark.symbol in "QPM"), None)
    if first is None or total.number.bound or first.number.bound or is_prior(before, total):
        return None
    if NET.search(f"{lead(before, total)}|{lead(sentence, first)}"):
        return None
    same = bool(first.number.unit) and _same(total.number.unit, first.number.unit)
    told = is_step(sentence, first) or is_prior(sentence, first) or is_target(sentence, first)
    return first if same and not told and first.number.value > total.number.value else None


_OWN_TOTAL = pattern(r"[;,] (?:tổng cộng|cộng(?! tác| đồng| hòa| với)|tất cả)(?: [^\W\dA-Z_]+){0,3} Q")
_NOT_ALL = ("some", "over")


def _same(total: str, part: str) -> bool:
    return unit_fits(total, part, strict=True) or total.startswith(f"{part} ")


def _next_sentence(sentence: Sentence) -> Iterator[Claim]:
    """`Thành lập 28 tổ. Cấp tỉnh 5 tổ, cấp huyện 8 tổ, cấp xã 15 tổ.`: a sentence that is nothing but a list of what the one before counts."""
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is None or len(sentence.marks) < 2 or not _follows(before, sentence):
        return
    if any(mark.symbol not in "Q" or mark.depth for mark in sentence.marks):
        return
    units = {mark.number.unit for mark in sentence.marks}
    told = [
        mark
        for mark in before.marks
        if mark.symbol == "Q" and any(_same(mark.number.unit, unit) for unit in units if unit)
    ]
    if len(units) != 1 or len(told) != 1 or told[0].depth or told[0].number.bound or is_step(before, told[0]):
        return
    total = told[0]
    again = any(mark.number.value == total.number.value for mark in sentence.marks)  # "Trong 46,8 ha này, …"
    if again or is_target(before, total) or is_prior(before, total) or _VERBAL.search(sentence.text):
        return
    for listing in read(sentence, total, 0, 0)[:1]:
        if len(listing.items) == len(sentence.marks) and listing.pure and listing.opens and not listing.overlaps:
            outcome = judge(total.number, total_of([item.mark.number for item in listing.items]))
            share = outcome.expected / total.number.value if total.number.value else Decimal(0)
            after = before.marks[total.rank + 1] if total.rank + 1 < len(before.marks) else None
            parted = after is not None and after.symbol == "P"  # a part itself: "từ Thái Lan 5.620 chiếc, chiếm 51,7%"
            within = before.passage is sentence.passage
            sure = within and len(listing.items) > 2 and Decimal("0.3") < share < 3 and not parted
            if (
                outcome.verdict is not Verdict.INCONSISTENT
                or sure
                or is_slip(total.number, outcome.check, own=3 if within else 4)
            ):
                yield claim(before, total.number, "total", outcome)


def _follows(before: Sentence, sentence: Sentence) -> bool:
    """True for a sentence of the same passage, or one that opens the next."""
    one, other = before.passage, sentence.passage
    below = one.part == other.part and one.cell == other.cell and other.number - one.number == 1 and not sentence.low
    below = below and ":" not in sentence.text and not any(is_person(mark.number.unit) for mark in sentence.marks)
    return one is other or below


_VERBAL = pattern(
    r"(?<![^\W_])(?:đã|được|tăng|giảm|so với|cùng kỳ|năm|tháng|quý|phấn đấu|kế hoạch|chỉ tiêu|tổng|ngoài ra|thêm|mới|tiếp tục|đến nay|tiếp đến|tiếp theo|kế đến|theo sau|xếp|đứng)(?![^\W_])"
)


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
