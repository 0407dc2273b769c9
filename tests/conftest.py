"""What several test files share and is slow to make; compiled templates are kept in a folder that goes with the tests.

Random examples are the same in every run: what a run finds, any other finds again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings
from support.cluster import local_cluster

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def own_cache() -> Iterator[None]:
    """No test reads or writes the user's cache."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PHULUC_CACHE"] = folder
        yield


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    """The address of a Dask scheduler with two worker processes."""
    with local_cluster() as address:
        yield address
