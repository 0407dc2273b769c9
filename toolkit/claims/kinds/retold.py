"""The same figure told again in other words, in a summary, a heading, an appendix: "kết nạp 1.209 đảng viên", further on "1.029 đảng viên mới".

Two figures are one, mistaken in one of the two places, where that is likelier than chance: the words that both are told
by weigh by how rare they are in the document, the slip between their digits by how seldom two figures are that near.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.claims.binding.digits_apart import (
    APART,
    NEAR,
    agree,
    is_near,
    roundings,
    significant,
    size_odds,
    slip_keys,
    slip_odds,
)
from toolkit.claims.binding.opposites import exclude
from toolkit.claims.binding.proofs import Proofs
from toolkit.claims.binding.telling import Telling, tellings, times_of
from toolkit.claims.binding.verify import elsewhere_told
from toolkit.claims.model import Claim
from toolkit.claims.numbers.sketch import Sketch
from toolkit.claims.numbers.units import alike

_CROWD = 40  # figures of like digits, or of one word, from which on a likeness is chance
_ELSEWHERE = 12  # figures of other documents by which a word is judged to be rare
_HEADS = 6  # passages, and a quarter of them, in which a document says what it is about
# Natural logarithms of odds.
_ENOUGH, _SAME, _MARGIN = 6.0, 4.5, 1.0
_AMONG = (
    0.6  # how much the number of figures tells against two of them, by whose common words they may as well be others
)
_DIGIT = 0.7  # how much of what digits say against chance tells for figures of one document
_CROSSED, _UNSHARED, _MOST_UNSHARED = 0.5, 0.6, 4.0
_OTHER_UNIT, _OTHER_YEAR, _OTHER_PERIOD, _OTHER_NAME, _OTHER_PART, _OTHER_PLACE = 2.0, 4.0, 4.0, 2.5, 2.0, 5.0
_MOST_AGAINST = 10.0
_NAMED, _COVERED, _PLAIN_SLIP = 3.0, 0.4, 6.0
_KNOWN = 1.5  # what tells against a figure of which another telling was found
_MOST_SUMMARY, _SUMMARY = 3.0, 4.0
_SAME_NAME, _FULL_NAME, _FULLY, _RICHLY = 0.6, 0.9, 3.3, 5.0  # of an outdated figure
_BEYOND_DOUBT = 12.0  # of words that both share, where one passage sums up
_AROUND, _REACH, _FEW = 4, 6, 3  # figures that show whether a passage retells, how far off, in passages of how many
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How two figures go by one name: `score` in all, `shared` the words of both, `left` those of one alone, `covered` how much of the shorter name."""

    score: float
    shared: float
    left: float
    covered: float


def find(sketches: Sequence[Sketch], found: Sequence[Claim]) -> Iterator[Claim]:
    """The figures that another passage tells otherwise: of the two the one not proved by the claims `found`, told less often, or later."""
    yield from _Document(list(tellings(sketches)), sketches[: min(_HEADS, len(sketches) // 4 + 1)], found).claims()


class _Document:
    """The figures of a document with what their words, their digits and their neighbours tell of each other."""

    def __init__(self, told: Sequence[Telling], heads: Sequence[Sketch], found: Sequence[Claim]) -> None:
        self._told = told
        self._proofs = Proofs(told, found)
        self._passages: dict[int, list[Telling]] = defaultdict(list)
        self._summaries: dict[int, tuple[int, int]] = {}
        self._by_word: dict[str, list[Telling]] = defaultdict(list)
        for each in told:
            self._passages[each.passage].append(each)
            for word in each.own:
                self._by_word[word].append(each)
        self._rarity = {word: math.log((len(told) + _ELSEWHERE) / len(found)) for word, found in self._by_word.items()}
        times = [times_of(each, 0, len(each.text)) for head in heads for each in head.sentences()]
        self._periods = frozenset(period for periods, _ in times for period in periods)
        self._years = frozenset(year for _, years in times for year in years)
        self._heading = frozenset(word for head in heads for word in _WORD.findall(head.text))

    def claims(self) -> Iterator[Claim]:
        """The figures found wrong, the surest first."""
        alone = (each for each in self._told if not self._same[id(each)] and id(each) not in self._proofs.wrong)
        found = [each for telling in alone for each in self._mistaken(telling)]
        settled: set[int] = set()
        for _, one, other in sorted(found, key=lambda each: -each[0]):
            if id(one) in settled or id(other) in settled:
                continue
            known = bool(self._same[id(other)])
            settled |= {id(one)} if known else {id(one), id(other)}
            order = [(id(each) in self._proofs.proved, -each.passage) for each in (one, other)]
            wrong, right = (one, other) if known or order[0] < order[1] else (other, one)
            if id(wrong) in self._proofs.wrong:
                continue  # it is called wrong where it stands, by a figure that may be the mistaken one
            yield elsewhere_told(wrong.sentence, wrong.mark, right.mark)

    def _mistaken(self, one: Telling) -> Iterator[tuple[float, Telling, Telling]]:
        """The figure with the one that it is told wrong for, and the odds."""
        options = [*self._slipped(one), *self._outdated(one)]
        if not options:
            return
        odds, other = max(options, key=lambda option: option[0])
        rivals = list(self._rivals(one))
        if any(rival > odds - _MARGIN for rival, each in rivals if each.value != other.value):
            return
        odds += min(_MOST_SUMMARY, max(self._retells(one), self._retells(other))) - math.log(1 + len(rivals))
        odds -= _AMONG * math.log(max(1, self._fewest(one, other) - 1))
        if odds >= _ENOUGH:
            yield odds, one, other

    def _slipped(self, one: Telling) -> Iterator[tuple[float, Telling]]:
        """The figures that this one is a slip of the hand from, with the odds."""
        for other in self._near(one):
            likeness = self._likeness(one, other) if self._may_be(one, other) else None
            slip = slip_odds(one, other) if likeness is not None else None
            if likeness is None or slip is None:
                continue
            if (likeness.shared >= _NAMED and likeness.covered >= _COVERED) or slip >= _PLAIN_SLIP:
                yield likeness.score + slip - (_KNOWN if self._same[id(other)] else 0), other

    def _outdated(self, one: Telling) -> Iterator[tuple[float, Telling]]:
        """The figures near this one that go by its very name, where the passage retells others: one of the two was left as it was."""
        if one.role[0] == "step":
            return
        retells = self._retells(one) >= _SUMMARY
        for other in self._sharing(one):
            if abs(one.passage - other.passage) < 2 or not self._may_be(one, other) or not is_near(one, other):
                continue
            if not (one.own & other.own) - frozenset(f"{one.unit} {other.unit}".split()):
                continue  # they share what is counted, and nothing that says of which
            likeness = self._likeness(one, other)
            if likeness is not None and likeness.left * 2 <= likeness.shared and likeness.covered >= _SAME_NAME:
                plain = not likeness.left and likeness.covered >= _FULL_NAME
                if not retells and not (
                    plain and likeness.shared >= _BEYOND_DOUBT and one.sums_up and one.passage > other.passage
                ):
                    continue
                if likeness.shared >= (_FULLY if plain else _RICHLY):
                    yield likeness.score + NEAR, other

    def _may_be(self, one: Telling, other: Telling) -> bool:
        """True unless both are proved where they stand, the other is what is wrong there, or is told in this one's passage as it is."""
        return (
            one.passage != other.passage and not self._proofs.is_slip_of(other, one) and not {id(one), id(other)} <= self._proofs.proved
            and all(each.passage != one.passage for each in self._same[id(other)])
        )  # fmt: skip

    def _rivals(self, one: Telling) -> Iterator[tuple[float, Telling]]:
        """The figures that go by words of this one's name, with the odds that they are it."""
        for other in self._sharing(one):
            likeness = self._likeness(one, other)
            if likeness is not None and other.passage != one.passage:
                apart = 1 if agree(one, other) else max(size_odds(one, other), slip_odds(one, other) or APART)
                yield likeness.score + apart, other

    def _sharing(self, one: Telling) -> list[Telling]:
        found = {
            id(each): each for word in one.own if len(self._by_word[word]) <= _CROWD for each in self._by_word[word]
        }
        return [each for each in found.values() if each is not one]

    @cached_property
    def _same(self) -> dict[int, list[Telling]]:
        """For each figure the others that tell the same by a like name in another passage."""
        rounded: dict[tuple[str, str, int], list[Telling]] = defaultdict(list)
        for each in self._told:
            for key in roundings(each):
                rounded[key].append(each)
        found: dict[int, list[Telling]] = {id(each): [] for each in self._told}
        done: set[int] = set()
        for one in self._told:
            done.add(id(one))
            *_, key = roundings(one)
            crowd = rounded[key]
            least = _SAME - _DIGIT * math.log(9 * 10.0 ** (len(significant(one.value)) - 1))
            for other in crowd if len(crowd) <= _CROWD else ():
                if other.passage == one.passage or (id(other) in done and other.value == one.value):
                    continue
                if one.own.isdisjoint(other.own) or not agree(one, other):
                    continue
                likeness = self._likeness(one, other)
                if likeness is not None and likeness.score >= least:
                    found[id(one)].append(other)
                    found[id(other)].append(one)
        return found

    @cached_property
    def _slips(self) -> dict[tuple[str, ...], list[Telling]]:
        found: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
        for each in self._told:
            for key in slip_keys(each):
                found[key].append(each)
        return found

    def _near(self, one: Telling) -> list[Telling]:
        """The figures whose digits may be a slip from this one's."""
        found = {
            id(each): each for key in slip_keys(one) if len(self._slips[key]) <= _CROWD for each in self._slips[key]
        }
        return [each for each in found.values() if each is not one]

    def _likeness(self, one: Telling, other: Telling) -> _Likeness | None:
        """How two figures go by one name; None where they are of different things, times or places."""
        if one.sentence is other.sentence or (one.kind, one.role, one.ahead) != (other.kind, other.role, other.ahead):
            return None
        if one.kind == "count" and not (one.unit or other.unit):
            return None
        if (one.years and other.years and not one.years & other.years) or (
            one.names and other.names and not one.names & other.names
        ):
            return None
        if any(one.places[each] != other.places[each] for each in one.places.keys() & other.places.keys()):
            return None
        mine, theirs = one.own - other.own, other.own - one.own
        against = _OTHER_PART * len(one.narrow ^ other.narrow)
        if bool(one.years - self._years) != bool(other.years - self._years):
            against += _OTHER_YEAR
        first, second = one.periods - self._periods, other.periods - self._periods
        if first != second and not first & second:
            against += _OTHER_PERIOD
        if (one.names - other.names - self._heading - other.own - other.around) or (
            other.names - one.names - self._heading - one.own - one.around
        ):
            against += _OTHER_NAME
        if one.places != other.places:
            against += _OTHER_PLACE
        if one.kind == "count" and not alike(one.unit, other.unit) and not _speaks_of(one, other):
            against += _OTHER_UNIT
        both = one.own & other.own
        if against >= _MOST_AGAINST:
            return None
        shared = self._weight(both) + _CROSSED * self._weight(
            ((one.own & other.around) | (one.around & other.own)) - both
        )
        left = min(self._weight(mine - other.around), self._weight(theirs - one.around))
        least = min(self._weight(one.own), self._weight(other.own))
        if exclude(" ".join(mine), " ".join(theirs)):
            return None
        score = shared - min(_MOST_UNSHARED, _UNSHARED * left) - against
        return _Likeness(score, shared, left, shared / max(0.1, least))

    def _fewest(self, one: Telling, other: Telling) -> int:
        """Of how many figures the rarest word is by which both go."""
        return min((len(self._by_word[word]) for word in one.own & other.own), default=0)

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._rarity.get(word, 0.0) for word in words)

    def _retells(self, one: Telling) -> float:
        """What the figures beside one say of its passage: how far it is a summary, or told in one."""
        again, near = self._summary(one.passage)
        again, near = again - self._is_told_far(one), near - 1
        if not near:
            return 0.0
        if again >= 3 and again * 2 >= near:
            return _SUMMARY
        if again >= 2 and again * 2 >= near:
            return 3.0
        if again and again * 3 >= near:
            return 1.0
        return -1.0 if near > 1 else 0.0

    def _summary(self, passage: int) -> tuple[int, int]:
        """How many figures of a passage, and of short ones around where it has few, are told far from it, and of how many."""
        if passage not in self._summaries:
            near = self._passages[passage]
            for away in range(1, _REACH + 1):
                if len(near) > _AROUND:
                    break
                for around in (passage - away, passage + away):
                    found = self._passages.get(around, [])
                    near = near + found if len(found) <= _FEW else near
            self._summaries[passage] = sum(map(self._is_told_far, near)), len(near)
        return self._summaries[passage]

    def _is_told_far(self, one: Telling) -> bool:
        return any(abs(other.passage - one.passage) > 1 for other in self._same[id(one)])


def _speaks_of(one: Telling, other: Telling) -> bool:
    """True where the words about one figure name what the other counts."""
    first, second = set(one.unit.split()), set(other.unit.split())
    return bool(first & (second | other.own) or second & one.own)
