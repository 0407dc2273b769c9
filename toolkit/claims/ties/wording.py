"""Which row of a workbook the words around a number name, where one row clearly wins."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Final

from toolkit.claims.ties.known import STOCK, KnownRow
from toolkit.records import record

_STOCK_WEIGHT: Final = 0.25
# The least share of a label's weight that must stand beside the number, and the least lead over the next row.
_ENOUGH: Final = 0.8
_LEAD: Final = 0.1
_SLIP: Final = 80  # how like two words must be, of 100, to be one word with a slip of the pen
_TOLD_ABOUT: Final = 0.8  # what a label's word counts that stands elsewhere in the passage
SHORT_LABEL: Final = 3  # a label of fewer telling words needs those of the labels above it, too
OWN, LEAD, CARRIED, PLACED, IN_TURN, GONE_ON = "own", "lead", "carried", "placed", "in turn", "gone on"
_DIGIT = re.compile(r"\d")
_COMMON: Final = 16  # a word of more rows than this, and than the root of their number, does not tell them apart
_EXACT: Final = 1e-6


@record(frozen=True, slots=True)
class Match:
    """A row that words may name: how much of its label they hold, and by which words: the number's own, or those before."""

    row: KnownRow
    covered: float
    score: float = 0.0
    via: str = OWN


@record(frozen=True, slots=True)
class _Group:
    """Rows whose labels have the same common words, with the weight of their telling words, the least first; `least` is the least weight of a label."""

    common: frozenset[str]
    above: frozenset[str]
    parent: frozenset[str]
    rows: tuple[tuple[float, int], ...]
    least: float


class Wording:
    """An index over the words of the rows."""

    def __init__(self, rows: Sequence[KnownRow]) -> None:
        self._rows = rows
        self._index = {id(row): index for index, row in enumerate(rows)}
        self._words = [row.subject if not set(row.words) - STOCK else frozenset(row.words) for row in rows]
        counts = Counter(word for words in self._words for word in words)
        self._weights = {word: self._weigh(word, count) for word, count in counts.items()}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for index, words in enumerate(self._words):
            for word in words:
                self._by_word[word].append(index)
        self._slips: dict[str, frozenset[str]] = {}
        self._totals = [math.fsum(self._weights[word] for word in words) for words in self._words]

    @cached_property
    def _shared(self) -> frozenset[int]:
        """The rows all of whose telling words stand in the label of another row, too."""
        found = set()
        for index, words in enumerate(self._words):
            telling = words - STOCK
            rarest = min(telling, key=lambda word: len(self._by_word[word]), default="")
            others = self._by_word.get(rarest, ())
            if any(other != index and telling <= self._words[other] and not self._is_stock(other) for other in others):
                found.add(index)
        return frozenset(found)

    def short(self, words: frozenset[str]) -> list[KnownRow]:
        """The rows of short labels, all of whose telling words stand there, that others have as well."""
        found = {
            index for word in words - self._common for index in self._by_word.get(word, ()) if index in self._shared
        }
        return [
            self._rows[index]
            for index in sorted(found)
            if self._words[index] - STOCK <= words and not self._is_stock(index)
        ]

    def _is_stock(self, index: int) -> bool:
        """True for a row whose label has no telling word: "Sản lượng", which goes by the words of the row above it."""
        return set(self._rows[index].words) <= STOCK

    def _weigh(self, word: str, count: int) -> float:
        rare = math.log((len(self._rows) + 1) / count) + 1.0
        return rare * (_STOCK_WEIGHT if word in STOCK or _DIGIT.search(word) else 1.0)

    def best(
        self, words: frozenset[str], around: frozenset[str], fit: Callable[[KnownRow], bool] | None = None
    ) -> list[Match]:
        """The rows whose label the words hold nearly whole, the best first, down to those that come near it.

        Rows that `fit` come first, the others only where there is none. `around` are the words of the headings and sentences about, which tell rows with one label apart.
        """
        slipped = self._slipped(words)
        telling = frozenset(word for word in words if word not in STOCK)
        found: list[tuple[int, Match]] = []

        def add(indices: Iterable[int]) -> None:
            for index in indices:
                match = self._match(index, words, slipped, telling, around)
                if match is not None:
                    found.append((index, match))

        named = {index for word in words | slipped if word not in self._common for index in self._by_word.get(word, ())}
        add(named)
        least = max((match.score for _, match in found), default=0.0) - _LEAD
        said = words & self._common
        for group in sorted({group for word in said for group in self._groups_of[word]}):
            add(self._untold(self._groups[group], least, named, words, slipped, telling, around))
        if fit is not None:
            found = [each for each in found if fit(each[1].row)] or found
        found.sort(key=lambda each: (-each[1].score, each[0]))
        return [match for _, match in found if match.score > found[0][1].score - _LEAD]

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words that stand in too many labels to tell rows apart."""
        most = max(_COMMON, math.isqrt(len(self._rows)))
        return frozenset(word for word, indices in self._by_word.items() if len(indices) > most)

    @cached_property
    def _groups(self) -> Sequence[_Group]:
        """The rows that have the same common words in their labels and stand under the same ones."""
        groups: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            parent = frozenset(row.full) - frozenset(row.words) - STOCK
            groups[self._words[index] & self._common, row.above, parent].append(index)
        return [
            _Group(
                common, above, parent, tuple(sorted((self._telling[index], index) for index in rows)),
                min(self._totals[index] for index in rows),
            )
            for (common, above, parent), rows in groups.items()
        ]  # fmt: skip

    @cached_property
    def _groups_of(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {word: [] for word in self._common}
        for at, group in enumerate(self._groups):
            for word in group.common:
                found[word].append(at)
        return found

    def _untold(
        self, group: _Group, least: float, named: Set[int], words: frozenset[str], slipped: frozenset[str],
        telling: frozenset[str], around: frozenset[str],
    ) -> Iterator[int]:  # fmt: skip
        """The rows of a group that the words can mean though none of them is a rare word of theirs; `least` is the score that counts."""
        said = math.fsum(self._weights[word] for word in group.common & words)
        if said < group.least * _ENOUGH / 2 - _EXACT:
            return
        held = {word for word in group.common if word in words or word in slipped}
        weight = math.fsum(self._weights[word] for word in held)
        spoken = math.fsum(self._weights[word] for word in held if word in STOCK and word in words)
        told = math.fsum(self._weights[word] for word in group.common & around if word not in words) * _TOLD_ABOUT
        score = 0.5 * (1 - len(telling - group.common) / max(1, len(telling)))
        score += 0.3 * _under(group.above, group.parent, around)
        enough = weight + told >= group.least * _ENOUGH - _EXACT
        for total, index in group.rows:
            if total and score + min(1.0, (weight - spoken) / total) < least - _EXACT:
                return
            if index not in named and (enough or not around.isdisjoint(self._words[index] - group.common)):
                yield index

    def share(self, row: KnownRow, words: frozenset[str]) -> float:
        """How much of the weight of a row's telling words stands among some words: 1 for all of it; of a label that has none, how many of its phrases."""
        index = self._index[id(row)]
        if self._is_stock(index):
            phrases = {word for word in row.words if "_" in word}
            return len(phrases & words) / len(phrases) if phrases else 0.0
        label, total = self._words[index] - STOCK, self._telling[index]
        return math.fsum(self._weights[word] for word in label & words) / total if total else 0.0

    def rare(self, words: frozenset[str]) -> frozenset[str]:
        """The words that tell rows apart."""
        return words & self._by_word.keys() - STOCK - self._common

    def hints(self, words: frozenset[str]) -> list[tuple[float, KnownRow]]:
        """The rows of whose telling words some stand among these, with their share of the label."""
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(words - STOCK):
            for index in self._by_word.get(word, ()):
                scores[index] += self._weights[word]
        return [(round(score / self._telling[index], 9), self._rows[index]) for index, score in sorted(scores.items())]

    @cached_property
    def _telling(self) -> Sequence[float]:
        return [math.fsum(self._weights[word] for word in words - STOCK) for words in self._words]

    def rate_of(self, row: KnownRow) -> KnownRow | None:
        """The one row in percent that is called by the telling words of a row that counts, or by more than one of them and no other."""
        telling = frozenset(row.words) - STOCK
        beside = {index for word in sorted(telling) for index in self._by_word[word]}
        found = [
            other
            for index in sorted(beside)
            if (other := self._rows[index]) is not row
            and _is_rate(other)
            and (len(called := frozenset(other.words) - STOCK) > 1 or called == telling)
            and called <= telling
        ]
        return found[0] if len(found) == 1 and not _is_rate(row) else None

    def named(self, before: tuple[str, ...]) -> Match | None:
        """The one row whose label, of two words or more, stands whole right before a number; the longest."""
        rows = [row for row in self._by_end.get(before[-2:], ()) if before[-len(row.words) :] == row.words]
        longest = max((len(row.words) for row in rows), default=0)
        best = [row for row in rows if len(row.words) == longest]
        return Match(best[0], 1.0, 1.0) if len(best) == 1 else None

    def named_behind(self, after: tuple[str, ...]) -> Match | None:
        """The one row whose label, but for "số", stands whole right behind a number; the longest."""
        rows = [(row, said) for row, said in self._by_start.get(after[:2], ()) if after[: len(said)] == said]
        longest = max((len(said) for _, said in rows), default=0)
        best = [row for row, said in rows if len(said) == longest]
        return Match(best[0], 1.0, 1.0) if len(best) == 1 else None

    @cached_property
    def _by_start(self) -> dict[tuple[str, ...], list[tuple[KnownRow, tuple[str, ...]]]]:
        found: dict[tuple[str, ...], list[tuple[KnownRow, tuple[str, ...]]]] = defaultdict(list)
        for row in self._rows:
            said = row.words[row.words[:1] in (("so",), ("tong_so",)) :]
            if len(said) > 1:
                found[said[:2]].append((row, said))
        return found

    @cached_property
    def _by_end(self) -> dict[tuple[str, ...], list[KnownRow]]:
        found: dict[tuple[str, ...], list[KnownRow]] = defaultdict(list)
        for row in self._rows:
            if len(row.words) > 1:
                found[row.words[-2:]].append(row)
        return found

    def _match(
        self,
        index: int,
        words: frozenset[str],
        slipped: frozenset[str],
        telling: frozenset[str],
        around: frozenset[str],
    ) -> Match | None:
        total, label, row = self._totals[index], self._words[index], self._rows[index]
        score = sum((self._weights[word] for word in sorted(label & words)), 0.0)  # not by the order of a set
        if score < total * _ENOUGH / 2 or not label - STOCK:
            return None
        missing = label - words
        held = score + math.fsum(self._weights[word] for word in missing & slipped)
        told = math.fsum(self._weights[word] for word in missing & around) * _TOLD_ABOUT
        if held + told < total * _ENOUGH or held < total * _ENOUGH / 2:
            return None
        stock = math.fsum(self._weights[word] for word in label & STOCK)
        spoken = math.fsum(self._weights[word] for word in label & words & STOCK)
        covered = min(1.0, round((held - spoken) / (total - stock), 9))
        left = telling - label
        explained = 1 - len(left) / max(1, len(telling))
        above = _under(row.above, frozenset(row.full) - frozenset(row.words) - STOCK, around)
        if len(label - STOCK) < SHORT_LABEL and above < _ENOUGH / 2 and index in self._shared:
            return None
        return Match(row, covered, covered + 0.5 * explained + 0.3 * above)

    def _slipped(self, words: frozenset[str]) -> frozenset[str]:
        """The words of labels that stand there with a slip of the pen."""
        spare = (word for word in words if len(word) > 3 and word not in self._weights)
        return frozenset(alike for word in spare for alike in self._alike(word))

    def _alike(self, word: str) -> frozenset[str]:
        """The words of labels that a strange word is like."""
        if word not in self._slips:
            from rapidfuzz import fuzz

            self._slips[word] = frozenset(
                other for other in self._weights if len(other) > 3 and fuzz.ratio(other, word) >= _SLIP
            )
        return self._slips[word]


def _under(above: frozenset[str], parent: frozenset[str], around: frozenset[str]) -> float:
    """How much of the labels above a row is told around, nearly all where the one right above it is."""
    share = len(above & around) / len(above) if above else 0.5
    return max(share, _ENOUGH) if parent and parent <= around else share


def _is_rate(row: KnownRow) -> bool:
    actual = row.figures.get("thuc_hien")
    return actual is not None and actual.unit.percent
