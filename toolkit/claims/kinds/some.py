"""Parts after "trong đó", which need not be all of the whole: what can be said of them all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import DISCIPLINE, goes_on, read
from toolkit.claims.binding.parts import (
    ANNOUNCED,
    NET,
    OVERLAP,
    PARTS_OF,
    is_part,
    label_of,
    mixed,
    nested,
    of_one_noun,
)
from toolkit.claims.binding.roles import is_prior, is_step, verb_of
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.stages import at_once, is_stage
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Outcome, claim, compared, excerpt, judge, place_of
from toolkit.claims.binding.vocabulary import MEAN, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import grain, operand
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import is_counted, is_person

# The last of a list of classes, or the one that leaves nothing over: the list tells all.
_CLOSING = pattern(
    r"còn lại|khác(?![^\W_])|(?<![^\W_])(?:không|chưa|quá hạn|trễ hạn|chậm|yếu|kém|trung bình|ngoài (?!xã hội|cộng đồng)|hết hạn|loại iii|mức độ 4|khai trừ|cách chức)(?![^\W_])"
)
_REST = pattern(r"còn lại|khác(?![^\W_])")
_CLASS = pattern(r"(?<![^\W_])(?:loại|xuất sắc|giỏi|tốt|khá|trung bình|yếu|kém|hoàn thành|mạnh|đạt)(?![^\W_])")
_BADGE, _YEARS = pattern("huy hiệu|kỷ niệm chương"), canon("năm")
LEVELS = tuple(
    pattern(words)
    for words in (
        r"mầm non|mẫu giáo|nhà trẻ|tiểu học|trung học cơ sở|thcs|trung học phổ thông|thpt",
        r"trung ương|nstw|(?:cấp |ngân sách |ns )?(?:tỉnh|huyện|xã)(?![^\W_])|dân góp|xã hội hóa",
        r"khiếu nại|tố cáo|kiến nghị|phản ánh",
        r"tiến sĩ|thạc sĩ|đại học|cao đẳng|trung cấp|sơ cấp",
        r"tín nhiệm",
    )
)  # names of one scale: where three of them are told, hardly one is left out
_MANY, _EXCESS = (
    4,
    (Decimal("0.5"), Decimal("0.6")),
)  # parts of one noun; by how much of the whole two, or more, may exceed it
_TELLING = 100  # grains a measured whole must have for a slip in it to be no chance
_OF_REST, _OF_CLASSES = Decimal("0.6"), Decimal("0.25")  # how far from the whole parts that tell all may be
_PAPERS, _APART = canon("văn bản"), canon("riêng ")
_KINDS_OF_PAPER = pattern("nghị quyết|chỉ thị|kế hoạch|quyết định|báo cáo|thông báo|công văn|tờ trình|hướng dẫn")
_IN = pattern(r"(?<![^\W_])(?:trong|trong tổng số|trên tổng số)(?: [^\W\dA-Z_]+){0,4} $")
_ITEM = pattern(r"[,;]| và ")
_SEXES, _BOTH = pattern(r"(?<![^\W_])(?:(?<!việt )nam|(?<!phụ )nữ)(?![^\W_])"), {canon("nam"), canon("nữ")}
_MALE = pattern(r"(?<![^\W_])nam(?![^\W_])")


def some(
    sentence: Sentence,
    totals: Sequence[Mark],
    marks: Sequence[Mark],
    begin: tuple[int, int] | None = None,
    *,
    whole: bool = False,
) -> Iterator[Claim]:
    """The claims of a whole and some of its parts: each at most the whole, and in sum where they leave nothing over.

    `marks` are all figures that may be parts, just those if `whole`; where a list of them begins at a place on a level,
    that is `begin`.
    """
    quantities = [total for total in totals if total.symbol == "Q"]
    told = {total.rank: _lists(sentence, total, marks, begin) for total in quantities}
    for total in quantities:
        for each in told[total.rank]:
            if held := _held(sentence, total, each, len(marks) if whole else 2):
                yield claim(sentence, total.number, "total", held)
                return
    for total in sorted(quantities, key=lambda each: not _named_by(sentence, each, told[each.rank][0])):
        if total.number.bound not in ("", "ước") or not total.number.unit or is_step(sentence, total):
            continue
        likeliest = told[total.rank][0]
        if any(mark.number.value == total.number.value and mark.number.unit == total.number.unit for mark in likeliest):
            return  # the part is all of it
        parts = [mark for mark in likeliest if is_part(sentence, total, mark, strict=True)]
        wider = [mark for mark in likeliest if is_part(sentence, total, mark, strict=False)]
        if total.number.unit == _PAPERS and wider and not parts and _KINDS_OF_PAPER.match(wider[0].number.unit):
            parts = wider[:1] if _larger(sentence, total, wider[:1]) else []
        if not parts and len(wider) > 1:
            yield from _summed(sentence, total, wider)
            return
        if not parts or not (parts[0].number.unit or len(parts) > 1):
            continue
        larger = None if MEAN.search(lead(sentence, total)) else _larger(sentence, total, parts)
        if larger:
            yield too_large(sentence, larger, total)
        else:
            others = [mark for mark in likeliest if mark not in parts and mark.symbol == "Q" and mark.number.exact]
            yield from _summed(sentence, total, parts, whole=not others)
        return


def _named_by(sentence: Sentence, total: Mark, marks: Sequence[Mark]) -> bool:
    """True where figures bear the noun of a total: "17 HTX với 142 thành viên, trong đó 15 HTX nông nghiệp"."""
    return any(
        mark.number.unit
        and f"{total.number.unit} ".startswith(f"{mark.number.unit} ")
        and is_part(sentence, total, mark, strict=total.number.unit == mark.number.unit)
        for mark in marks
    )


def _lists(
    sentence: Sentence, total: Mark, marks: Sequence[Mark], begin: tuple[int, int] | None
) -> list[Sequence[Mark]]:
    """The lists of figures that may be meant, the likeliest first and all figures last."""
    found = read(sentence, total, *begin) if begin else []
    return [*([item.mark for item in listing.items] for listing in found), marks]


def _held(sentence: Sentence, total: Mark, marks: Sequence[Mark], least: int) -> Outcome | None:
    """The outcome of the first figures of a list that make the total; None where none do."""
    for strict in (True, False):
        parts = [mark.number for mark in marks if is_part(sentence, total, mark, strict=strict)]
        for end in range(least, len(parts) + 1):
            outcome = judge(total.number, total_of(parts[:end]))
            if outcome.verdict is not Verdict.INCONSISTENT:
                return outcome
    return None


def _larger(sentence: Sentence, total: Mark, parts: Sequence[Mark]) -> Mark | None:
    """A part that is larger than the whole, told in the first breath of its parts."""
    limit = operand(total.number)
    announced = PARTS_OF.search(sentence.between(total, parts[0]))
    if announced is None or _of_another(sentence, total, parts[0], announced.start()):
        return None
    if _ITEM.search(sentence.between(total, parts[0]), announced.end()):
        return None  # "trong đó có một trẻ em, và 25 người bị thương"
    for part in parts:
        words = sentence.between(total, part)
        divided = ";" in words and ":" not in sentence.before(parts[0])
        if divided or NET.search(f"{lead(sentence, total)}|{words}"):
            return None
        if part is not parts[0] and (mixed(sentence, parts[0], part) or not _ITEM.search(sentence.before(part))):
            return None
        one, other = total.number.unit, part.number.unit
        same = one == other or (is_counted(one) and is_counted(other) and is_person(one) == is_person(other))
        told = (same and part.number.unit) or _bare_among(parts, limit.high)
        if operand(part.number).low > limit.high and told and part.number.bound in ("", "ước"):
            return part
    return None


def _of_another(sentence: Sentence, total: Mark, part: Mark, announced: int) -> bool:
    """True for a figure that is no whole of what follows: a rate, one of two choices or of two that are counted together, the whole of the part before it."""
    if total.number.decimals and total.number.scale == 1 and is_counted(total.number.unit):
        return True  # "1,74 ứng viên trên một đại biểu"
    before = sentence.marks[total.rank - 1] if total.rank else None
    led = before is not None and before.symbol == "Q" and _OF_ALL.fullmatch(sentence.between(before, total))
    words = sentence.between(total, part)
    if _BUT.search(words) or _OF_THEM.match(words) or "Q" in words[:announced] or is_prior(sentence, total):
        return True
    if before is not None and before.symbol == "Q" and _TOGETHER.fullmatch(sentence.between(before, total)):
        return True
    return (
        _OF_EACH.search(lead(sentence, total)) is not None
        or bool(led)
        or _CHOICE.search(words) is not None
        or _APART_IN.search(words) is not None
    )


_OF_ALL = pattern(r"(?: [^\W\dA-Z_]+){0,4} (?:trong|trên) tổng(?: số)? ")
_TOGETHER = pattern(r"(?: [^\W\dA-Z_]+){0,6}(?:,| và)(?: (?:làm|khiến))? ")
_OF_EACH = pattern(r"(?<![^\W_])(?:mỗi(?: [^\W\dA-Z_]+){0,5}|tại|ở|thêm) $")
_BUT = pattern(r"(?<![^\W_])(?:nhưng|tuy nhiên)(?![^\W_])")
_OF_THEM = pattern(
    r"(?: [^\W\dA-Z_]+){0,2} trong số (?:đó|này|ấy|họ)(?![^\W_])"
)  # "12 hộ trong số đó" are a part themselves
_CHOICE = pattern(r"(?<![^\W_])hoặc(?![^\W_])")
_APART_IN = pattern(r"(?<![^\W_])riêng trong $")


def _bare_among(parts: Sequence[Mark], most: Decimal) -> bool:
    """True for figures without a unit of which but one is larger than the whole: the others are parts of it."""
    larger = [part for part in parts if part.number.value > most]
    return len(parts) > 2 and len(larger) == 1 and not any(part.number.unit for part in parts)


def too_large(sentence: Sentence, part: Mark, total: Mark) -> Claim:
    """The claim on a part that is larger than its whole."""
    number = part.number
    formula = compared(number, total.number)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "part", Verdict.INCONSISTENT,
        (number.told, total.number.told), formula, total.number.told,
        number.told, vi=f"{formula}: phần lớn hơn tổng", en=f"{formula}: the part is larger than the whole",
    )  # fmt: skip


def _summed(sentence: Sentence, total: Mark, parts: Sequence[Mark], *, whole: bool = True) -> Iterator[Claim]:
    failed: tuple[Decimal, Outcome] | None = None
    parts = _of_it_alone(sentence, total, parts)
    for end in range(2, len(parts) + 1):
        outcome = judge(total.number, total_of([mark.number for mark in parts[:end]]))
        if outcome.verdict is not Verdict.INCONSISTENT:
            yield claim(sentence, total.number, "total", outcome)
            return
        off = outcome.off(total.number)
        rounded = total.number.bound and abs(outcome.expected - total.number.value) <= grain(total.number)
        if (
            whole
            and not rounded
            and tells_all(sentence, total, parts[:end], outcome)
            and (failed is None or off <= failed[0])
        ):
            failed = off, outcome
    if failed and not (
        _held_by_some(
            total, parts, [mark for mark in sentence.marks[: total.rank] if mark.number.unit == total.number.unit]
        )
        or _open(sentence, parts)
    ):
        yield claim(sentence, total.number, "total", failed[1])


def _of_it_alone(sentence: Sentence, total: Mark, parts: Sequence[Mark]) -> Sequence[Mark]:
    """The parts before one that is of the part before it, or with the total makes a whole told further back: "nhận 27 đơn; giải quyết 25, trong đó đúng hạn 24; còn 2"."""
    before = {each.number.value for each in sentence.marks[: total.rank] if each.symbol == "Q"}
    beside = [
        at for at, part in enumerate(parts)
        if part.number.value + total.number.value in before or (at and _OF_ONE.search(sentence.between(parts[at - 1], part)))
    ]  # fmt: skip
    return parts[: beside[0]] if beside else parts


# What is of the part before it, or what that has become.
_OF_ONE = pattern(rf"{PARTS_OF.pattern}|(?<![^\W_])đến(?: [^\W\dA-Z_]+| Y){{1,3}} (?:chỉ )?còn $")


def _open(sentence: Sentence, parts: Sequence[Mark]) -> bool:
    """True where a part is only about so many, or the list goes on without figures: "… và một phó giám đốc"."""
    hedged = any(part.number.bound not in ("", "ước") for part in parts)
    return hedged or goes_on(sentence, parts[-1].at) or _AND_ONE.match(sentence.after(parts[-1])) is not None


_AND_ONE = pattern(r"[^;:.]* và một (?!số|phần|ít|vài)")


def _held_by_some(total: Mark, parts: Sequence[Mark], beside: Sequence[Mark]) -> bool:
    """True where the parts from some place on make the whole, as those before were told of something else, or all of them the whole and a figure told beside it."""
    summed = sum((mark.number.value for mark in parts), Decimal(0))
    return any(summed == total.number.value + mark.number.value for mark in beside) or any(
        judge(total.number, total_of([mark.number for mark in parts[start:]])).verdict is not Verdict.INCONSISTENT
        for start in range(1, len(parts) - 1)
        if parts[start].number.unit != parts[start - 1].number.unit
    )


def tells_all(sentence: Sentence, total: Mark, parts: Sequence[Mark], outcome: Outcome) -> bool:
    """True where the parts leave nothing over by their words, or all but sum up to the whole, or exceed it."""
    off = outcome.off(total.number)
    labels = [label_of(sentence, mark, total) for mark in parts]
    told = " ".join(labels).lstrip().removeprefix(_APART)
    if OVERLAP.search(told) and not _MALE.search(told) and not _REST.search(labels[-1]):
        return False
    if len(parts) == 2 and {match[0] for label in labels for match in _SEXES.finditer(label)} == _BOTH:
        return True
    over = sum(mark.number.value for mark in parts) > total.number.value
    if any(mixed(sentence, *pair) or is_stage(sentence, *pair) for pair in pairwise(parts)) or (
        over and at_once(labels)
    ):
        return False
    if all(DISCIPLINE.search(label) for label in labels) and (over or len(labels) > 2):
        return True
    if _BADGE.search(sentence.text) and all(_years_beside(sentence, mark) for mark in parts) and off <= _OF_REST:
        return True
    if len(labels) > 2 and any(all(map(level.search, labels)) for level in LEVELS) and off <= _OF_CLASSES:
        return True
    if any(mark.number.bound not in ("", "ước") for mark in parts) or nested(parts):
        return False
    whole = (len(parts) > 2 and _REST.search(labels[-1])) or all(_CLASS.search(label) for label in labels)
    if over and whole and _REST.search(labels[-1]) and not any(mark.number.unit for mark in parts):
        return True  # "2,9 tỷ đồng, trong đó tỉnh 3,4, huyện 4,1, nguồn khác 1,7"
    if _CLOSING.search(labels[-1]) and off <= (_OF_REST if whole else _OF_CLASSES):
        return True
    summed = add([operand(mark.number) for mark in parts])
    words = ANNOUNCED.sub("", sentence.before(parts[0])) + sentence.between(parts[0], parts[-1])
    shares = [
        each for each in sentence.marks[: parts[-1].rank]
        if each.symbol == "P" and each.at > total.at and verb_of(sentence, each) not in (Verb.UP, Verb.DOWN)
    ]  # fmt: skip
    parted = ";" in words and ":" not in words
    named = len(parts) >= _MANY and all(mark.number.unit == total.number.unit for mark in parts)
    plain = all(each.number.bound for each in shares) and not (parted and not (named or of_one_noun(labels)))
    if summed.low > total.number.value and off <= _EXCESS[len(parts) > 2] and plain:
        return True
    parallel = set(labels[0].split()) & set(labels[-1].split())
    if total in sentence.marks and parted and not parallel and not _REST.search(labels[-1]):
        return False  # "giải quyết 391 đơn, trong đó đúng hạn 389 đơn; đang giải quyết 12 đơn"
    one_off = len(str(total.number.value)) > 1 and all(mark.number.unit == total.number.unit for mark in parts)
    near = Decimal("0.06") if not one_off else max(Decimal("0.06"), 1 / max(total.number.value, total.number.step))
    size = min(grain(mark.number) for mark in (total, *parts))
    telling = is_counted(total.number.unit) or total.number.value >= size * _TELLING
    return (is_counted(total.number.unit) and off <= near) or (telling and is_slip(total.number, outcome.check))


def _years_beside(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure told with a length of service: "19 đảng viên 45 năm", "45 năm: 19"."""
    beside = [sentence.marks[at] for at in (mark.rank - 1, mark.rank + 1) if 0 <= at < len(sentence.marks)]
    return any(other.number.unit == _YEARS or other.symbol == "Y" for other in beside)
