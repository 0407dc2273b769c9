"""A disk that fails: the n-th call that touches it raises, the others go through."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "chmod", "fstat")


class Faults:
    """Counts the calls a run makes and lets one of them fail; `calls` are the names of those of the last run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self._monkeypatch = monkeypatch
        self._real = {name: getattr(os, name) for name in _CALLS}

    @contextmanager
    def failing(self, at: int, number: int, instead: Callable[[], None] | None = None) -> Iterator[None]:
        """Inside the block call `at` (from 0; -1 for none) raises the error of that number, or does something `instead`."""
        self.calls = []

        def wrap(name: str) -> Any:
            def call(*arguments: Any, **settings: Any) -> Any:
                self.calls.append(name)
                if len(self.calls) - 1 == at:
                    if instead is not None:
                        instead()
                    raise OSError(number, os.strerror(number))
                return self._real[name](*arguments, **settings)

            return call

        with self._monkeypatch.context() as patch:
            for name in _CALLS:
                patch.setattr(os, name, wrap(name))
            yield
