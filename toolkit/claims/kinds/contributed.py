"""A growth and what each part of the economy contributed to it, in points: `tăng 7,42%, trong đó nông nghiệp đóng góp 0,52 điểm phần trăm; …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.one_digit import one_digit
from toolkit.claims.binding.roles import verb_of
from toolkit.claims.binding.slips import credible, digits_of
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_GIVEN = pattern(r"(?<![^\W_])(?:đóng góp|mức đóng góp|làm (?:tăng|giảm)|kéo (?:tăng|giảm|lùi))(?![^\W_])")
_GROWN = pattern(r"(?<![^\W_])(?:tăng|tăng trưởng|tốc độ tăng|mức tăng)(?![^\W_])")
_GOES_ON = pattern(r" ?(?:trong đó|trong mức tăng|trong tốc độ tăng|trong số đó|cụ thể)(?![^\W_])")
_TAKEN = frozenset({Verb.DOWN})
_TAX = canon("thuế")
_ALL, _SECTORS = 4, 3  # how many parts an economy is told in: its sectors, and the taxes


def by_sentence(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims on growths that what was contributed to them does not make; a part told as a fall is taken off."""
    grown: tuple[Sentence, Mark] | None = None
    parts: list[tuple[Sentence, Mark]] = []
    for sentence in sentences:
        goes_on = grown is not None and _GOES_ON.match(sentence.text) is not None
        for mark in sentence.marks:
            if mark.symbol == "D" and grown and (parts or _GIVEN.search(sentence.text, 0, mark.at)):
                parts.append((sentence, mark))
            elif mark.symbol == "P" and not (mark.depth or parts or goes_on) and _GROWN.search(lead(sentence, mark)):
                grown = grown if grown and grown[0] is sentence else (sentence, mark)
    if grown and _are_all(grown[1], parts):
        yield from _judged(*grown, parts)


def _are_all(growth: Mark, parts: Sequence[tuple[Sentence, Mark]]) -> bool:
    """True where the parts told may be all there are: the sectors with the taxes, four, or three that make more than the growth."""
    plain = all(not mark.number.bound and mark.number.upper is None and not mark.depth for _, mark in parts)
    return (
        plain
        and len(parts) >= _SECTORS
        and (_taxed(parts) or len(parts) == _ALL or sum(mark.number.value for _, mark in parts) > growth.number.value)
    )


def _taxed(parts: Sequence[tuple[Sentence, Mark]]) -> bool:
    return any(_TAX in sentence.before(mark) for sentence, mark in parts)


def _judged(sentence: Sentence, growth: Mark, parts: Sequence[tuple[Sentence, Mark]]) -> Iterator[Claim]:
    numbers = [mark.number for _, mark in parts]
    signs = [-1 if verb_of(*part) in _TAKEN else 1 for part in parts]

    def compute(spans: Sequence[Span]) -> Span:
        turned = [span if sign > 0 else Span(-span.high, -span.low) for span, sign in zip(spans, signs, strict=True)]
        return add(turned)

    formula = "".join(f" {'+' if sign > 0 else '-'} {{}}" for sign in signs)[3:]
    check = Check(tuple(numbers), compute if -1 in signs else total_of(numbers).compute, formula)
    outcome = judge(growth.number, check)
    telling = min(len(digits_of(each)) for each in (growth.number, *numbers)) > 1
    wrong = (
        credible(growth.number, outcome)
        if _taxed(parts) or -1 in signs
        else telling and one_digit(growth.number, check)
    )
    if outcome.verdict is not Verdict.INCONSISTENT or wrong:
        yield claim(sentence, growth.number, "total", outcome)
