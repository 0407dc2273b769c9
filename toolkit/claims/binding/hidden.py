"""Shares of a whole that is not in the text: what gives away that a figure before a share is not its whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.names import AMONG, named
from toolkit.claims.binding.one_digit import one_digit
from toolkit.claims.binding.opposites import exclude
from toolkit.claims.binding.roles import base_of, is_whole, same_kind, verb_of
from toolkit.claims.binding.slips import is_slip, near
from toolkit.claims.binding.verify import judge, of
from toolkit.claims.binding.vocabulary import OPENED, Base, Verb
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.intervals import Span, operand, said
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import is_person

_TOLD = (Verb.PART, Verb.BRACKET, Verb.SHARE)
_NAME = pattern(
    rf"^ ?(?:so với |của |trên |trong )?(?:tổng số|tổng|toàn bộ|số)? ?(?P<name>(?!(?:và|là|so|tăng|giảm|nên|do|vì|theo|hoàn|loại|thì|mà|nhưng|như|khi|để|tại|ở|trong|trên|"
    rf"năm|tháng|quý|được|có|đã|với|cùng|cao|thấp|vượt|đạt|từ|đến|thuộc|còn|trở|chưa|không|bằng|gồm|tương|toàn|cả|hiện|này|đó|chung|nhằm|số|tổng)(?![^\W_]))[^\W\dA-Z_]+(?: {W}){{0,7}})"
)
_REACH = 6  # words between the name of a whole and its figure
_HUNDRED, _TELLING = Decimal(100), 100  # steps that a percentage must have to tell a base


def is_hidden(sentence: Sentence, mark: Mark, num: Mark, den: Mark) -> bool:
    """True where a share that is not that of a figure before it is of a whole that is not told.

    It names another base; the figure is a part itself, by its name or with a share of its own; and where no word says that
    the one is of the other: another count and its share imply the same whole, or the shares beside it are not of the figure either.
    """
    after = den.rank > num.rank and den in sentence.marks
    if after and den.number.value < num.number.value and mark.number.value <= _HUNDRED:
        return not is_slip(mark.number, of(num, den))
    if _is_told_within(sentence, num, den) and one_digit(mark.number, of(num, den)):
        return False
    if name := _name(sentence, mark):
        if den not in sentence.marks and _agreed(sentence, mark, name, _implied(num, mark)):
            return True
        return not (_is_called(sentence, name, num, den) or den in (named(sentence, mark, num) or ()))
    if after:
        return False
    if exclude(*(f"{lead(sentence, each)}{tail(sentence, each)}" for each in (den, num))):
        return True
    pairs = [pair for pair in _pairs(sentence) if pair[0] is not num and pair[1] is not mark]
    implied = _implied(num, mark)
    own = [share for count, share in pairs if count is den]
    if own:
        apart = not OPENED.search(_words(sentence, own[0], num)) if own[0] in sentence.marks else False
        return apart or implied.meets(_implied(den, own[0]))
    if den in sentence.marks and OPENED.search(_words(sentence, den, num)):
        return False
    if any(
        implied.meets(other := _implied(count, share)) and not other.low <= den.number.value <= other.high
        for count, share in pairs if _telling(share) and _telling(mark)
    ):  # fmt: skip
        return True
    return _outvoted(
        den,
        [
            pair
            for pair in pairs
            if pair[1] in sentence.marks and same_kind(pair[0], num) and not _name(sentence, pair[1])
        ],
    )


def _is_told_within(sentence: Sentence, num: Mark, den: Mark) -> bool:
    """True for a part that "trong đó" tells of a total right before it."""
    here = den in sentence.marks and den.rank + 1 == num.rank and is_whole(sentence, den)
    return here and AMONG.search(sentence.between(den, num)) is not None


def _agreed(sentence: Sentence, mark: Mark, name: str, whole: Span) -> bool:
    """True where another share of the sentence is of the same name and implies the same whole."""
    others = [(count, share) for count, share in _pairs(sentence) if share in sentence.marks and share is not mark]
    return any(whole.meets(_implied(count, share)) for count, share in others if _name(sentence, share) == name)


def _pairs(sentence: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """The counts of a sentence, and of those before it in the passage, each with the share right behind it, or before its bracket."""
    earlier = (each for each in sentence.earlier if each.passage is sentence.passage)
    for each in (sentence, *earlier):
        tops = {den.rank: num for num, den in fractions(each)}
        for one, other in zip(each.marks, each.marks[1:], strict=False):
            count, share = (one, other) if one.symbol == "Q" else (other, one)
            bracket = share is one and other.depth > one.depth and _SAME.search(each.between(one, other))
            if count.symbol != "Q" or share.symbol != "P" or share.number.upper is not None:
                continue
            told = bracket or (share is other and other.depth >= one.depth and verb_of(each, other) in _TOLD)
            if told and base_of(each, share) in (Base.NONE, Base.WHOLE):
                yield tops.get(count.rank, count), share


_SAME = pattern(r"\((?:(?:tương ứng|tương đương|tức|hay|ứng)(?: với| là)? )?$")


def _implied(count: Mark, share: Mark) -> Span:
    """The wholes that a count can be that percentage of."""
    half, cut = said(share.number), said(share.number, cut=True)
    low, high = min(half.low, cut.low), max(half.high, cut.high)
    part = operand(count.number)
    if low <= 0 or part.low <= 0:
        return Span(Decimal(-2), Decimal(-1))
    return Span(part.low / high * 100, part.high / low * 100)


def _telling(share: Mark) -> bool:
    return share.number.value / share.number.step >= _TELLING and share.number.value < _HUNDRED


def _words(sentence: Sentence, one: Mark, other: Mark) -> str:
    return sentence.between(*sorted((one, other), key=lambda each: each.rank))


def _name(sentence: Sentence, mark: Mark) -> str:
    """What a percentage names as its base; "" where it names nothing."""
    found = _NAME.match(tail(sentence, mark))
    return found["name"].strip() if found else ""


def _is_called(sentence: Sentence, name: str, num: Mark, den: Mark) -> bool:
    """True where the figure goes by the name, or the name is what part and figure count."""
    unit, whole = num.number.unit, den.number.unit
    if is_person(name) and is_person(whole):
        return True
    if whole and (f"{name} ".startswith(f"{whole} ") or f"{whole} ".startswith(f"{name} ")):
        return True
    if unit and (f"{name} ".startswith(f"{unit} ") or f"{unit} ".startswith(f"{name} ")):
        return is_person(unit) and is_person(whole)
    if den not in sentence.marks:
        return True
    first, near_by = " ".join(name.split()[:2]), lead(sentence, den).split()[-_REACH - len(name.split()) :]
    return first in f"{' '.join(near_by)} {whole}{tail(sentence, den)}"


def _outvoted(den: Mark, pairs: list[tuple[Mark, Mark]]) -> bool:
    """True where more shares beside it, two at least, are far from those of a figure than are of it."""
    verdicts = [
        (share, judge(share.number, of(count, den))) for count, share in pairs if count.number.value < den.number.value
    ]
    held = sum(found.verdict is not Verdict.INCONSISTENT for _, found in verdicts)
    far = sum(
        found.verdict is Verdict.INCONSISTENT and not near(share.number.value, found.expected, rate=True)
        for share, found in verdicts
    )
    return far > max(held, 1)
