"""Whether two labels name the same thing: the same, a slip of typing, a doubt that a person must settle, or another."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Final

from toolkit.text import slug

DOUBT_FROM: Final = 78.0
"""Labels at least this alike (0 to 100) and no mere slip apart are asked about."""

# Words that say nothing of their own: a label with one more of them is the same label.
_IDLE: Final = frozenset({"so", "luong", "cac", "cua", "duoc", "va", "la", "ve", "cho", "nhung", "o", "tai"})
_SHORTEST_SLIP: Final = 4
_FEWEST_WORDS: Final = 3
LONGEST_COMPARED: Final = 2_000  # characters of a label that is compared letter by letter


class Alike(Enum):
    """How one label stands to another."""

    SAME = "same"
    SLIP = "slip"  # one letter in one word, joined or split words, an idle word more: taken, and said
    DOUBT = "doubt"
    OTHER = "other"


@lru_cache(maxsize=4096)
def words_of(label: str) -> tuple[str, ...]:
    """The folded words of a label, i and y as one: "Tỷ lệ kết nạp" is ("ti", "le", "ket", "nap")."""
    return tuple(_one_i(word) for word in slug(label).split("_") if word)


def _one_i(word: str) -> str:
    return word[:-1] + "i" if len(word) > 1 and word[-1] == "y" and word[-2] not in "aeu" else word


@lru_cache(maxsize=16_384)
def likeness(first: str, second: str) -> float:
    """How alike two labels are, from 0 to 100, by letters and by words in any order."""
    from rapidfuzz import fuzz

    one, two = " ".join(words_of(first)), " ".join(words_of(second))
    return max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two))


def compare(first: str, second: str) -> Alike:
    """How two labels stand to each other; what might be another thing is a doubt and no slip."""
    one, two = words_of(first), words_of(second)
    if one == two:
        return Alike.SAME
    if max(len(first), len(second)) > LONGEST_COMPARED:
        return Alike.OTHER
    if "".join(one) == "".join(two) and one:
        return Alike.SLIP
    kept, other = telling(one), telling(two)
    if kept and kept == other:
        return Alike.SLIP
    if _one_slip(kept, other):
        return Alike.SLIP
    return Alike.DOUBT if likeness(first, second) >= DOUBT_FROM else Alike.OTHER


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a label that say something of their own."""
    return tuple(word for word in words if word not in _IDLE)


def _one_slip(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """True when one word of several differs by one letter, is no number and not so short that it may be another word."""
    from rapidfuzz.distance import OSA

    if len(one) != len(two) or len(one) < _FEWEST_WORDS:
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return may_slip(a) and may_slip(b) and OSA.distance(a, b) == 1


def may_slip(word: str) -> bool:
    """True for a word that is still the same with one letter wrong: no number and not too short."""
    return word.isalpha() and len(word) >= _SHORTEST_SLIP
