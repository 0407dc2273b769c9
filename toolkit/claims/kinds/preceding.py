"""Totals that the sentence before tells, or one further back: `Toàn xã có 1.204 hội viên. Trong đó nữ 702, nam 502.`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import following, lead
from toolkit.claims.binding.closed import closed_lists
from toolkit.claims.binding.lists import goes_on, read
from toolkit.claims.binding.parts import NET
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import total_of, unit_fits
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.kinds.some import tells_all, too_large
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import is_counted, is_person

OPENING = pattern(
    r"[-+*• ]*(?:trong đó|trong số (?:[^\W\dA-Z_]+ ){0,3}?(?:đó|này|ấy|trên)(?: có)?|gồm|bao gồm|cụ thể(?: là)?|(?:về |các )?(?:hình thức|kết quả|xếp loại|phân loại|thành phần|cơ cấu|nguồn vốn|phân theo|chia theo|lý do|nguyên nhân|lĩnh vực|đối tượng|địa bàn|loại hình|trình độ|độ tuổi|giới tính)"
    r"(?: (?!khác(?![^\W_]))[^\W\dA-Z_]+){0,5}(?=:))[ :,]*"
)
# What goes on about the figure of the sentence before, and is no figure of its own: "trong các hộ đạt danh hiệu có".
_AMONG = pattern(
    r"^[-+*• ]*(?:trong (?:số |các |những )(?!đó |này )(?:[^\W\dA-Z_]+ ){1,6}?(?:thì )?(?:có|gồm)(?: [^\W\dA-Z_]+){0,3} (?=Q)|trong số (?:[^\W\dA-Z_]+ ){1,3}?(?:ấy|này|đó|trên)(?![^\W_])(?: có)?,? |(?P<apart>riêng) )"
)
_NEAR = Decimal("0.8"), Decimal("1.25")
_FURTHEST = 5  # figures back
_DIVIDED = pattern(
    rf"^[-+*• ]*(?:các |số |toàn bộ )?(?P<noun>{W}(?: {W}){{0,5}}?)(?: này| trên| đó)? (?:được )?(?:chia|phân|phân chia|phân loại) theo(?: {W}){{1,5}}(?: gồm| có)?:"
)
_OWN_TOTAL = pattern(r"[;,] (?:tổng cộng|cộng(?! tác| đồng| hòa| với)|tất cả)(?: [^\W\dA-Z_]+){0,3} Q")
_NOT_ALL = ("some", "over")
_VERBAL = pattern(
    r"(?<![^\W_])(?:đã|được|tăng|giảm|so với|cùng kỳ|năm|tháng|quý|phấn đấu|kế hoạch|chỉ tiêu|tổng|ngoài ra|thêm|mới|tiếp tục|đến nay|tiếp đến|tiếp theo|kế đến|theo sau|xếp|đứng|cao nhất|thấp nhất)(?![^\W_])"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of earlier sentences whose parts the sentence tells without announcing them as the words of `totals` do."""
    if opened := _AMONG.match(sentence.text):
        yield from of_sentence_before(sentence, opened.end(), 0, "over" if opened["apart"] else "some")
    yield from _next_sentence(sentence)
    yield from _divided(sentence)


def _divided(sentence: Sentence) -> Iterator[Claim]:
    """`Có 1.486 công đoàn cơ sở. … Các công đoàn cơ sở chia theo khu vực: hành chính 1.013, …`: parts of the things that a sentence further back counts."""
    opened = _DIVIDED.match(sentence.text)
    noun = opened["noun"] if opened else ""
    for before in reversed(sentence.earlier) if opened else ():
        totals = [mark for mark in before.marks if mark.symbol == "Q" and mark.number.unit == noun and not mark.depth]
        if len(totals) != 1 or is_step(before, totals[0]) or is_target(before, totals[0]) or totals[0].number.bound:
            continue
        for listing in read(sentence, totals[0], opened.end(), 0)[:1] if opened else ():
            outcome = judge(totals[0].number, total_of([item.mark.number for item in listing.items]))
            near = _NEAR[0] < outcome.share_of(totals[0].number) < _NEAR[1] and listing.opens
            if outcome.verdict is not Verdict.INCONSISTENT or near:
                yield claim(before, totals[0].number, "total", outcome)
        return


_OWN_SET = pattern(r" ?trong Q(?! ?/)")  # "riêng trong 8 mẫu khí"


def of_sentence_before(sentence: Sentence, low: int, depth: int, trigger: str) -> Iterator[Claim]:
    """`Toàn xã có 1.204 hội viên. Trong đó nữ 702, nam 502.`: the total stands in the sentence, or the passage, before.

    Of parts that need not be all (`trigger` "over") it is only said that they exceed the whole.
    """
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is None or before.passage.part != sentence.passage.part or before.passage.note != sentence.passage.note:
        return
    if sentence.passage.number - before.passage.number > 1:
        return
    if _OWN_TOTAL.search(sentence.text, low) or _OWN_SET.match(sentence.text, low):
        return
    told = [mark for mark in reversed(_counting(before)) if not mark.depth]
    for total in sorted(
        told[:_FURTHEST], key=lambda mark: not any(each.named(mark) for each in read(sentence, mark, low, depth))
    ):
        if is_target(before, total) or is_step(before, total):
            continue
        alone = sum(_same(mark.number.unit, total.number.unit) for mark in told) == 1
        for listing in read(sentence, total, low, depth):
            named = trigger not in _NOT_ALL and (listing.named(total) or listing.bare)
            larger = listing.items[0].mark.number.value > total.number.value
            unit_told_last = trigger == ":" and not any(item.mark.number.unit for item in listing.items[:-1])
            if (listing.foreign and not unit_told_last) or (larger and not named):
                continue
            outcomes = [judge(total.number, total_of([mark.number for mark in marks])) for marks in listing.choices()]
            good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
            parts = [item.mark for item in listing.items]
            share = outcomes[0].share_of(total.number)
            low_share, high = (Decimal("0.1"), Decimal(10)) if named else (Decimal("0.5"), Decimal(2))
            if not named and not is_counted(total.number.unit):
                low_share, high = _NEAR
            if before.passage is not sentence.passage and not _one_noun(total, parts):
                low_share, high = _NEAR
            sure = trigger not in _NOT_ALL and listing.pure and low_share < share < high
            hedged = any(part.number.bound not in ("", "ước") for part in parts) or goes_on(sentence, low)
            hedged = (
                hedged
                or _told_on(sentence, total, parts, outcomes[0].expected)
                or _each_measured(sentence, parts, outcomes[0].expected < total.number.value)
            )
            wrong = sure or (tells_all(sentence, total, parts, outcomes[0]) and (trigger != "over" or share > 1))
            unnamed = not total.number.unit and any(mark.number.unit for mark in told)
            if good or (alone and not hedged and wrong and not unnamed):
                yield claim(before, total.number, "total", good[0] if good else outcomes[0])
                return
        whole = trigger == "some" or (trigger == "over" and _ALL_TOLD.search(before.text))
        larger_part = _larger_part(before, total, sentence, low) if alone and whole else None
        if larger_part:
            yield too_large(sentence, larger_part, total)
            return


def _counting(sentence: Sentence) -> list[Mark]:
    """The amounts of a sentence, no parts of a list of its own, and of a fraction only what is counted: 22 of "22/56 đơn"."""
    wholes = {two.rank for one, two in fractions(sentence) if two.number.exact and "/" in sentence.between(one, two)}
    parts = {rank for each in closed_lists(sentence) for rank in each.ranks}
    return [mark for mark in sentence.marks if mark.symbol == "Q" and mark.rank not in wholes | parts]


_AT = pattern(r"(?<![^\W_])(?:tại|ở) $")


def _told_on(sentence: Sentence, total: Mark, parts: Sequence[Mark], expected: Decimal) -> bool:
    """True where a list tells where the total was found, or what it lacks is told beside it: "A 23,7 triệu đồng, B 11,6; từ tháng 5, C 11,1 triệu đồng"."""
    beside = [mark for mark in sentence.marks if mark.symbol == "Q" and mark not in parts]
    lacking = [mark for mark in beside if mark.number.value == total.number.value - expected]
    told = any(_same(total.number.unit, mark.number.unit) for mark in lacking)
    return told or _AT.search(lead(sentence, parts[0])) is not None


def _each_measured(sentence: Sentence, parts: Sequence[Mark], short: bool) -> bool:
    """True where parts that fall short have each a plan or a growth of their own, and are told for it: "lúa 173 ha, bằng 123,5% kế hoạch; ngô 102 ha, bằng 85% kế hoạch"."""
    behind = [following(sentence, part) for part in parts]
    return short and all(
        share is not None and share.symbol == "P" and base_of(sentence, share) in (Base.TARGET, Base.PRIOR)
        for share in behind
    )


def _one_noun(total: Mark, parts: Sequence[Mark]) -> bool:
    """True where the parts bear the total's own noun, or none."""
    return all(f"{total.number.unit} ".startswith(part.number.unit and f"{part.number.unit} ") for part in parts)


def _larger_part(before: Sentence, total: Mark, sentence: Sentence, low: int) -> Mark | None:
    """The first figure behind a place where it must be a part of a total of the sentence before, and is larger."""
    first = next((mark for mark in sentence.marks if mark.at >= low and mark.symbol in "QPM"), None)
    if (
        first is None
        or any(each.bound or each.upper for each in (total.number, first.number))
        or is_prior(before, total)
    ):
        return None
    if NET.search(f"{lead(before, total)}|{lead(sentence, first)}") or _WIDER.search(lead(sentence, first)):
        return None
    rate = "/" in first.number.unit or sentence.after(first).startswith("/")  # "40 km …, trong đó có xe chạy 50 km/giờ"
    same = bool(first.number.unit) and not rate and _same(total.number.unit, first.number.unit)
    told = is_step(sentence, first) or is_prior(sentence, first) or is_target(sentence, first)
    return first if same and not told and first.number.value > total.number.value else None


_ALL_TOLD = pattern(r"(?<![^\W_])(?:cả nước|toàn|tổng)(?![^\W_])")  # else "riêng" opens something beside it
_WIDER = pattern(r"(?<![^\W_])(?:cả nước|toàn (?:quốc|tỉnh|huyện|thành phố|ngành|xã))(?![^\W_])")


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
    told = [mark for mark in _counting(before) if any(_same(mark.number.unit, unit) for unit in units if unit)]
    if len(units) != 1 or len(told) != 1 or told[0].depth or told[0].number.bound or is_step(before, told[0]):
        return
    total = told[0]
    again = any(mark.number.value == total.number.value for mark in sentence.marks)  # "Trong 46,8 ha này, …"
    if again or is_target(before, total) or is_prior(before, total):
        return
    if _VERBAL.search(sentence.text) and not all(_GRADE.match(sentence.after(mark)) for mark in sentence.marks):
        return
    for listing in read(sentence, total, 0, 0)[:1]:
        if len(listing.items) == len(sentence.marks) and listing.pure and listing.opens and not listing.overlaps:
            outcome = judge(total.number, total_of([item.mark.number for item in listing.items]))
            share = outcome.share_of(total.number)
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


_GRADE = pattern(r" (?:(?:đạt|loại|xếp loại|đạt loại) )?(?:xuất sắc|giỏi|tốt|khá|đạt|trung bình|yếu|kém)(?![^\W_])")


def _follows(before: Sentence, sentence: Sentence) -> bool:
    """True for a sentence of the same passage, or one that opens the next."""
    one, other = before.passage, sentence.passage
    below = one.part == other.part and one.cell == other.cell and other.number - one.number == 1 and not sentence.low
    below = below and ":" not in sentence.text and not any(is_person(mark.number.unit) for mark in sentence.marks)
    return one is other or below
