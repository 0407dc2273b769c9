"""A change and what it led to: `Năm trước có 18.200 học sinh, năm nay tăng 3%, đạt 18.746 em`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.binding.arithmetic import distance
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, best, changed, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

# "215 suất, cao hơn năm trước 35 suất, tức là năm trước trao 180 suất"; "lắp 2.460 công tơ, lũy kế lên 38.260, như thế trước đó có 35.800".
_HAD = pattern(
    rf"(?P<now>Q)(?: {W}| Q){{0,6}}, (?:(?:(?:cao|nhiều) hơn|tăng|(?P<less>(?:thấp|ít) hơn|giảm))(?: so với)?(?: {W}| Y){{0,3}}|(?P<swapped>(?:lũy kế|nâng tổng số|tổng số)(?: {W}){{0,3}} (?:lên|đạt|là|thành))) (?P<step>Q)(?: {W}){{0,3}},?"
    rf" (?:tức là|tức|nghĩa là|như vậy|như thế|vậy là|do đó) (?:trước đó|năm trước|cùng kỳ|đầu năm|kỳ trước|năm ngoái)(?: {W}){{0,4}} (?P<before>Q)"
)
_LED_TO = pattern(
    rf"(?<![^\W_])(?P<verb>tăng|giảm)(?: thêm| khoảng)? (?P<step>[QP])(?:/{W})?(?: so với(?: {W}| Y){{1,4}})?(?:,? (?:và )?(?:đạt|lên|còn|xuống|xuống còn|lên mức|lên đến|lên tới|nâng lên)|,? (?P<made>đẩy|nâng|đưa|kéo|hạ)(?: {W}){{1,4}}? (?:lên|xuống|còn)(?: (?:còn|mức|đến|tới))*|,)"
    rf"(?: mức)? (?P<now>[QP])(?![^\W_]| ?%)"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The changes of the sentence that are told before what they led to, by the one earlier figure told before them."""
    for match in _LED_TO.finditer(sentence.text):
        step, now = sentence.at(match.start("step")), sentence.at(match.start("now"))
        before = _earlier(sentence, step, now, made=match["made"] is not None) or _told_after(sentence, now)
        if before is None or step.number.bound or now.number.bound:
            continue
        outcome = best(step.number, changed(step, before, now, rising=match["verb"] == "tăng"))
        if outcome and (outcome.verdict is not Verdict.INCONSISTENT or credible(step.number, outcome)):
            yield claim(sentence, step.number, "change", outcome)
    for match in _HAD.finditer(sentence.text):
        now, step, before = (sentence.at(match.start(name)) for name in ("now", "step", "before"))
        if match["swapped"]:
            now, step = step, now
        kinds = same_kind(now, before) and same_kind(step, before) and now.symbol == before.symbol == "Q"
        if (
            kinds
            and now.number.value > step.number.value
            and not any(each.number.bound for each in (now, step, before))
        ):
            rose = match["less"] is None
            check = (
                Check((now.number, step.number), distance, "{} - {}") if rose else total_of((now.number, step.number))
            )
            outcome = judge(before.number, check)
            if outcome.verdict is not Verdict.INCONSISTENT or credible(before.number, outcome):
                yield claim(sentence, before.number, "total", outcome)


def _told_after(sentence: Sentence, now: Mark) -> Mark | None:
    """What there was before, told in the clause behind: "giảm 450 đồng/lít, xuống còn 21.160 đồng/lít; trước đó giá bán là 21.610 đồng/lít"."""
    after = sentence.marks[now.rank + 1] if now.rank + 1 < len(sentence.marks) else None
    if after is None or after.symbol != now.symbol or not same_kind(after, now) or after.depth != now.depth:
        return None
    return after if _BEFORE_THAT.fullmatch(sentence.between(now, after)) else None


_BEFORE_THAT = pattern(
    rf"(?:/{W})?(?: {W}){{0,2}}[;,] (?:trước đó|trước đây|trước khi (?:{W} ){{1,3}}|kỳ trước|giá cũ|cùng kỳ(?: năm trước)?|năm trước)(?:,? {W}){{0,4}} "
)


def _earlier(sentence: Sentence, step: Mark, now: Mark, *, made: bool) -> Mark | None:
    """The only figure of the kind before a change, where it is told as an earlier one, or the change is said to have `made` another of it."""
    told = [
        mark for mark in sentence.marks[: step.rank]
        if mark.symbol == now.symbol and mark.depth == now.depth and same_kind(mark, now)
    ]  # fmt: skip
    if len(told) != 1 or is_step(sentence, told[0]) or is_target(sentence, told[0]):
        return None
    return told[0] if made or is_prior(sentence, told[0]) or period_of(sentence, told[0]) else None
