"""What several test files share and is slow to make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cluster import local_cluster


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    """The address of a Dask scheduler with two worker processes."""
    with local_cluster() as address:
        yield address
