"""Which row heads which: from STT, bullets, indentation."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from toolkit.text import clean, fold, is_total

_ROMAN = re.compile(r"^[IVXLC]+$")
_NUMBER = re.compile(r"^\d+(?:\.\d+)*$")
# A dash before a number alone is its sign; before a number and words ("- 3 công trình") it is a bullet.
_BULLET = re.compile(r"^\s*([-–—+•*▪●○◦])(?:\s*(?=[^\s\d])|\s+(?=\d[^\W\d_]*\b.*[^\W\d_]))")
_STEPPED = re.compile(r"^\(?([IVXLC]+|[A-Z]|\d+(?:\.\d+)*|[a-zđ])\s*[.)\-/]+\s+(?=\S)")
_PART = re.compile(r"^[-+*\s]*trong do\b[\s:,]*")

# The order of markers from the outermost in; numbers go one deeper for each dot.
_LETTER, _ROMAN_CLASS, _FIRST_NUMBER, _SMALL_LETTER, _NOTHING = 0.0, 0.5, 1.0, 5.0, 6.0
_BULLETS: Final = {"-": 7.0, "+": 8.0}


class Marker(NamedTuple):
    """How a row is marked: `depth` orders rows from the outermost in, `label` is the text without its mark."""

    stt: str
    bullet: str
    label: str
    depth: float

    @property
    def heads_section(self) -> bool:
        """True for I, II, A, B."""
        return self.depth < _FIRST_NUMBER


def marker_of(stt: str, label: str, indent: int) -> Marker:
    """The marker of a row, from its STT cell and the beginning of its text; a bullet may stand in either."""
    number, text = clean(stt), label
    bullet = ""
    found = _BULLET.match(number)
    if found and not clean(label):  # the whole text stands in STT
        return _bulleted(found[1], number[found.end() :], "")
    if number in ("-", "–", "—", "+", "•", "*", "▪", "●", "○", "◦"):
        bullet, number = number, ""
    if not bullet and not number:
        found = _BULLET.match(text)
        stepped = _STEPPED.match(clean(text))
        if found:
            bullet, text = found[1], text[found.end() :]
        elif stepped:
            number, text = stepped[1], clean(text)[stepped.end() :]
    elif bullet:
        inner = _BULLET.match(text)
        if inner:
            bullet, text = inner[1], text[inner.end() :]
    else:
        found = _BULLET.match(text)
        text = text[found.end() :] if found else text
    if bullet:
        return _bulleted(bullet, text, "")
    if is_total(text) and not number:
        return Marker("", "", clean(text), _FIRST_NUMBER)
    if not number and is_part(text) and not only_part(text):  # "Trong đó: Nữ" begins a list of parts
        return Marker("", "", clean(text), _BULLETS["-"])
    leading = len(label) - len(label.lstrip())
    return Marker(number, "", clean(text), _depth(number.strip(" .)(-/"), indent * 2 + min(leading, 20)))


def _bulleted(bullet: str, text: str, stt: str) -> Marker:
    mark = "-" if bullet in "–—" else bullet
    return Marker(stt, mark, clean(text), _BULLETS.get(mark, 9.0))


def _depth(number: str, indent: int) -> float:
    if not number:
        return _NOTHING + indent / 100
    if _ROMAN.match(number) and number not in ("C", "D", "L"):
        return _ROMAN_CLASS
    if len(number) == 1 and number.isupper():
        return _LETTER
    if _NUMBER.match(number):
        return _FIRST_NUMBER + number.rstrip(".").count(".")
    if len(number) == 1 and number.islower():
        return _SMALL_LETTER
    return _NOTHING + indent / 100


def parents(markers: list[Marker]) -> list[int | None]:
    """For each row the index of the nearest row above that heads it."""
    stack: list[int] = []
    found: list[int | None] = []
    for index, marker in enumerate(markers):
        while stack and markers[stack[-1]].depth >= marker.depth:
            stack.pop()
        found.append(stack[-1] if stack else None)
        stack.append(index)
    return found


def is_part(label: str) -> bool:
    """True for a row that begins with "Trong đó"."""
    return _PART.match(fold(label)) is not None


def only_part(label: str) -> bool:
    """True for a row that says nothing but "Trong đó:"."""
    return _PART.sub("", fold(label)) == "" and is_part(label)
