"""A change and what it led to: `Năm trước có 18.200 học sinh, năm nay tăng 3%, đạt 18.746 em`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import best, changed, claim
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_LED_TO = pattern(
    rf"(?<![^\W_])(?P<verb>tăng|giảm)(?: thêm| khoảng)? (?P<step>[QP])(?: so với(?: {W}| Y){{1,4}})?(?:,? (?:và )?(?:đạt|lên|còn|xuống|xuống còn|lên mức|lên đến|lên tới|nâng lên)|,)"
    rf"(?: mức)? (?P<now>[QP])(?![^\W_]| ?%)"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The changes of the sentence that are told before what they led to, by the one earlier figure told before them."""
    for match in _LED_TO.finditer(sentence.text):
        step, now = sentence.at(match.start("step")), sentence.at(match.start("now"))
        before = _earlier(sentence, step, now)
        if before is None or step.number.bound or now.number.bound:
            continue
        outcome = best(step.number, changed(step, before, now, rising=match["verb"] == "tăng"))
        if outcome and (outcome.verdict is not Verdict.INCONSISTENT or credible(step.number, outcome)):
            yield claim(sentence, step.number, "change", outcome)


def _earlier(sentence: Sentence, step: Mark, now: Mark) -> Mark | None:
    """The only figure of the kind before a change, where it is told as an earlier one."""
    told = [
        mark for mark in sentence.marks[: step.rank]
        if mark.symbol == now.symbol and mark.depth == now.depth and same_kind(mark, now)
    ]  # fmt: skip
    if len(told) != 1 or is_step(sentence, told[0]) or is_target(sentence, told[0]):
        return None
    return told[0] if is_prior(sentence, told[0]) or period_of(sentence, told[0]) else None
