"""Parts of a whole that are no parts beside each other: what was done of the one before, what all are told to be fit for."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.binding.clauses import lead
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence


def at_once(labels: Sequence[str]) -> bool:
    """True for parts of which one may be in several: "1.210 hộ được vay vốn, 486 hộ được hỗ trợ nhà ở"."""
    return all(map(_GRANTED.search, labels))


_GRANTED = pattern(
    r"(?<![^\W_])được (?:vay|hỗ trợ|tập huấn|hưởng|tiếp cận|đào tạo|tư vấn|tặng|miễn|giảm|cấp|vận động|tham gia)(?![^\W_])|(?<![^\W_])(?:tham gia|tiếp cận|sử dụng)(?![^\W_])"
)


def is_stage(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for what was done of the part before it, or is told of all: "39 đơn thuộc thẩm quyền; đã giải quyết xong 38 đơn"."""
    if _OLD.search(lead(sentence, one)) and _FIT.search(sentence.between(one, other)):
        return True
    return other.number.value <= one.number.value and _STAGE.search(sentence.between(one, other)) is not None


_OLD = pattern(
    r"(?<![^\W_])(?:(?:kỳ|năm|tháng|quý) trước chuyển sang|chuyển từ (?:kỳ|năm|tháng|quý) trước|tồn)(?![^\W_])"
)
_FIT = pattern(r"(?<![^\W_])(?:đủ điều kiện|thuộc thẩm quyền)(?![^\W_])[^QPD]*$")
_STAGE = pattern(r"(?:thuộc|đủ|có) (?:thẩm quyền|điều kiện|trách nhiệm)[^QPD]*(?<![^\W_])(?:đã|được)(?![^\W_])[^QPD]*$")
