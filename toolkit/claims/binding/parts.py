"""What figures say of themselves as parts of a whole: which can be, what they are called, what is told between them."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import is_prior_or_target
from toolkit.claims.binding.roles import INDICATORS, is_step, verb_of
from toolkit.claims.binding.summing import halves, unit_fits
from toolkit.claims.binding.vocabulary import GROWTH, VERB, Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

# Parts that may overlap others.
OVERLAP = pattern(
    r"(?<![^\W_])(?:(?<!phụ )nữ|dân tộc|tôn giáo|trẻ|đoàn viên|ngoài đảng|trình độ|đại học|cấp ủy viên|(?<!trước )tuổi|(?<!sầu )riêng|nhất là|"
    r"(?<!hội )(?<!liên hiệp )phụ nữ|trở lên|ít nhất)(?![^\W_])"
)
_NO_CHANCE = 100  # in steps: below it two figures make a third by chance
PARTS_OF = pattern(r"(?<![^\W_])(?:trong đó|trong số (?:đó|này)|gồm)(?![^\W_])")
ANNOUNCED = pattern(r"^.*(?<![^\W_])(?:trong đó|trong số (?:đó|này)|gồm)(?![^\W_])")
# Balances, of which a part may be larger than all.
NET = pattern(
    r"(?<![^\W_])(?:lỗ|lãi|âm|ròng|lợi nhuận|xuất siêu|nhập siêu|thặng dư|thâm hụt|cân đối|cán cân|chênh lệch|nguyên giá|khấu hao|giá trị còn lại|tăng thêm)(?![^\W_])"
)
_AHEAD = pattern(r"(?<![^\W_])(?:dự kiến|phấn đấu|sẽ)(?![^\W_])")
_MIXED = pattern(
    r"(?<![^\W_])(?:(?:tăng|giảm)(?! giá(?![^\W_])| vốn(?![^\W_])| ?(?:[,;.)]|$)| và(?![^\W_]))|(?:thấp|cao|nhiều|ít) hơn|trước đó|so với|kinh phí|trị giá|tham gia|tổng số|bình quân|mỗi)(?![^\W_])"
)


def is_part(sentence: Sentence, total: Mark, mark: Mark, *, strict: bool) -> bool:
    """True for a figure that can be a part of a total; `strict` wants the same unit."""
    if (
        mark.symbol != "Q"
        or not unit_fits(total.number.unit, mark.number.unit, strict=strict)
        or mark.rank in halves(sentence)
    ):
        return False
    if is_step(sentence, mark) or is_prior_or_target(sentence, mark, total) or _AHEAD.search(lead(sentence, mark)):
        return False
    classes = total.number.unit in INDICATORS  # "12 chỉ tiêu, trong đó vượt 8, đạt 4"
    moved = verb_of(sentence, mark) in (Verb.UP, Verb.DOWN, *(() if classes else (Verb.OVER,)))
    words, joined, own = lead(sentence, mark).rpartition(_AND)
    return not moved or bool(joined and VERB.search(words) and not VERB.search(own))


_AND = canon(" và ")


def of_one_noun(labels: Sequence[str]) -> bool:
    """True for parts that begin with the same word: "khu vực trong nước …; khu vực có vốn nước ngoài …"."""
    first = [ANNOUNCED.sub("", label).split() for label in labels]
    return all(first) and len({words[0] for words in first}) == 1


def mixed(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True where more is told between two parts than how much the first has grown."""
    return _MIXED.search(GROWTH.sub("", sentence.between(one, other))) is not None


def nested(parts: Sequence[Mark]) -> bool:
    """True where figures of a list make one before them, and are its parts: "27.748 tỷ, trả gốc 20.027, trả lãi 7.721"."""
    values = [mark.number.value for mark in parts]
    return any(
        sum(values[at + 1 : end]) == values[at] >= _NO_CHANCE * parts[at].number.step
        for at in range(len(values) - 2) for end in range(at + 3, len(values) + 1)
    )  # fmt: skip


def label_of(sentence: Sentence, mark: Mark, total: Mark) -> str:
    """The words of a part: before its figure, and after it to the next comma."""
    after = sentence.after(mark)
    for sign in ",;(.":
        after = after.partition(sign)[0]
    unit = "" if mark.number.unit == total.number.unit else mark.number.unit
    return f"{lead(sentence, mark)} {unit} {after}"
