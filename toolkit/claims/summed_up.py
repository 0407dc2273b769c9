"""A list, and its sum in the sentence after it: `Huyện hỗ trợ 12,6 tỷ đồng, xã 4,2 tỷ đồng, dân góp 4,2 tỷ đồng. Tổng kinh phí là 21 tỷ đồng.`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import FIGURES, lead
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import digits_of, is_slip, mistyped
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_LIST_SUM = pattern(
    r" ?(?:như vậy,? |qua đó,? )?(?:tổng(?: số| cộng)?|(?P<all>tính chung)) (?:[^\W\dA-Z_]+ ){1,10}?"
    r"(?:(?:của |ở |tại )?Q (?:[^\W\dA-Z_]+ ){0,3}?(?:nêu trên|kể trên|nói trên|trên|này|đó) )?(?:là|đạt|lên|ước|ước đạt|khoảng)? ?Q"
)
_WHOLE = pattern(r"(?<![^\W_])(?:tổng|cả|toàn|trong đó|riêng)(?![^\W_])")
_HALF, _TWICE = Decimal("0.5"), 2
_TELLING = 3  # digits


def summed_up(first: Sentence, second: Sentence) -> Iterator[Claim]:
    """The claim on the sum that a sentence tells of the list before it."""
    opened = _LIST_SUM.match(second.text)
    total = second.at(opened.end() - 1) if opened else None
    if total is None or opened is None or total.number.bound or not total.number.value:
        return
    colon = first.text.rfind(":")
    told = [mark for mark in first.marks if mark.symbol in FIGURES and mark.at > colon]
    if told and told[0].number.value == len(told) - 1 and told[0].number.exact:
        told = told[1:]  # "6 tỉnh gồm A (21,5 tỷ USD), …"
    parts = [mark for mark in told if mark.symbol == "Q" and mark.number.unit == total.number.unit]
    if len({mark.depth for mark in parts}) != 1 or any(_is_aside(first, mark) for mark in parts):
        return
    outcome = judge(total.number, total_of([mark.number for mark in parts]))
    if len(parts) == len(told) > 2 and opened["all"] is None:
        meant = _HALF < outcome.share_of(total.number) < _TWICE
    else:
        meant = _is_list(first, parts) and len(digits_of(total.number).rstrip("0")) >= _TELLING
        meant = meant and (
            is_slip(total.number, outcome.check) or mistyped(total.number.told, outcome.expected / total.number.scale)
        )
    if outcome.verdict is not Verdict.INCONSISTENT or meant:
        yield claim(second, total.number, "total", outcome)


def _is_aside(sentence: Sentence, mark: Mark) -> bool:
    return is_target(sentence, mark) or is_prior(sentence, mark) or is_step(sentence, mark)


def _is_list(sentence: Sentence, parts: Sequence[Mark]) -> bool:
    """True for figures of which none is a whole, or a part of the one before; their shares and what they count of other things may stand between."""
    if len(parts) < 2 or any(_WHOLE.search(lead(sentence, mark)) for mark in parts):
        return False
    return not _WHOLE.search(sentence.between(parts[0], parts[-1]))
