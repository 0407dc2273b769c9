"""The whole told once for all that follows: `Toàn huyện có 24.860 hộ.` … `622 hộ, chiếm 2,5% tổng số hộ`."""

from __future__ import annotations

from decimal import Decimal

from toolkit.claims.binding.clauses import FIGURES, lead, remembered, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import mistyped
from toolkit.claims.binding.verify import judge, of
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import DURATIONS, is_person

_SCOPE = rf"(?: (?:hiện có|hiện nay)| (?:(?:trên|trong|của|tại|ở|thuộc) )?(?:(?:địa bàn|toàn|cả|đảng bộ|tỉnh|huyện|xã|thành phố|ngành)(?: {W}){{0,4}}))?"
_OF_ALL = pattern(
    rf"^ ?(?:so với |của |trên |trong )?(?:tổng số$|(?:tổng|toàn bộ)(?: số)? (?P<all>{W}(?: {W}){{0,4}}?)|số (?P<some>{W}(?: {W}){{0,4}}?)(?= (?:toàn|trên địa bàn|của (?:tỉnh|huyện|xã|ngành|đảng bộ|cả))(?![^\W_]))){_SCOPE} ?$"
)
# Words that tell how many there are of all: "toàn huyện hiện có", "tổng số đảng viên là".
_STOCK = pattern(
    rf"(?:^ ?|(?<![^\W_]))(?:(?:toàn|cả) {W}|tổng số|tổng|địa bàn|đảng bộ|tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|ngành|trường|đơn vị|cơ quan|công ty|hiện|hiện nay|đến nay)(?: {W}){{0,6}}? ?(?:có|là|gồm|quản lý|:)(?: tổng số)? $"
)
_FLOW = pattern(
    r"(?<![^\W_])(?:mới|thêm|thành lập|kết nạp|hỗ trợ|cho|tăng|giảm|còn|trong đó|riêng|đã|được|phấn đấu|dự kiến|sẽ|đạt|chỉ|bình quân)(?![^\W_])"
)
_PLAINLY = pattern(
    rf"^ ?(?:(?:với|và|đang hoạt động|sinh hoạt|trên địa bàn|thuộc|ở|tại|trong toàn|của|phân bố|tham gia sinh hoạt)(?: {W})*)? ?$"
)
_TELLING = Decimal("0.03")  # a whole of another day makes a share differ by less


def all_of(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """What all things of the part's name are, where the percentage is of "tổng số" of them: [] where nothing sure tells it.

    In the passage itself the first figure of such things counts, in an earlier passage only one that says how many there
    are of all, and two that differ are no measure.
    """
    named = _OF_ALL.match(tail(sentence, mark))
    if named is None or not num.number.unit:
        return []
    name = named["all"] or named["some"] or ""
    found = _in_passage(sentence, num, name)
    return found if found or not name else _elsewhere(sentence, mark, num, name)


def same_name(one: str, other: str) -> bool:
    """True for one noun, or its short form, or two nouns for persons."""
    return _same(one, other) or (is_person(one) and is_person(other))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or long.startswith((f"{short} ", f"{short},"))


def _is_of(name: str, whole: Mark, num: Mark) -> bool:
    """True for a figure that counts what a percentage names, of which the part is one."""
    unit = whole.number.unit
    return same_name(unit, num.number.unit) and f"{unit} ".startswith(f"{name or unit} ")


def _in_passage(sentence: Sentence, num: Mark, name: str) -> list[Mark]:
    """The first figure of the part's things a few sentences back."""
    for each in (sentence, *reversed(sentence.earlier)):
        if each.passage is not sentence.passage:
            break
        for other in each.marks[: num.rank] if each is sentence else each.marks:
            like = other.symbol == "Q" and other.number.unit and _is_of(name, other, num)
            if like and not other.depth and _stands(each, other) and _is_share(each, other):
                return []
            if like and not other.depth and _stands(each, other):
                return [other] if other.number.value >= num.number.value or is_stock(each, other) else []
    return []


def _is_share(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure that is told as a share of all itself: "15.680 hộ, bằng 98% tổng số hộ"."""
    share = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    return share is not None and share.symbol == "P" and _OF_ALL.match(tail(sentence, share)) is not None


def _elsewhere(sentence: Sentence, mark: Mark, num: Mark, name: str) -> list[Mark]:
    """The one figure of earlier passages that tells how many there are of all."""
    told = [
        (each, other) for each in reversed(sentence.earlier) if each.passage is not sentence.passage
        for other in each.marks if other.symbol == "Q" and (other.number.value >= num.number.value or is_stock(each, other)) and _is_of(name, other, num)
    ]  # fmt: skip
    for _, other in told:
        if judge(mark.number, of(num, other)).verdict is not Verdict.INCONSISTENT:
            return [other]
    found = {other.number.value: other for each, other in told if is_stock(each, other) and _same_year(each, sentence)}
    if len(found) != 1:
        return []
    (whole,) = found.values()
    expected = judge(mark.number, of(num, whole)).expected
    off = abs(expected - mark.number.value)
    return [whole] if off >= _TELLING * expected or mistyped(mark.number.value, expected) else []


def _stands(sentence: Sentence, mark: Mark) -> bool:
    return not (is_prior(sentence, mark) or is_step(sentence, mark) or is_target(sentence, mark))


@remembered
def is_stock(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure that tells how many there are of all: "toàn huyện hiện có 24.860 hộ"."""
    if mark.symbol != "Q" or mark.depth or mark.number.bound or not mark.number.unit or mark.number.unit in DURATIONS:
        return False
    words = lead(sentence, mark)
    told = _STOCK.search(words) and not _FLOW.search(words) and _PLAINLY.match(tail(sentence, mark))
    return bool(told) and _stands(sentence, mark)


def tells_stock(sentence: Sentence) -> bool:
    """True for a sentence whose first figure tells how many there are of all."""
    first = next((mark for mark in sentence.marks if mark.symbol in FIGURES), None)
    return first is not None and is_stock(sentence, first)


def _same_year(one: Sentence, other: Sentence) -> bool:
    """True where no different years stand by two figures."""
    years = [
        {mark.number.value for mark in each.marks if mark.symbol == "Y" and mark.number.value >= 1900}
        for each in (one, other)
    ]
    return not (years[0] and years[1]) or bool(years[0] & years[1])
