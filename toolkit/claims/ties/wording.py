"""Which row of a workbook the words around a number name, where one row clearly wins."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
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
OWN, LEAD, CARRIED, PLACED = "own", "lead", "carried", "placed"
_DIGIT = re.compile(r"\d")


@record(frozen=True, slots=True)
class Match:
    """A row that words may name: how much of its label they hold, and by which words: the number's own, or those before."""

    row: KnownRow
    covered: float
    score: float = 0.0
    via: str = OWN


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
        self._totals = [math.fsum(self._weights[word] for word in words) for words in self._words]

    @cached_property
    def _shared(self) -> frozenset[int]:
        """The rows all of whose telling words stand in the label of another row, too."""
        found = set()
        for index, words in enumerate(self._words):
            telling = words - STOCK
            rarest = min(telling, key=lambda word: len(self._by_word[word]), default="")
            others = self._by_word.get(rarest, ())
            if any(other != index and telling <= self._words[other] for other in others):
                found.add(index)
        return frozenset(found)

    def _weigh(self, word: str, count: int) -> float:
        rare = math.log((len(self._rows) + 1) / count) + 1.0
        return rare * (_STOCK_WEIGHT if word in STOCK or _DIGIT.search(word) else 1.0)

    def best(self, words: frozenset[str], around: frozenset[str]) -> list[Match]:
        """The rows whose label the words hold nearly whole, the best first, down to those that come near it.

        `around` are the words of the headings and sentences about, which tell rows with one label apart.
        """
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(words):  # sums and ties must not depend on the order of a set
            for index in self._by_word.get(word, ()):
                scores[index] += self._weights[word]
        telling = frozenset(word for word in words if word not in STOCK)
        found = []
        for index, score in sorted(scores.items()):
            match = self._match(index, score, words, telling, around)
            if match is not None:
                found.append(match)
        found.sort(key=lambda match: -match.score)
        return [match for match in found if match.score > found[0].score - _LEAD]

    def share(self, row: KnownRow, words: frozenset[str]) -> float:
        """How much of the weight of a row's telling words stands among some words: 1 for all of it."""
        index = self._index[id(row)]
        label, total = self._words[index] - STOCK, self._telling[index]
        return math.fsum(self._weights[word] for word in label & words) / total if total else 0.0

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

    @cached_property
    def _by_end(self) -> dict[tuple[str, ...], list[KnownRow]]:
        found: dict[tuple[str, ...], list[KnownRow]] = defaultdict(list)
        for row in self._rows:
            if len(row.words) > 1:
                found[row.words[-2:]].append(row)
        return found

    def _match(
        self, index: int, score: float, words: frozenset[str], telling: frozenset[str], around: frozenset[str]
    ) -> Match | None:
        total, label, row = self._totals[index], self._words[index], self._rows[index]
        if score < total * _ENOUGH / 2 or not label - STOCK:
            return None
        missing = label - words
        held = score + self._slips(missing, words) if missing else score
        told = math.fsum(self._weights[word] for word in missing & around) * _TOLD_ABOUT
        if held + told < total * _ENOUGH or held < total * _ENOUGH / 2:
            return None
        stock = math.fsum(self._weights[word] for word in label & STOCK)
        spoken = math.fsum(self._weights[word] for word in label & words & STOCK)
        covered = min(1.0, round((held - spoken) / (total - stock), 9))
        left = telling - label
        explained = 1 - len(left) / max(1, len(telling))
        above = len(row.above & around) / len(row.above) if row.above else 0.5
        parent = frozenset(row.full) - frozenset(row.words) - STOCK
        above = max(above, _ENOUGH) if parent and parent <= around else above
        if len(label - STOCK) < SHORT_LABEL and above < _ENOUGH / 2 and index in self._shared:
            return None
        return Match(row, covered, covered + 0.5 * explained + 0.3 * above)

    def _slips(self, missing: frozenset[str], words: frozenset[str]) -> float:
        """The weight of label words that stand there with a slip of the pen."""
        spare = [word for word in words if len(word) > 3 and word not in self._weights]
        wanted = [word for word in missing if len(word) > 3]
        if not spare or not wanted:
            return 0.0
        from rapidfuzz import fuzz

        return math.fsum(
            self._weights[word] for word in wanted if any(fuzz.ratio(word, other) >= _SLIP for other in spare)
        )


def _is_rate(row: KnownRow) -> bool:
    actual = row.figures.get("thuc_hien")
    return actual is not None and actual.unit.percent
