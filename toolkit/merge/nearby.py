"""Which of many labels may name the same thing as another one, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.merge.labels import DOUBT_FROM, LONGEST_COMPARED, may_slip, telling, words_of

_MOST_COMPARED: Final = 100_000_000  # letters held against letters, for one sheet of a unit
_MOST_FOUND: Final = 100_000  # labels given back, for one sheet of a unit
_MOST_ALIKE: Final = 40  # of those that are only alike, the likest
_MOST_TELLING: Final = 12  # words; of more, one that differs leaves the labels alike
_AT_ONCE: Final = 64  # letters that are compared in one step


class Nearby:
    """Labels in which those that may be a given one are looked up.

    What is the same or a slip away is found by what both have in common; what is merely alike by its letters. A sheet
    whose rows ask for more of that than a second holds has other rows than the grid, and no slips of typing: then nothing
    more is found, and its rows stay rows of their own.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._marks: dict[int, list[int]] = {}
        self._texts: list[str | None] = []
        self._sorted: list[str | None] = []
        for index, label in enumerate(labels):
            words = words_of(label)
            for mark in _marks(words):
                self._marks.setdefault(mark, []).append(index)
            compared = len(label) <= LONGEST_COMPARED
            self._texts.append(" ".join(words) if compared else None)
            self._sorted.append(" ".join(sorted(words)) if compared else None)
        self._letters = sum(len(text) for text in self._texts if text)
        self._to_compare = _MOST_COMPARED
        self._to_find = _MOST_FOUND

    def of(self, label: str) -> list[int]:
        """The indices, in order, of all labels that may be this one, and of some that are not."""
        words = words_of(label)
        found: set[int] = set()
        for mark in _marks(words):
            found.update(self._marks.get(mark, ()))
        if len(label) <= LONGEST_COMPARED:
            found.update(self._alike(words))
        self._to_find -= len(found)
        return sorted(found) if self._to_find >= 0 else []

    def _alike(self, words: Sequence[str]) -> Iterator[int]:
        from rapidfuzz import fuzz, process

        for text, among in ((" ".join(words), self._texts), (" ".join(sorted(words)), self._sorted)):
            self._to_compare -= self._letters * (1 + len(text) // _AT_ONCE)
            if self._to_compare >= 0:
                near = process.extract(text, among, scorer=fuzz.ratio, score_cutoff=DOUBT_FROM, limit=_MOST_ALIKE)
                yield from (index for _, _, index in near)


def _marks(words: Sequence[str]) -> Iterator[int]:
    """What two labels have in common when they are the same or a slip away: one of these."""
    kept = telling(words)
    yield hash("".join(words))
    yield hash(kept)
    for at, word in enumerate(kept if len(kept) <= _MOST_TELLING else ()):
        if may_slip(word):
            yield hash((kept[:at], kept[at + 1 :]))
