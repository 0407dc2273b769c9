"""Random pairs of hand edits and data changes: no lost edit, no stale number, a conflict exactly where both sides changed."""

from __future__ import annotations

import pytest
from support.pairs import Pair


@pytest.mark.parametrize("block", range(10))
def test_random_pairs(block: int) -> None:
    for seed in range(block * 24, block * 24 + 24):
        pair = Pair(seed).run()
        assert not pair.wrong, (seed, pair.log, pair.wrong)
