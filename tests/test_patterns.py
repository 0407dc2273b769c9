"""Patterns compiled at their first use do what compiled ones do, and those with pieces hold one wherever they match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import toolkit
from toolkit.patterns import seldom, worded


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


def every_worded() -> dict[str, worded]:
    """Every pattern of the toolkit that is only looked at where one of its pieces stands."""
    found = {}
    for module in walk_packages(toolkit.__path__, "toolkit."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, worded):
                found[f"{module.name}.{name}"] = value
    return found


def spelt(parsed: Iterable[tuple[Any, Any]]) -> set[str]:
    """What every match holds, one text for each way of matching, with a NUL for what may be anything."""
    ways = {""}
    for code, given in parsed:
        name = str(code)
        if name == "LITERAL":
            more = {chr(given)}
        elif name == "IN" and all(str(each) == "LITERAL" for each, _ in given):
            more = {chr(value) for _, value in given}
        elif name == "BRANCH":
            more = {way for branch in given[1] for way in spelt(branch)}
        elif name == "SUBPATTERN":
            more = spelt(given[3])
            if given[1] & re.IGNORECASE:
                more = {text for way in more for text in (way.lower(), way.upper())}
        elif name == "MAX_REPEAT":
            least, _, inner = given
            more = {f"{way}\0{way}" if way else "" for way in spelt(inner)} | ({""} if not least else set())
            if given[1] == 1:
                more = spelt(inner) | ({""} if not least else set())
        elif name in ("ASSERT", "AT", "ASSERT_NOT"):
            more = {""} if name != "ASSERT" or given[0] < 0 else {f"\1{way}\0" for way in spelt(given[1])}
            if name == "ASSERT" and given[0] < 0:
                more = {f"{way}\1" for way in spelt(given[1])}
        else:
            more = {"\0"}
        ways = {way + text for way in ways for text in more}
        assert len(ways) < 100_000
    return {way.replace("\1", "") for way in ways}


WORDED = every_worded()


@pytest.mark.parametrize("name", WORDED)
def test_every_match_holds_a_piece(name: str) -> None:
    pattern = WORDED[name]
    ways = spelt(re._parser.parse(pattern.pattern.pattern))  # type: ignore[attr-defined]
    without = [way for way in ways if not any(piece in way for piece in pattern.pieces)]
    assert not without


def test_a_text_without_any_piece_is_not_looked_at() -> None:
    unsound = worded("(", "x")
    assert unsound.search("y") is None
    assert unsound.match("y") is unsound.fullmatch("y") is None
    assert unsound.sub("z", "y") == "y"
    with pytest.raises(re.error):
        unsound.search("x")


def test_a_text_with_a_piece_is() -> None:
    pattern = worded(r"\ba\d", "a")
    assert [bool(look("a1 b")) for look in (pattern.search, pattern.match, pattern.fullmatch)] == [True, True, False]
    assert pattern.sub("c", "a1 b") == "c b"
