"""Which passages speak of what is still to come: what stands below a heading "Nhiệm vụ năm 2026" is no figure of what was done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from toolkit.patterns import seldom
from toolkit.text import fold

if TYPE_CHECKING:
    from toolkit.passages import Passage

_LONGEST: Final = 140  # characters of a heading
_SECTION: Final = seldom(r"(?:phan thu [a-z]+|phan [ivx]+|[ivx]+|[a-h])\s?[-.:)/]+\s")
_TO_COME: Final = seldom(
    r"\b(?:phuong huong|nhiem vu|muc tieu|chi tieu phan dau|ke hoach (?:nam|quy|thang|\d+ thang))\b"
)
_DONE: Final = seldom(r"\b(?:ket qua|tinh hinh|danh gia|thuc hien|han che|ton tai|uu diem|da dat)\b")


def ahead(passages: Iterable[Passage]) -> frozenset[tuple[str, int]]:
    """The passages (part, number) below a heading that opens what is to be done, each to the next heading of a section."""
    found: set[tuple[str, int]] = set()
    opened = False
    for passage in passages:
        text = passage.text.strip()
        said = fold(text)
        plain = len(text) <= _LONGEST and text[-1:] not in ".;,:"
        if plain and (text.isupper() or _SECTION.match(said)):
            opened = _TO_COME.search(said) is not None and _DONE.search(said) is None
        elif opened:
            found.add((passage.part, passage.number))
    return frozenset(found)
