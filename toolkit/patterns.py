"""Patterns that a usual run does not need: compiled when one is first used."""

from __future__ import annotations

from toolkit.hints import TYPE_CHECKING

__all__ = ["seldom", "worded"]

if TYPE_CHECKING:
    from re import Pattern
    from re import compile as seldom

    def worded(pattern: str, *pieces: str) -> Pattern[str]:
        """A pattern of which every match holds one of the pieces; a text without any of them is not looked at by it."""

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

    class worded:  # noqa: N801  it stands for a pattern
        """A pattern of which every match holds one of the pieces; a text without any of them is not looked at by it."""

        __slots__ = ("pattern", "pieces")

        def __init__(self, pattern, *pieces):
            self.pattern = seldom(pattern)
            self.pieces = pieces

        def search(self, text):
            """What the library's pattern finds."""
            return self.pattern.search(text) if self._may(text) else None

        def match(self, text):
            """What the library's pattern finds at the beginning."""
            return self.pattern.match(text) if self._may(text) else None

        def fullmatch(self, text):
            """The whole text as the library's pattern matches it."""
            return self.pattern.fullmatch(text) if self._may(text) else None

        def sub(self, given, text):
            """The text with `given` for each match."""
            return self.pattern.sub(given, text) if self._may(text) else text

        def _may(self, text):
            for piece in self.pieces:  # noqa: SIM110  twice as fast as any()
                if piece in text:
                    return True
            return False
