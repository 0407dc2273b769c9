"""The same figure told twice: in prose by the same words, or in prose and in a grid line of the appendix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.claims.binding.alls import is_stock
from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target
from toolkit.claims.binding.slips import variants
from toolkit.claims.binding.verify import compared, excerpt, place_of
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.tails import MONEY

EMPTY = pattern(
    r"(?<![^\W_])(?:đã|được|mới|có|là|gồm|và|với|cho|của|các|những|tổng số|tổng|số|kết quả|hiện|nay|đến|đó|trong|ước|đạt|cả|năm|từ|đầu|"
    r"đảng bộ|tỉnh|huyện|ngành|thực hiện)(?![^\W_])"
)
_OTHER = pattern(
    r"cùng kỳ|năm trước|nhiệm kỳ trước|bình quân|mỗi|hằng năm|lũy kế|(?<![^\W_])tháng|quý|dự kiến|phấn đấu|giai đoạn|trong đó|riêng|còn lại"
)
_PRICE = pattern(
    r"(?<![^\W_])(?:giá|niêm yết|mua|bán|phí|vé|tỷ giá|cổ phiếu|mã|chỉ|lượng|mức (?:cao|thấp|phí|thưởng|giá|trần)|(?:cao|thấp) nhất|loại)(?![^\W_])"
)  # of which each thing has its own, and each day another
_LEAST = 3  # digits below which figures of the same digits are chance
_MANY = 4  # digits from which on one digit that differs is hardly chance
_LONG, _FEW = 5, 6  # digits of a figure, and figures of its noun in a document, with which a slip is no chance
_APART = 2  # syllables two figures must share that differ in one digit alone
_SUBJECT = 4  # syllables two percentages must share to be one and the same
_FIRST_YEAR = 1900
_LISTED = 4  # so many figures of one name are a list and not one figure told again


Bucket = tuple[str, int, Decimal]  # unit, decimals, scale


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure told, with its digits and the words it goes by."""

    sentence: Sentence
    mark: Mark
    digits: str
    name: frozenset[str]


@dataclass(slots=True)
class Told:
    """What a document has told: figures that are a slip of the hand apart, under names that are alike."""

    _seen: dict[Bucket, dict[str, list[_Figure]]] = field(default_factory=dict)

    def add(self, sentence: Sentence) -> None:
        """Take in the figures of a sentence."""
        for mark in sentence.marks:
            figure = _figure(sentence, mark)
            if figure is not None:
                number = mark.number
                bucket = "%" if number.percent else number.unit, number.decimals, number.scale
                self._seen.setdefault(bucket, {}).setdefault(figure.digits, []).append(figure)

    def claims(self) -> Iterator[Claim]:
        """The figures that slipped: the one told less often, or else later."""
        for by_digits in self._seen.values():
            order = {digits: index for index, digits in enumerate(by_digits)}
            for digits, figures in by_digits.items():
                near = [by_digits[each] for each in dict.fromkeys(variants(digits)) if each in by_digits]
                for figure in figures:
                    few = len(by_digits) <= _FEW
                    others = [other for each in near for other in each if _alike(figure, other, few=few)]
                    first = _right(figure, others, len(figures), by_digits, order)
                    if first is not None:
                        yield elsewhere_told(figure.sentence, figure.mark, first.mark)


def _right(
    figure: _Figure, others: list[_Figure], times: int, by_digits: dict[str, list[_Figure]], order: dict[str, int]
) -> _Figure | None:
    """The figure that another is a slip of; None where it is right itself or one of a list."""
    if not others or len({other.digits for other in others}) >= _LISTED:
        return None
    best = max(others, key=lambda other: (len(by_digits[other.digits]), -order[other.digits]))
    mine, theirs = (times, -order[figure.digits]), (len(by_digits[best.digits]), -order[best.digits])
    return best if theirs > mine else None


def _alike(one: _Figure, other: _Figure, *, few: bool) -> bool:
    """True where two figures that are a slip apart go by one name at one time.

    Of long figures a noun of two syllables is name enough, where a document tells but a `few` of it.
    """
    if one.sentence is other.sentence:
        return False
    apart = one.sentence.passage is not other.sentence.passage and not _elsewhere(one.sentence, other.sentence)
    if few and apart and min(len(one.digits), len(other.digits)) >= _LONG and " " in one.mark.number.unit:
        return _same_time(one, other)
    if len(one.digits) != len(other.digits):
        return False
    turned = sorted(one.digits) == sorted(other.digits)
    if not turned and len(one.digits) < _MANY:
        return False
    common, fewest = len(one.name & other.name), min(len(one.name), len(other.name))
    same = common == fewest if common < 2 else common * 3 >= fewest * (1 if turned else 2)
    least = _SUBJECT if one.mark.number.percent else 1 if len(one.digits) >= _MANY else 2
    stocks = turned and is_stock(one.sentence, one.mark) and is_stock(other.sentence, other.mark)
    stocks = stocks and not (_places(one.sentence) or _places(other.sentence))
    telling = common >= least or stocks
    same = same or stocks
    if _elsewhere(one.sentence, other.sentence):
        return False
    apart = turned or (one.sentence.passage is not other.sentence.passage and common >= _APART)
    return telling and same and apart and _same_time(one, other)


def _elsewhere(one: Sentence, other: Sentence) -> bool:
    """True where two sentences are about two places or bodies of one kind: "xã Hòa An …", "xã Hòa Bình …"."""
    first, second = _places(one), _places(other)
    return any(first[kind] != second[kind] for kind in first.keys() & second.keys())


def _places(sentence: Sentence) -> dict[str, str]:
    """The places and bodies a sentence speaks of, each kind with the name that follows it in capitals."""
    text = sentence.passage.text
    return {
        found[1]: found[2]
        for found in _PLACE.finditer(sentence.text)
        if text[sentence.span(*found.span(2))[0]].isupper()
    }


_PLACE = pattern(
    r"(?<![^\W_])(?<!toàn )(xã|phường|thị trấn|thôn|huyện|quận|thị xã|trường(?: (?:tiểu học|mầm non|mẫu giáo|thcs|thpt|trung học cơ sở|trung học phổ thông))?|công ty|chi bộ) "
    r"((?!có |đã |đạt |hiện |được |là |trên |và |trong |của |ở |này |nông )[^\W\dA-Z_]+(?: (?!có |đã |đạt |hiện |được |là |kết |thu )[^\W\dA-Z_]+)?)"
)


def _figure(sentence: Sentence, mark: Mark) -> _Figure | None:
    """The figure with its digits and its name; None for one that is hedged, small, a step, a target or of another time."""
    number = mark.number
    digits = str(int((number.value / number.step).to_integral_value()))
    if mark.symbol not in "QP" or number.bound or number.in_words or number.upper is not None or len(digits) < _LEAST:
        return None
    if is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) or mark.depth:
        return None
    if number.percent and base_of(sentence, mark) is not Base.NONE:
        return None
    words = lead(sentence, mark)
    if _OTHER.search(words) or _INSTEAD.search(words) or not (number.unit or number.percent):
        return None
    after = tail(sentence, mark).partition("(")[0]
    apiece = "/" in number.unit or after.startswith("/") or _APIECE.match(after)
    if number.unit.partition("/")[0] == MONEY and (apiece or _PRICE.search(f"{words} {after}")):
        return None
    name = frozenset(word for word in EMPTY.sub(" ", f"{words} {after}").split() if word[0].isalpha())
    return _Figure(sentence, mark, digits, name) if name or is_stock(sentence, mark) else None


_INSTEAD = pattern(r"(?<![^\W_])thay (?:vì|cho)(?: [^\W\dA-Z_]+){0,3} $")
_APIECE = pattern(r" (?:một|mỗi) ")  # prices of one thing differ from place to place


def _same_time(one: _Figure, other: _Figure) -> bool:
    """True where no different years stand before the two figures, or just behind."""
    first, second = (_years(each.sentence, each.mark) for each in (one, other))
    return not (first and second) or bool(first & second)


def _years(sentence: Sentence, mark: Mark) -> frozenset[Decimal]:
    end = mark.at + 1 + len(tail(sentence, mark))
    return years_of(each for each in sentence.marks if each.at < end)


def years_of(marks: Iterable[Mark]) -> frozenset[Decimal]:
    """The years among numbers."""
    return frozenset(mark.number.value for mark in marks if mark.symbol == "Y" and mark.number.value >= _FIRST_YEAR)


def elsewhere_told(sentence: Sentence, mark: Mark, first: Mark) -> Claim:
    """The claim on a figure that another place tells otherwise."""
    number, other = mark.number, first.number
    formula = compared(number, other)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "twice", Verdict.INCONSISTENT,
        (number.told, other.told), formula, other.told, number.told,
        vi=f"ghi {number.printed}, nhưng nơi khác ghi {other.printed}", en=f"{number.printed} is printed, but {other.printed} elsewhere",
    )  # fmt: skip
