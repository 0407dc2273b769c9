"""One figure told twice in a breath: in two units, or loosely and then exactly (`hơn 45 tỷ đồng …, chính xác là 45,6 tỷ đồng`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.arithmetic import same
from toolkit.claims.binding.clauses import FIGURES, following
from toolkit.claims.binding.roles import is_step
from toolkit.claims.binding.slips import mistyped, near
from toolkit.claims.binding.verify import Check, claim, compared, far_apart, judge
from toolkit.claims.binding.vocabulary import ADDED
from toolkit.claims.kinds.products import by, with_ratio
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import grain
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike, dimension, factor

_EXACTLY = r"(?:con số |số liệu |số |giá trị |tính |nói |nếu )*(?:chính xác|đúng ra|làm tròn|quy tròn|lấy tròn|tính tròn|tròn|(?:con số|số liệu|số) cụ thể)"
_INTRODUCED = r"(?: hơn)?(?: thì)?(?: là| bằng| đạt)?:? ?"
_SURE = pattern(rf"(?:[(,;]|-) ?{_EXACTLY}{_INTRODUCED}$")
_IN_DETAIL = pattern(rf"(?:[(,;]|-) ?(?:cụ thể|chi tiết){_INTRODUCED}$")
_BRACKET = pattern(r"(?: [^\W\dA-Z_]+){0,3} \((?:là )?")
_AFAR = pattern(r"(?: [^\W\dA-Z_]+){4,10} \((?:là )?")
_CLOSES = pattern(r"(?: [^\W\dA-Z_]+){0,2}\)")
_LISTS = pattern(r"(?<![^\W_])(?:gồm|trong đó|cùng kỳ|năm trước|kế hoạch|chỉ tiêu|dự toán)(?![^\W_])")
_ALSO = pattern(
    r"Q(?: [^\W\dA-Z_]+){0,3},? \(?(?:tức(?: là)?|tương đương|tương đương với|hay) (?P<again>Q)(?! ?/| (?:cho )?(?:mỗi|một|từng|bình quân)(?![^\W_]))"
)

_FINER = 3  # digits


def find(sentence: Sentence) -> Iterator[Claim]:
    """The figures of the sentence that are told again, by what they were told as first."""
    for match in _ALSO.finditer(sentence.text):
        one, again = sentence.at(match.start()), sentence.at(match.start("again"))
        if is_step(sentence, one) or ADDED.search(sentence.before(one)):
            continue
        if dimension(one.number.unit) and dimension(one.number.unit) == dimension(again.number.unit):
            found = _converted(sentence, one, again)
            if found.verdict is not Verdict.INCONSISTENT or _is_meant(sentence, one, again):
                yield found
    for again in sentence.marks:
        if first := _told_first(sentence, again):
            coarse, fine = (first, again) if _size(first) >= _size(again) else (again, first)
            yield _loose(sentence, fine, coarse)


def _is_meant(sentence: Sentence, one: Mark, again: Mark) -> bool:
    """True for another unit, or a slip in the same; "305 triệu lít rượu, tương đương 72 triệu lít cồn" are two things, and "100 m hay 200 m" two values."""
    if factor(one.number.unit) != factor(again.number.unit):
        return True
    nouns = [_NOUN.match(sentence.after(each)) for each in (one, again)]
    named = {found[1] for found in nouns if found}
    unlike = None not in nouns and len(named) > 1
    hay = _OR.search(sentence.between(one, again)) is not None
    return not (unlike or hay) and mistyped(again.number.value, one.number.value)


_OR = pattern(r"(?<![^\W_])hay $")


_NOUN = pattern(r" ([^\W\dA-Z_]+)")


def _converted(sentence: Sentence, one: Mark, again: Mark) -> Claim:
    """The claim on the second of two figures by the first, in another unit."""
    return claim(sentence, again.number, "twice", judge(again.number, _check(one, again)))


def _check(one: Mark, again: Mark) -> Check:
    ratio = factor(one.number.unit) / factor(again.number.unit)
    return Check((one.number,), same if ratio == 1 else by(ratio), with_ratio("{}", ratio))


def _loose(sentence: Sentence, exact: Mark, loose: Mark) -> Claim:
    """The claim on a loose figure by the exact one."""
    number, check = loose.number, _check(exact, loose)
    found = claim(sentence, number, "twice", judge(_taken(number), check))
    if found.verdict is not Verdict.INCONSISTENT:
        return found
    said = sentence.passage.text[number.begin : number.stop]
    right = sentence.passage.text[exact.number.begin : exact.number.stop]
    return replace(
        found, formula=compared(exact.number, number), expected=exact.number.value * factor(exact.number.unit) / factor(number.unit) / number.scale,
        vi=f"ghi “{said}”, nhưng con số chính xác là {right}", en=f"“{said}” is printed, but the exact figure is {right}",
    )  # fmt: skip


def _taken(number: Number) -> Number:
    """A figure as it must be taken beside the exact one: "hơn" is more and "gần" is less by any digit, and a round one is loose."""
    if number.bound in ("", "~", "ước"):
        round_one = not (number.bound or number.percent or number.points) and grain(number) > number.step
        return replace(number, bound="~") if round_one else number
    return replace(number, decimals=number.decimals + _FINER)


def _size(mark: Mark) -> tuple[bool, Decimal]:
    """How loosely a figure is told: with a hedge, and by its last digit."""
    return bool(mark.number.bound), grain(mark.number) * factor(mark.number.unit)


def _told_first(sentence: Sentence, again: Mark) -> Mark | None:
    """The figure before that the words say is told again; None where they do not."""
    if again.symbol not in FIGURES or not again.rank:
        return None
    words = sentence.text[: again.at]
    if _SURE.search(words):
        found = _same_kind(sentence, again, sentence.marks[: again.rank])
        return found if found and not far_apart(found.number.value, again.number.value) else None
    before = sentence.marks[again.rank - 1]
    if not before.number.bound or _same_kind(sentence, again, (before,)) is None or again.number.bound:
        return None
    after = following(sentence, again)
    if after is not None and after.depth == again.depth > before.depth and _same_kind(sentence, after, (again,)):
        return None  # "hơn 862 ha trồng cao su (825 ha), rừng (37 ha)": the brackets tell parts
    closed = _CLOSES.match(sentence.after(again)) is not None and again.depth > before.depth
    like = near(_base_value(before), _base_value(again), rate=False)
    words = sentence.between(before, again)
    plain = (like or again.symbol != "P") and _BRACKET.fullmatch(words)
    if closed and (plain or (like and _AFAR.fullmatch(words) and not _LISTS.search(words))):
        return before
    words = sentence.text[: again.at]
    alone = closed or not _goes_on(sentence, again)
    return before if _IN_DETAIL.search(words) and alone and like else None


def _same_kind(sentence: Sentence, again: Mark, before: Sequence[Mark]) -> Mark | None:
    """The nearest of the figures that tells of what `again` tells."""
    for one in reversed(before):
        if one.symbol == again.symbol and one.depth <= again.depth and alike(one.number.unit, again.number.unit):
            told = one.symbol != "Q" or bool(one.number.unit and again.number.unit)
            return one if told and not _LISTS.search(sentence.between(one, again)) else None
    return None


def _goes_on(sentence: Sentence, again: Mark) -> bool:
    """True where more figures of the kind follow: they are the parts of the first."""
    after = following(sentence, again)
    return after is not None and after.symbol == again.symbol and alike(after.number.unit, again.number.unit)


def _base_value(mark: Mark) -> Decimal:
    return mark.number.value * factor(mark.number.unit)
