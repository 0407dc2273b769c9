"""A judgement by a change set as target: `mục tiêu giảm 1,2%; thực tế giảm từ 3,84% xuống 2,71%, chưa đạt mục tiêu`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.roles import same_kind
from toolkit.claims.binding.verify import shown, word_claim
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.numbers import show

_AIM = r"(?:chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|yêu cầu)"
_SET = rf"(?<![^\W_]){_AIM}(?: {W}| Y|,){{0,10}} (?P<way>tăng|giảm)(?: {W}){{0,8}}? (?P<limit>[QPD])(?:/{W})?(?: {W}| Y){{0,8}}[,;.]"
_BETWEEN = rf"(?: {W}| Y|,){{0,12}}?"
_JUDGED = rf"(?:(?: {W}| Y){{0,6}}),?(?: (?:tức là|tức|nghĩa là|như vậy|như vậy là|qua đó|đã|là))* (?P<word>chưa đạt|không đạt|đạt và vượt|vượt|đạt)(?: so với)? {_AIM}(?= ?[,;.)]|(?: {W}){{1,3}} ?[,;.]|$)"
_SHAPES = (
    pattern(
        rf"{_SET}{_BETWEEN} (?:giảm |tăng )?từ (?P<x>[QP])(?: {W}| Y|,){{0,6}}? (?:xuống|lên|còn)(?: còn)?(?: {W}){{0,2}}? (?P<y>[QP]){_JUDGED}"
    ),
    pattern(rf"{_SET}{_BETWEEN} (?P<did>tăng|giảm)(?: {W}){{0,4}}? (?P<z>[QPD]){_JUDGED}"),
)
_HUNDRED = Decimal(100)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The judgements of the sentence by a rise or fall that was set as target."""
    for shape in _SHAPES:
        for match in shape.finditer(sentence.text):
            limit = sentence.at(match.start("limit")).number
            change = _change(sentence, match, limit)
            if change is not None and not limit.bound:
                holds = _holds(match["word"], change, limit)
                told = sentence.at(match.start("z" if "z" in match.groupdict() else "y")).number
                found = word_claim(sentence, match.span("word"), (told, limit), holds=holds)
                yield found if "z" in match.groupdict() else _by_how_much(found, sentence, match, change, limit)


def _by_how_much(found: Claim, sentence: Sentence, match: re.Match[str], change: Decimal, limit: Number) -> Claim:
    """The claim with the change it compares: "3,84% -> 2,71%: 1,13 < 1,2%"."""
    one, other = (shown(sentence.at(match.start(name)).number) for name in ("x", "y"))
    sign = "<" if change < limit.value else ">" if change > limit.value else "="
    formula = f"{one} -> {other}: {show(change / limit.scale, max(limit.decimals, 2))} {sign} {shown(limit)}"
    return replace(
        found, formula=formula, vi=found.vi.replace(found.formula, formula), en=found.en.replace(found.formula, formula)
    )


def _change(sentence: Sentence, match: re.Match[str], limit: Number) -> Decimal | None:
    """By how much the figure changed the way that was set; None where the words leave open what the two are in."""
    down = match["way"].startswith("giảm")
    if "z" in match.groupdict():
        done = sentence.at(match.start("z"))
        plain = done.symbol != "Q" or done.number.unit == limit.unit
        rates = (limit.percent or limit.points) == (done.symbol != "Q")
        loose = done.number.bound or done.number.upper is not None
        return done.number.value if match["did"] == match["way"] and plain and rates and not loose else None
    before, now = sentence.at(match.start("x")), sentence.at(match.start("y"))
    if not same_kind(before, now) or before.number.bound or now.number.bound:
        return None
    change = before.number.value - now.number.value if down else now.number.value - before.number.value
    if _in_percent(before, limit):
        return change / before.number.value * _HUNDRED if before.number.value else None
    return change if (before.symbol == "P") == (limit.percent or limit.points) else None


def _in_percent(before: Mark, limit: Number) -> bool:
    return before.symbol == "Q" and limit.percent


def _holds(word: str, change: Decimal, limit: Number) -> bool:
    """Whether a change is on the side of the target that the word says; just met is not exceeded."""
    if word.startswith(("chưa", "không")):
        return change < limit.value
    if word.startswith("đạt"):
        return change >= limit.value
    return change > (limit.upper or limit.value)
