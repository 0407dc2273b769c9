"""Figures that nothing said so far, and that plain arithmetic with their neighbours makes right once one slip of the hand is mended.

No word need bind them, so what is found must be no chance: each room counts in how many ways a slip could have made such figures
fit, of all the figures that could be printed, and words that announce a sum or a share let it bear more.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.mended import columns, derived, flowed, one_whole, parted, results, shares, since, strays, sums
from toolkit.claims.model import Claim
from toolkit.claims.numbers.sketch import Sentence

_ROOMS = (strays, shares, one_whole, since, derived, sums, columns, parted, results, flowed)


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> list[Claim]:
    """The wrong figures of a passage of which its claims so far, `told`, say nothing; of each what the first room finds that knows it."""
    found: list[Claim] = []
    for room in _ROOMS:
        found += room.find(sentences, [*told, *found])
    return found
