"""A figure told again, as the words say themselves: `tiếp 245 lượt công dân, toàn bộ 254 lượt công dân này …`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.slips import digits_of, slipped
from toolkit.claims.binding.verify import elsewhere_told
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_APART = "nhưng|với|của|trong|vì|do|để|mà|ở|tại|vào|ra|năm|ngày|tháng|quay"  # words that begin something else
_NAME = rf"^(?: (?!(?:{_APART})(?![^\W_])){W}| ?,(?= {W})){{0,6}}?"
_SAID_ABOVE = pattern(rf"{_NAME} (?:(?:nói|kể|nêu) trên|ấy)(?![^\W_])")
_THIS = pattern(rf"{_NAME} (?:này|đó|trên(?=[,;.:)]|$| (?:đã|được|là|có|đều|sẽ|thì|và)(?![^\W_])))(?![^\W_])")
_OF_THESE = pattern(
    r"(?<![^\W_])(?:trong|trong số|trong tổng số|đối với|với|của|số|cả|nguồn|khoản|số tiền|toàn bộ|tất cả|hết|cho|tại) $|^ ?$"
)
_ALL_SAID = pattern(
    rf"^(?: {W}){{0,3}}? (?:đều|này|được (?:kiểm tra|khảo sát|hỏi|giám sát|thanh tra|rà soát))(?![^\W_])"
)
_OPENS = pattern(
    r" ?(?:trong|trong số|trong tổng số|trên tổng số) "
)  # what a sentence begins with is what the one before told
_TELLING = 3  # digits that are hardly those of another figure but for one
_ALL_OF = pattern(r"(?<![^\W_])(?:cả|toàn bộ|tất cả|hết) $")
_LIKELY = Decimal("0.4"), Decimal("2.5")
_BACK = 2  # sentences
_COUNTED = 10  # of fewer there may be others


def find(sentence: Sentence) -> Iterator[Claim]:
    """The figures of the sentence that point back to the one figure of their things told just before, and are another."""
    for mark in sentence.marks:
        if mark.symbol != "Q" or not mark.number.unit or mark.number.bound or mark.number.upper is not None:
            continue
        words, after = lead(sentence, mark), sentence.after(mark)
        sure = _SAID_ABOVE.match(after) or (_ALL_OF.search(words) and _ALL_SAID.match(after))
        opens = _OPENS.fullmatch(sentence.text[: mark.at]) is not None and len(digits_of(mark.number)) >= _TELLING
        if not sure and not opens and not (_OF_THESE.search(words) and _THIS.match(after)):
            continue
        told = [each for each in sentence.marks[: mark.rank] if _same_things(each, mark, words)]
        for before in [each for each in reversed(sentence.earlier) if each.passage is sentence.passage][:_BACK]:
            told += [each for each in before.marks if _same_things(each, mark, words)]
        values = {each.number.value for each in told}
        if mark.number.value in values:
            continue
        alone = (
            len(values) == 1
            and min(mark.number.value, *values) >= _COUNTED
            and _LIKELY[0] < told[0].number.value / mark.number.value < _LIKELY[1]
        )
        near = (
            told
            if sure and alone
            else [each for each in told if slipped(each.number, mark.number) or _turned(each, mark)]
        )
        if len({each.number.value for each in near}) == 1:
            yield elsewhere_told(sentence, mark, near[0])


def _same_things(one: Mark, other: Mark, words: str) -> bool:
    """True for figures of one noun, that may lead to the second: "1.124 đoàn viên … số đoàn viên 1.124 người nói trên"."""
    unit = one.number.unit
    same = unit == other.number.unit or (unit != "" and words.endswith(f" {unit} "))
    return one.symbol == "Q" and same and not one.number.bound


def _turned(one: Mark, other: Mark) -> bool:
    """True for two figures of the same two digits in another order."""
    return one.number.printed == other.number.printed[::-1]
