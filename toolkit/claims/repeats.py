"""The same figure told twice: what was told before by the same words, in the same unit, of the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import is_prior, is_step, is_target, lead
from toolkit.claims.sketch import Mark, Sentence
from toolkit.claims.verify import compared, excerpt, place_of

_EMPTY = pattern(
    r"(?<![^\W_])(?:đã|được|mới|có|là|gồm|và|với|cho|của|toàn|các|những|tổng số|tổng|số|kết quả|hiện|nay|đến|đó|trong|ước|đạt|cả|năm|từ|đầu)(?![^\W_])"
)
_OTHER_TIME = pattern(
    r"cùng kỳ|năm trước|nhiệm kỳ trước|bình quân|mỗi|hằng năm|lũy kế|tháng|quý|dự kiến|phấn đấu|giai đoạn|trong đó|riêng"
)
_LEAST = 3  # digits below which a like figure is chance


@dataclass(slots=True)
class Told:
    """What a document has told so far."""

    _seen: dict[tuple[str, str], tuple[Sentence, Mark]] = field(default_factory=dict)

    def again(self, sentence: Sentence) -> Iterator[Claim]:
        """The figures of a sentence that were told before with a slip of digits between the two."""
        for mark in sentence.marks:
            key = _key(sentence, mark)
            if key is None:
                continue
            before = self._seen.setdefault(key, (sentence, mark))
            if before[1] is not mark and _slipped(before[1], mark) and _same_time(before[0], sentence):
                yield _claim(sentence, mark, before[1])


def _key(sentence: Sentence, mark: Mark) -> tuple[str, str] | None:
    """What the figure is called: the last two words of weight before it, and its unit."""
    number = mark.number
    if mark.symbol != "Q" or not number.unit or number.bound or number.in_words or len(_digits(mark)) < _LEAST:
        return None
    if is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark):
        return None
    words = lead(sentence, mark)
    if _OTHER_TIME.search(words):
        return None
    kept = [word for word in _EMPTY.sub(" ", words).split() if word[0].isalpha() and word not in "QPDMXY"]
    return (" ".join(kept[-2:]), number.unit) if len(kept) >= 2 else None


def _digits(mark: Mark) -> str:
    return "".join(char for char in mark.number.printed if char.isdigit())


def _slipped(one: Mark, other: Mark) -> bool:
    """True where two figures differ by the order of their digits: 168 and 186."""
    first, second = _digits(one), _digits(other)
    if one.number.value == other.number.value or len(first) != len(second) or one.number.scale != other.number.scale:
        return False
    differing = sum(1 for a, b in zip(first, second, strict=True) if a != b)
    return differing == 2 and Counter(first) == Counter(second)


def _same_time(one: Sentence, other: Sentence) -> bool:
    """True where no different years stand by the two figures."""
    years = [
        {mark.number.value for mark in each.marks if mark.symbol == "Y" and mark.number.value >= 1900}
        for each in (one, other)
    ]
    return not (years[0] and years[1]) or bool(years[0] & years[1])


def _claim(sentence: Sentence, mark: Mark, before: Mark) -> Claim:
    number, first = mark.number, before.number
    formula = compared(number, first)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "twice", Verdict.INCONSISTENT,
        (number.value / number.scale, first.value / first.scale), formula, first.value / first.scale, number.value / number.scale,
        vi=f"ghi {number.printed} nhưng phía trên đã ghi {first.printed}", en=f"{number.printed} is printed, but {first.printed} above",
    )  # fmt: skip
