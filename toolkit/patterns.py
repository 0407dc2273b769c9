"""Patterns that a usual run does not need: compiled when one is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["seldom"]

if TYPE_CHECKING:
    from re import compile as seldom
else:
    import re

    _METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "pattern", "flags")

    class seldom:  # noqa: N801  it is called as `re.compile` is
        """A pattern that is compiled at its first use, and from then on is that one."""

        __slots__ = ("_given", *_METHODS)

        def __init__(self, *given):
            self._given = given

        def __getattr__(self, name):
            if name not in _METHODS:
                raise AttributeError(name)
            compiled = re.compile(*self._given)
            for each in _METHODS:
                setattr(self, each, getattr(compiled, each))
            return getattr(compiled, name)
