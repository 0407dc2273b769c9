"""What a sentence may go on from: the sentences just before it, and those that say how many there are of all."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from toolkit.claims.binding.alls import tells_stock
from toolkit.claims.numbers.sketch import Sentence

_NEAR = 12  # sentences
_STOCKS = 24  # sentences further back


@dataclass(slots=True)
class Earlier:
    """The sentences before one that may name what it speaks of."""

    _near: deque[Sentence] = field(default_factory=deque)
    _stocks: list[Sentence] = field(default_factory=list)

    def told(self) -> tuple[Sentence, ...]:
        """Those sentences in order, the nearest last."""
        return (*self._stocks, *self._near)

    def last(self) -> Sentence | None:
        """The sentence just before; None where there is none."""
        return self._near[-1] if self._near else None

    def add(self, sentence: Sentence) -> None:
        """Take in the next sentence; of one that is far back only what tells how many there are of all is kept."""
        self._near.append(sentence)
        if len(self._near) > _NEAR:
            gone = self._near.popleft()
            if len(self._stocks) < _STOCKS and tells_stock(gone):
                self._stocks.append(gone)
