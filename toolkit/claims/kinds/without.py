"""Those of a whole that are not what the sentence before tells of the others: `61 trường, 48 trường có sân chơi. 13 trường chưa có sân chơi`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.arithmetic import distance, remainder
from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.opposites import denies, exclude
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, best, claim, judge, of
from toolkit.claims.binding.vocabulary import DENIED
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import is_person

_NOT = pattern(rf"^(?: {W}){{0,4}}? (?:chưa|không)(?: {W})+")
_REST = pattern(r"^ ?(?:còn lại|khác)(?![^\W_])")
_SAID_REST = pattern(rf"(?<![^\W_])(?:số )?(?:{W} )?còn lại(?: {W}){{0,4}} $")
# What tells all of them and not some more: they open the sentence, or stand alone behind their name.
_ALL = pattern(
    r"^[-+*• ]*(?:(?:như vậy|hiện|hiện nay|tuy nhiên|do đó),? )?(?:(?:đối với|với|trong|trong số|còn|vẫn còn|hiện còn|còn lại|cả|các|những|số|riêng)(?: (?:số|các))? )?$"
)
_BEFORE = pattern(rf"^[^,;()A-Z]*?(?<![^\W_])(?P<name>(?:chưa|không)(?: {W})+?)(?: \(| là| có| còn| gồm|:){{1,2}} ?$")
_OPPOSITE = pattern(rf"^[-+*• ]*(?:số|còn|còn lại|còn số|riêng)? ?(?P<name>{W}(?: {W}){{0,4}}?)(?: là| có| chiếm|:) $")
_NARROWED = pattern(r"(?:chưa|không)(?: [^\W\dA-Z_]+){1,4} (?:về|tại|ở|của|thuộc|do thiếu) ")
_MORE = pattern(r"(?<![^\W_])(?:còn lại|khác)(?![^\W_])")
_LEAST, _MOST = Decimal("0.4"), Decimal("2.5")
_DENIED = pattern(rf"(?:chưa|không) (?:được )?({W})")
_BACK = 2  # sentences
_BESIDE = pattern(r"(?:ngoài ra|bên cạnh đó|thêm vào đó|đồng thời)(?![^\W_])")  # what is no part of what is told before


def find(sentence: Sentence) -> Iterator[Claim]:
    """The figures of the sentence that are a whole of a sentence before less the part told there."""
    if not sentence.earlier or _BESIDE.match(sentence.text):
        return
    for mark in sentence.marks:
        if mark.symbol != "Q" or not mark.number.unit or not _stands(sentence, mark):
            continue
        if _NARROWED.search(tail(sentence, mark)) or _NARROWED.search(lead(sentence, mark)):
            continue
        rest = _is_rest(sentence, mark)
        named, sure = (None, True) if rest else _name(sentence, mark)
        if named is None and not rest:
            continue
        for before in [each for each in reversed(sentence.earlier) if _is_near(each, sentence)][:_BACK]:
            checks = _checks(before, mark, named)
            outcome = best(mark.number, checks)
            if outcome is None:
                continue
            told = len(checks) == 1 and outcome.expected > 0
            near = sure and mark.number.value * _LEAST < outcome.expected < mark.number.value * _MOST
            if outcome.verdict is not Verdict.INCONSISTENT or (told and (near or credible(mark.number, outcome))):
                yield claim(sentence, mark.number, "total", outcome)
            break


def _stands(sentence: Sentence, mark: Mark) -> bool:
    """True for a plain figure: no difference, no target, of no other time, not hedged."""
    if mark.number.bound or mark.number.upper is not None:
        return False
    return not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark))


def _is_near(before: Sentence, sentence: Sentence) -> bool:
    """True for a sentence of the same passage, or of the one just above."""
    one, other = before.passage, sentence.passage
    return one.part == other.part and one.note == other.note and other.number - one.number <= 1


def _name(sentence: Sentence, mark: Mark) -> tuple[str | None, bool]:
    """What the things counted are not, and whether all of them are meant; None where nothing is denied of them."""
    if leading := _BEFORE.match(sentence.text[: mark.at]):
        return f" {leading['name']}", sentence.text[mark.at - 1] != "(" or sentence.after(mark).startswith(")")
    if opposite := _OPPOSITE.match(sentence.text[: mark.at]):
        return f" {opposite['name']} ", False
    if found := _NOT.match(tail(sentence, mark)):
        more = _MORE.search(sentence.text[mark.at :]) or any(
            _like(each, mark) for each in sentence.marks[mark.rank + 1 :]
        )
        return found[0], _ALL.match(sentence.text[: mark.at]) is not None and not more
    return None, False


def _is_rest(sentence: Sentence, mark: Mark) -> bool:
    opens = not any(each.symbol in "QP" for each in sentence.marks[: mark.rank])
    return opens and (_REST.match(tail(sentence, mark)) or _SAID_REST.search(lead(sentence, mark))) is not None


def _checks(before: Sentence, mark: Mark, named: str | None) -> list[Check]:
    """The ways to read a figure as what is left of a whole of a sentence: of what the name denies, or of all that is told there."""
    pairs = [(den, num) for num, den in fractions(before) if _like(den, mark) or not num.number.unit]
    pairs += [(den, num) for num, den in _by_percentage(before) if _like(den, mark)]
    like = [each for each in before.marks if each.symbol == "Q" and _like(each, mark) and _stands(before, each)]
    if not pairs and len(like) < 2:
        return []
    if named is None:
        whole, *parts = pairs[0] if pairs else like
        return [_less(whole, parts[:size]) for size in range(len(parts), 0, -1)]
    pairs += [(like[0], part) for part in like[1:]]
    if not DENIED.search(named):
        pairs = [(whole, part) for whole, part in pairs if exclude(lead(before, part), named)]
        return [Check((whole.number, part.number), distance, "{} - {}") for whole, part in pairs[:1]]
    again = named.strip()
    pairs = [(whole, part) for whole, part in pairs if again not in f"{lead(before, part)} {tail(before, part)}"]
    told = [(whole, part) for whole, part in pairs if _denies(named, before, part, whole)]
    return [Check((whole.number, part.number), distance, "{} - {}") for whole, part in told[:1]]


def _denies(named: str, sentence: Sentence, part: Mark, whole: Mark) -> bool:
    """True where a name denies what is said of a part, or the verb right before it: "chưa tiêm" of "đã tiêm 4.218 liều"."""
    verb = _DENIED.search(named)
    led = lead(sentence, part).split()[-1:]
    return denies(named, _label(sentence, part, whole)) or (verb is not None and [verb[1]] == led)


def _by_percentage(sentence: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """What a percentage proves to be a part and its whole: "6.120 hồ sơ, đạt 62,1% số trẻ trong diện (9.850 trẻ)"."""
    for rate, den in pairwise(sentence.marks):
        if rate.symbol == "P" and den.symbol == "Q" and den.depth == rate.depth + 1:
            nums = [each for each in sentence.marks[: rate.rank] if each.symbol == "Q" and each.depth <= rate.depth]
            held = [num for num in nums if judge(rate.number, of(num, den)).verdict is not Verdict.INCONSISTENT]
            yield from ((num, den) for num in held[-1:])


def _label(sentence: Sentence, part: Mark, whole: Mark) -> str:
    """What is said of a part, behind it, and behind the whole where both are a fraction."""
    last = (
        max(part, whole, key=lambda each: each.at) if "/" in sentence.between(*sorted((part, whole), key=_at)) else part
    )
    return f"{lead(sentence, part)} {re.split(r'[;()]', sentence.after(last))[0]}"


def _at(mark: Mark) -> int:
    return mark.at


def _like(one: Mark, other: Mark) -> bool:
    """True for figures of one noun, or its short form: trường of trường học."""
    short, long = sorted((one.number.unit, other.number.unit), key=len)
    return bool(short) and (f"{long} ".startswith(f"{short} ") or (is_person(short) and is_person(long)))


def _less(whole: Mark, parts: Sequence[Mark]) -> Check:
    return Check(tuple(each.number for each in (whole, *parts)), remainder, "{}" + " - {}" * len(parts))
