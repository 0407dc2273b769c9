"""A few examples of what fuzzing draws, always the same; `python -m benchmarks.fuzz` runs as many as one likes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from support.fuzzing import TARGETS

FEW = {"workbooks": 12, "documents": 8, "grids": 150, "texts": 60}


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_drawn_gives_a_result_or_a_problem(name: str) -> None:
    target = TARGETS[name]
    settings(derandomize=True, deadline=None, database=None, max_examples=FEW.get(name, 500))(
        given(target.draws)(target.check)
    )()
