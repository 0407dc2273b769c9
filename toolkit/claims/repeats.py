"""The same figure told twice: in prose by the same words, or in prose and in a grid line of the appendix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import is_prior, is_step, is_target, lead, tail
from toolkit.claims.sketch import Mark, Sentence
from toolkit.claims.verify import compared, excerpt, place_of

_EMPTY = pattern(
    r"(?<![^\W_])(?:đã|được|mới|có|là|gồm|và|với|cho|của|toàn|các|những|tổng số|số|kết quả|hiện|nay|đến|đó|trong|ước|đạt|cả|năm|từ|đầu|"
    r"đảng bộ|tỉnh|huyện|ngành|thực hiện)(?![^\W_])"
)
_OTHER = pattern(
    r"cùng kỳ|năm trước|nhiệm kỳ trước|bình quân|mỗi|hằng năm|lũy kế|(?<![^\W_])tháng|quý|dự kiến|phấn đấu|giai đoạn|trong đó|riêng|còn lại"
)
_LEAST = 3  # digits below which figures of the same digits are chance

Key = tuple[str, str, str, int, Decimal]


@dataclass(slots=True)
class Told:
    """What a document has told: figures of the same digits in another order, under the names they go by."""

    _seen: dict[Key, list[tuple[Sentence, Mark]]] = field(default_factory=dict)

    def add(self, sentence: Sentence) -> None:
        """Take in the figures of a sentence."""
        for mark in sentence.marks:
            for key in _keys(sentence, mark):
                self._seen.setdefault(key, []).append((sentence, mark))

    def claims(self) -> Iterator[Claim]:
        """The figures that slipped: the one told less often, or else later."""
        done: set[int] = set()
        for told in self._seen.values():
            for sentence, mark, first in _slips(told):
                if id(mark) not in done:
                    done.add(id(mark))
                    yield _claim(sentence, mark, first)


def _slips(told: list[tuple[Sentence, Mark]]) -> Iterator[tuple[Sentence, Mark, Mark]]:
    values = [mark.number.value for _, mark in told]
    if len(set(values)) < 2:
        return
    right = max(range(len(values)), key=lambda index: (values.count(values[index]), -index))
    for sentence, mark in told:
        if mark.number.value != values[right] and _same_time(told[right][0], sentence):
            yield sentence, mark, told[right][1]


def _keys(sentence: Sentence, mark: Mark) -> list[Key]:
    """What a figure is called, by the words before it and by those after, with its unit and its digits in order."""
    number = mark.number
    digits = "".join(sorted(char for char in number.printed if char.isdigit()))
    if mark.symbol not in "QP" or number.bound or number.in_words or number.upper is not None or len(digits) < _LEAST:
        return []
    if is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) or mark.depth:
        return []
    words = lead(sentence, mark)
    if _OTHER.search(words) or not (number.unit or number.percent):
        return []
    before = [word for word in _EMPTY.sub(" ", words).split() if word[0].isalpha()]
    after = _EMPTY.sub(" ", tail(sentence, mark)).split()
    unit = "%" if number.percent else number.unit
    names = {"< " + " ".join(before[-4:])} if number.percent and len(before) > 3 else set()
    if not number.percent:
        names |= {"< " + " ".join(before[-2:])} if len(before) > 1 else set()
        names |= {"< " + before[-1]} if before and len(digits) > _LEAST else set()
        names |= {"> " + " ".join(after[:2])} if after else set()
    return [(name, unit, digits, number.decimals, number.scale) for name in sorted(names)]


def _same_time(one: Sentence, other: Sentence) -> bool:
    """True where no different years stand by the two figures."""
    years = [
        {mark.number.value for mark in each.marks if mark.symbol == "Y" and mark.number.value >= 1900}
        for each in (one, other)
    ]
    return not (years[0] and years[1]) or bool(years[0] & years[1])


def _claim(sentence: Sentence, mark: Mark, first: Mark) -> Claim:
    number, other = mark.number, first.number
    formula = compared(number, other)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "twice", Verdict.INCONSISTENT,
        (number.value / number.scale, other.value / other.scale), formula, other.value / other.scale, number.value / number.scale,
        vi=f"ghi {number.printed}, nhưng nơi khác ghi {other.printed}", en=f"{number.printed} is printed, but {other.printed} elsewhere",
    )  # fmt: skip
