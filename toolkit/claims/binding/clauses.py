"""The words around a number: those that lead to it, those after it, the bracket behind it, and how far its clause reaches."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from itertools import takewhile
from typing import TypeVar, cast

from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

T = TypeVar("T")
# A comma inside the name of one thing, "vụ, việc", ends no clause.
_NAMES = r"(?<=vụ,) việc|(?<=bản án,) quyết định|(?<=xã,) (?:phường|thị trấn)|(?<=phường,) thị trấn|(?<=cán bộ,) công chức|(?<=công chức,) viên chức"
_CLAUSE = pattern(rf"[;)]|,(?!{_NAMES})|\.(?= |$)")
_OPEN, _CLOSED = re.compile(r"\([^()]*$"), re.compile(r"^[^()]*\)")
INNER = re.compile(r" ?\([^()]*\)")
_REACH = 400  # characters around a number within which words can belong to it
FIGURES = frozenset("QPDM")


def remembered(role: Callable[[Sentence, Mark], T]) -> Callable[[Sentence, Mark], T]:
    """The role of a number, worked out once for each number of a sentence."""

    @wraps(role)
    def known(sentence: Sentence, mark: Mark) -> T:
        key = role.__name__, mark.rank
        found = sentence.known.get(key, sentence)
        if found is sentence:
            found = sentence.known[key] = role(sentence, mark)
        return cast(T, found)

    return known


@remembered
def lead(sentence: Sentence, mark: Mark) -> str:
    """The words that lead to a number: back to the figure before, within the same clause; brackets between are left out."""
    start = max(0, mark.at - _REACH)
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in FIGURES and other.depth <= mark.depth:
            start = max(start, other.at + 1)
            break
    text = INNER.sub(_passed, sentence.text[start : mark.at])
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def _passed(bracket: re.Match[str]) -> str:
    """What a bracket before a number leaves: the end of a clause where it told a figure and "và" begins another."""
    told = any(char in FIGURES for char in bracket[0])
    return ";" if told and bracket.string.startswith(" và ", bracket.end()) else ""


def behind(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The figures of the first bracket after a number that tells two or more: "(dự toán 5.249 tỷ đồng; cùng kỳ 5.361 tỷ đồng)"."""
    after = sentence.marks[mark.rank + 1 :]
    first = next((other for other in after if other.depth > mark.depth and other.symbol == "Q"), None)
    if first is None or ";" in sentence.text[mark.at : sentence.text.rfind("(", 0, first.at)]:
        return []
    group = list(takewhile(lambda other: other.depth > mark.depth, after[first.rank - mark.rank - 1 :]))
    return group if len(group) > 1 else []


@remembered
def tail(sentence: Sentence, mark: Mark) -> str:
    """The words after a number, to the next figure or the end of the clause; an opening bracket is no end."""
    end = min(len(sentence.text), mark.at + _REACH)
    for other in sentence.marks[mark.rank + 1 :]:
        if other.symbol in FIGURES:
            end = min(end, other.at)
            break
    text = sentence.text[mark.at + 1 : end]
    cut = _CLAUSE.search(text)
    return text[: cut.start()] if cut else text


def following(sentence: Sentence, mark: Mark) -> Mark | None:
    """The next figure; None where none follows."""
    return next((other for other in sentence.marks[mark.rank + 1 :] if other.symbol in FIGURES), None)


def reaches(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True where no semicolon divides two numbers; one within brackets is no such divide."""
    words = sentence.between(*sorted((one, other), key=lambda mark: mark.at))
    if one.depth == other.depth > 0 and "(" not in words and ")" not in words:
        return True
    return ";" not in _OPEN.sub("", _CLOSED.sub("", INNER.sub("", words)))
