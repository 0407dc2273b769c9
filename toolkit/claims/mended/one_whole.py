"""Parts and what they are said to make up of one whole, over neighbouring sentences: `64 tỷ USD, tăng 9%, chiếm 52,8% tổng kim ngạch; … 46,3 tỷ USD, chiếm 35,7%`.

The whole need not be told: two parts and their shares each imply it. Where they disagree, and a slip of the hand in one
figure brings them together, that figure is wrong; so it is where the whole is told by its name, however loosely.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.counted import implied
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.one_digit import changed, holds, one_digit
from toolkit.claims.binding.roles import is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.verify import claim, judge, of, shown
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import DURATIONS, alike
from toolkit.claims.verdicts import Verdicts

_MAKES_UP = pattern(rf"^ ?(?:(?:và|cũng|đã|qua đó) )?chiếm(?: {W}){{0,3}} $")
_NAMED = pattern(
    rf"^ (?:trong |của |so với |trên )?(?P<all>tổng|toàn)(?: (?:số|bộ|các))?(?P<name>(?: (?!của|cả|toàn|trong|trên|năm|đạt|và|với|tại|là){W}){{0,6}})"
)
_TOTAL = pattern(rf"(?<![^\W_])tổng(?: số| mức| lượng)? (?P<noun>{W})(?![^\W_])[^,;:.()P]*$")
_REACH = 80  # characters between a whole and what it is called
_AND = canon(" và ")
_SURE = Decimal("0.045")  # how wide the whole that a part and its share imply may be, of itself
_TELLING = 20  # steps that a percentage must have to tell a whole
_BACK = 2  # sentences
_FAR = Decimal("1.5")  # how far off a share may be that two others vote down


@dataclass(frozen=True, slots=True)
class _Share:
    """A part, what percentage of its whole it is said to be, what the whole is called, and all it can be by the two."""

    sentence: Sentence
    part: Mark
    mark: Mark
    name: str
    named: bool  # as a total
    whole: Span

    @property
    def telling(self) -> bool:
        """True where few wholes come into question."""
        rate = self.mark.number
        sure = self.whole.high - self.whole.low <= self.whole.low * _SURE or self.named
        return sure and rate.value >= rate.step * _TELLING

    def sits_with(self, other: _Share) -> bool:
        """True where the two are plainly told of one whole."""
        one, two = self.name, other.name
        if not alike(self.part.number.unit, other.part.number.unit):
            return False
        if (one and two) or any(each.name and not each.named for each in (self, other)):
            return one == two
        return self.sentence is other.sentence and not AMONG.search(self.sentence.between(self.mark, other.part))


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The shares of a passage that no whole fits of which the others are, where its claims so far, `told`, say nothing of them."""
    known = Verdicts(told)
    shares = [(index, each) for index, sentence in enumerate(sentences) for each in _shares(sentence)]
    parts = {each.part.number.start for _, each in shares}
    said: set[int] = set()
    for at, (index, share) in enumerate(shares):
        if share.mark.number.start in known.places | said:
            continue
        if whole := _called(share, sentences[max(0, index - _BACK) : index + 1], parts):
            outcome = judge(share.mark.number, of(share.part, whole))
            if not holds(share.mark.number, outcome.check) and one_digit(share.mark.number, outcome.check):
                said.add(share.mark.number.start)
                yield claim(share.sentence, share.mark.number, "share", outcome)
            continue
        group = [
            each
            for back, each in shares[max(0, at - 4) : at]
            if index - back < _BACK and each.telling and share.sits_with(each)
        ]
        if not share.telling or any(each.mark.number.start in known.wrong | said for each in group):
            continue
        if group and (found := _odd(share, group)):
            said.add(found.place.start)
            yield found


def _odd(share: _Share, group: Sequence[_Share]) -> Claim | None:
    """The claim on a share that implies another whole than those before it, but for one slip."""
    if any(share.whole.meets(each.whole) for each in group):
        return None
    other = group[-1]
    if any(not each.whole.meets(other.whole) for each in group):
        return None
    agreed = (
        len(group) > 1 and other.whole.low / _FAR <= share.whole.high and share.whole.low <= other.whole.high * _FAR
    )
    if not agreed and not any(_slipped(one, two) for one, two in ((share, other), (other, share))):
        return None
    value = ((other.whole.low + other.whole.high) / 2).quantize(other.part.number.step)
    base = replace(other.part, number=replace(other.part.number, value=value, bound="", printed=""))
    found = claim(share.sentence, share.mark.number, "one_base", judge(share.mark.number, of(share.part, base)))
    one, all_of_it = f"{shown(other.part.number)} ({shown(other.mark.number)})", shown(base.number)
    return replace(
        found, vi=f"{one} ứng với tổng số {all_of_it}; {found.vi}", en=f"{one} implies a total of {all_of_it}; {found.en}"
    )  # fmt: skip


def _slipped(one: _Share, other: _Share) -> bool:
    """True where a digit of a part or its percentage makes it imply the other's whole."""
    numbers = [(one.part.number, each) for each in changed(one.mark.number)]
    numbers += [(each, one.mark.number) for each in changed(one.part.number)]
    return any(implied(part, rate).meets(other.whole) for part, rate in numbers)


def _called(share: _Share, near_by: Sequence[Sentence], parts: Collection[int]) -> Mark | None:
    """The one figure before a part that is told as the total of what its percentage names, or that "trong đó" tells it of; None where there are more or none."""
    noun = share.name.split()[:1]
    before = [
        (each, mark) for each in near_by for mark in each.marks
        if mark.symbol == "Q" and mark.number.start < share.part.number.start and alike(mark.number.unit, share.part.number.unit)
        and mark.number.value > share.part.number.value and mark.number.upper is None and mark.number.start not in parts
        and not (is_step(each, mark) or is_prior(each, mark) or is_target(each, mark))
    ]  # fmt: skip
    found = [mark for each, mark in before if noun and _is_total(each, mark, noun[0])]
    if not found and (share.named or not share.name):
        found = [mark for each, mark in before if _among(share, each, mark, near_by)]
        found = found if len(before) == 1 else []
    return found[0] if len({mark.number.value for mark in found}) == 1 else None


def _is_total(sentence: Sentence, mark: Mark, noun: str) -> bool:
    called = _TOTAL.search(sentence.text, max(0, mark.at - _REACH), mark.at)
    return called is not None and called["noun"] == noun


def _among(share: _Share, sentence: Sentence, whole: Mark, near_by: Sequence[Sentence]) -> bool:
    """True where "trong đó" stands between a whole and a part, or opens the sentence of the part next to that of the whole."""
    if sentence is share.sentence:
        return AMONG.search(sentence.between(whole, share.part)) is not None
    return sentence is near_by[-2] and AMONG.match(share.sentence.text.lstrip("-+*• ")) is not None


def _shares(sentence: Sentence) -> Iterator[_Share]:
    for mark in sentence.marks:
        number = mark.number
        if mark.symbol != "P" or verb_of(sentence, mark) is not Verb.PART or not _MAKES_UP.match(lead(sentence, mark)):
            continue
        part = _part(sentence, mark)
        if part is None or number.upper is not None or number.alternatives:
            continue
        named = _NAMED.match(tail(sentence, mark))
        name = named["name"].strip() if named else tail(sentence, mark).partition(_AND)[0].strip()
        yield _Share(sentence, part, mark, name, named is not None, implied(part.number, number))


def _part(sentence: Sentence, mark: Mark) -> Mark | None:
    """The figure just before a percentage, but for how much it grew."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in "YXM" or (other.symbol in "QPD" and is_step(sentence, other)):
            continue
        plain = other.symbol == "Q" and other.depth == mark.depth and other.number.unit not in (*DURATIONS, "")
        plain = plain and other.number.value > 0 and other.number.upper is None and "/" not in other.number.unit
        told = is_prior(sentence, other) or is_target(sentence, other)
        return other if plain and not told and ";" not in sentence.between(other, mark) else None
    return None
