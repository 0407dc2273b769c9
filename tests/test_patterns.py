"""A pattern compiled at its first use does what a compiled one does."""

from __future__ import annotations

import re

import pytest

from toolkit.patterns import seldom


@pytest.mark.parametrize("given", [(r"(\d+)-(\w)", re.IGNORECASE), (rb"(?P<a>x)",)])
def test_it_does_what_the_library_s_does(given: tuple[str, int]) -> None:
    ours, theirs = seldom(*given), re.compile(*given)
    text = "12-a xx 3-B" if isinstance(given[0], str) else b"12-a xx 3-B"
    assert [found.span() for found in ours.finditer(text)] == [found.span() for found in theirs.finditer(text)]
    assert ours.findall(text) == theirs.findall(text)
    assert ours.sub(text[:1], text) == theirs.sub(text[:1], text)
    assert (ours.pattern, ours.flags) == (theirs.pattern, theirs.flags)
    assert ours.fullmatch(text) is None
    with pytest.raises(AttributeError):
        ours.no_such_thing  # type: ignore[attr-defined]  # noqa: B018


def test_nothing_is_compiled_before() -> None:
    wrong = seldom("(")
    with pytest.raises(re.error):
        wrong.search("x")
