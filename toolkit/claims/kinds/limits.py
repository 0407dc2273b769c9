"""A judgement by a target that only sets a limit: `4,5% (chỉ tiêu dưới 4%), đạt chỉ tiêu`."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.roles import same_kind
from toolkit.claims.binding.verify import word_claim
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, W

_AIM = r"(?:chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|yêu cầu|kh|nq)"
_WORD = r"(?P<word>chưa đạt|không đạt|đạt và vượt|vượt|đạt)"
_OPEN = rf"(?:/{W})?(?: trở lên| trở xuống)?"
_SHAPES = (
    # 4,5% (chỉ tiêu dưới 4%), đạt chỉ tiêu
    pattern(
        rf"(?P<figure>[QP])(?:/{W})?(?: {W}){{0,4}} \({_AIM}(?: {W}){{0,4}} (?P<limit>[QP]){_OPEN}\),? {_WORD} {_AIM}(?= ?[,;.)]|(?: {W}){{1,3}}[,;.]|$)"
    ),
    # 4,5%, đạt chỉ tiêu (dưới 4%)
    pattern(
        rf"(?P<figure>[QP])(?:/{W})?(?: {W}){{0,4}}[,;] (?:như vậy |đã |kết quả này )*{_WORD} {_AIM}(?: {W}){{0,3}} \((?:{W} ){{0,3}}(?P<limit>[QP]){_OPEN}\)"
    ),
    # Chỉ tiêu có 90% trở lên chi bộ đạt: thực hiện 92/99 chi bộ, đạt 92,93%, chưa đạt chỉ tiêu
    pattern(
        rf"(?<![^\W_]){_AIM}(?: {W}){{0,8}} (?P<limit>P){_OPEN}(?: {W}){{0,10}} ?[:,;](?: {W}){{0,4}} Q ?/ ?Q(?: {W}){{0,4}}(?:,? \(?(?:đạt|bằng|chiếm|tỷ lệ))+(?: tỷ lệ)? (?P<figure>P)\)?,? {_WORD} {_AIM}(?= ?[,;.]|(?: {W}){{1,3}}[,;.]|$)"
    ),
    # Chỉ tiêu đề ra dưới 4%, thực hiện 4,5% (đạt) | 4,5%, đạt chỉ tiêu
    pattern(
        rf"(?<![^\W_]){_AIM}(?: {W}){{0,8}} (?P<limit>[QP]){_OPEN}[,;.] (?:đến nay |nay )?(?:kết quả|thực hiện|thực tế|đã)(?: {W}){{0,2}} (?P<figure>[QP])"
        rf"(?: \({_WORD.replace('word', 'bracketed')}(?: {_AIM})?\)|, {_WORD} {_AIM}(?= ?[,;.]|$))"
    ),
)
_HOLDS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def find(sentence: Sentence) -> Iterator[Claim]:
    """The judgements of the sentence by a limit; a figure that is only said loosely is left alone."""
    for shape in _SHAPES:
        for match in shape.finditer(sentence.text):
            figure, limit = sentence.at(match.start("figure")), sentence.at(match.start("limit"))
            loose = figure.number.bound or figure.number.upper is not None
            if limit.number.bound in _HOLDS and same_kind(figure, limit) and not loose:
                said = "word" if match["word"] else "bracketed"
                holds = _holds(match[said], figure.number.value, limit.number.bound, limit.number.value)
                yield word_claim(sentence, match.span(said), (figure.number, limit.number), holds=holds)


def _holds(word: str, figure: Decimal, bound: str, limit: Decimal) -> bool:
    """Whether a figure is on the side of the limit that the word says; just met is not exceeded."""
    met = _HOLDS[bound](figure, limit)
    if word.startswith(("chưa", "không")):
        return not met
    return met and (word == "đạt" or figure != limit)
