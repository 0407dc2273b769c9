"""Shares whose part was told before and is named again: `946 doanh nghiệp (TNHH 712, …); TNHH chiếm 75,3%`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.claims.binding.arithmetic import ratio
from toolkit.claims.binding.clauses import following, lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_NAME = pattern(rf"(?:^|[,;:(] ?| và )(?P<name>{W}(?: {W}){{0,7}}) (?:chiếm|chiếm tỷ lệ|chiếm tỷ trọng) $")
_BASE = pattern(rf"^ (?:so với |của |trên |trong )?(?:{W} ){{1,6}}\((?:{W} ){{0,2}}$")
_BARE_BASE = pattern(rf"^(?: (?:trong |của )?tổng(?: {W}){{0,4}})? ?(?:[,;.)]|$)")
_OPENED = pattern(rf"^(?: {W}){{0,5}},? ?(?:\(|: ?|gồm|bao gồm|trong đó)")
_LIST = pattern(r"^.*(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm|:)(?![^\W_])")
_SUM = pattern(r"(?<![^\W_])(?:cộng|tổng cộng|tổng số|tổng)(?: là| có)? $")
_EMPTY = frozenset(("số", "các", "những", "và", "có", "là", "riêng", "của"))


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages of parts that go by a name told earlier in the sentence."""
    for mark in sentence.marks:
        named = _NAME.search(sentence.text[: mark.at]) if mark.symbol == "P" and not mark.number.bound else None
        if named is None:
            continue
        part = _called(sentence, mark, " ".join(word for word in named["name"].split() if word not in _EMPTY))
        whole = _whole(sentence, mark, part) if part else None
        if part and whole:
            number = part.number
            if not number.unit and number.scale == 1:  # a bare part is told in the unit of its whole
                number = replace(number, value=number.value * whole.number.scale, scale=whole.number.scale)
            check = Check((number, whole.number), ratio, "{} / {} x 100")
            yield claim(sentence, mark.number, "share", judge(mark.number, check))


def _called(sentence: Sentence, mark: Mark, name: str) -> Mark | None:
    """The one figure before that goes by the name: by the words before it, or by its unit and the words after."""
    found = [
        other
        for other in sentence.marks[: mark.rank]
        if other.symbol == "Q" and name and _goes_by(sentence, other, name)
        and not (is_prior(sentence, other) or is_step(sentence, other) or is_target(sentence, other))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _goes_by(sentence: Sentence, mark: Mark, name: str) -> bool:
    words = _LIST.sub("", lead(sentence, mark))
    before = " ".join(word for word in words.strip(" (:,").split() if word not in _EMPTY)
    after = f"{mark.number.unit} {tail(sentence, mark).split('(')[0]}".split(",")[0]
    if before and f" {name}".endswith(f" {before}"):
        return True
    own = " ".join(after.split())
    return f" {before}".endswith(f" {name}") or f"{own} ".startswith(f"{name} ") or f" {own}".endswith(f" {name}")


def _whole(sentence: Sentence, mark: Mark, part: Mark) -> Mark | None:
    """The base that the percentage tells in brackets, else the figure that opens the list of the part."""
    after = following(sentence, mark)
    if after and after.symbol == "Q" and after.depth > mark.depth and _BASE.search(sentence.between(mark, after)):
        return after if same_kind(part, after) or (part.number.exact and after.number.exact) else None
    if not _BARE_BASE.search(sentence.text[mark.at + 1 :]):
        return None
    for other in sentence.marks[part.rank + 1 : mark.rank]:
        if other.symbol == "Q" and _SUM.search(lead(sentence, other)) and same_kind(other, part):
            return other if other.number.value >= part.number.value else None
    for other in reversed(sentence.marks[: part.rank]):
        if (
            other.symbol != "Q"
            or other.depth > part.depth
            or other.number.value < part.number.value * (1 if part.number.unit else other.number.scale)
        ):
            continue
        if same_kind(other, part) and _OPENED.search(sentence.text[other.at + 1 :]):
            return other
    return None
