"""A rate and the rates it is made of: `tỷ lệ nghèo đa chiều 7,52%, trong đó hộ nghèo 4,03%, hộ cận nghèo 3,49%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.one_digit import holds, one_digit
from toolkit.claims.binding.roles import base_of, is_prior, is_target, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.kinds.hundred import MANIFOLD
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import canon
from toolkit.claims.numbers.sketch import Mark, Sentence

_FEWEST, _MOST = 2, 4  # rates that make another
_TELLING = 3  # digits
_NEARLY_ALL = 90  # percent: parts of more are a structure that makes 100
_BELOW = canon("cận nghèo")  # a household is poor, or nearly so
_ABOUT = ("", "ước")
_RATES = (Verb.NONE, Verb.SHARE, Verb.PART, Verb.BRACKET)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The rates of the sentence that are the sum of those told after "trong đó", or are but for one digit."""
    rates = [mark for mark in sentence.marks if mark.symbol in FIGURES and not mark.depth]
    for at, whole in enumerate(rates):
        parts = rates[at + 1 :]
        if (
            not _is_plain(sentence, whole)
            or whole.number.value > _NEARLY_ALL
            or not parts
            or not AMONG.search(sentence.between(whole, parts[0]))
        ):
            continue
        if not _are_parts(sentence, whole, parts):
            return
        check = total_of([mark.number for mark in parts])
        if holds(whole.number, check) or (_tells(whole, parts) and one_digit(whole.number, check)):
            yield claim(sentence, whole.number, "total", judge(whole.number, check))
        return


def _is_plain(sentence: Sentence, mark: Mark) -> bool:
    if mark.symbol != "P" or mark.number.upper is not None or verb_of(sentence, mark) not in _RATES:
        return False
    return not (
        is_target(sentence, mark) or is_prior(sentence, mark) or base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
    )


def _are_parts(sentence: Sentence, whole: Mark, parts: Sequence[Mark]) -> bool:
    """True for rates less than the whole, of which none can be of another kind than the others."""
    plain = all(_is_plain(sentence, mark) and mark.number.value < whole.number.value for mark in parts)
    words = " ".join(f"{lead(sentence, mark)} {tail(sentence, mark)}" for mark in parts)
    return (
        plain
        and _FEWEST <= len(parts) <= _MOST
        and not whole.number.bound
        and (_BELOW in words or not MANIFOLD.search(words))
    )


def _tells(whole: Mark, parts: Sequence[Mark]) -> bool:
    """True where the figures have so many digits that one slip hardly explains them by chance."""
    sizes = [len(digits_of(mark.number)) for mark in (whole, *parts)]
    return max(sizes) >= _TELLING and min(sizes) >= _TELLING - 1
