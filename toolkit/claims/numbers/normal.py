"""One spelling for matching: a passage's text in lower case and one orthography, each character with its old offset.

Diacritics stay, because they tell words apart ("giảm" and "giám", "đạt" and "đất", "còn" and "con").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.text import unpiled

_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_UNEVEN = re.compile(r"[^\S ]|  |\( | \)|[\u0300-\u036f" + "".join(_DROPPED) + "]")
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("’‘", "'") | {"ð": "đ", "％": "%"}
)
# Patterns may go through a run once for each of its characters; no word, number or leader is as long as this.
_LONGEST_RUN = 100
_ENDLESS = re.compile(rf"[^\W\d_]{{{_LONGEST_RUN},}}|\d{{{_LONGEST_RUN // 3},}}|(?:[^\w\s]|_){{{_LONGEST_RUN},}}")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# The tone of a final oa, oe, uy may stand on either vowel; it is moved to the first. ("quý" turns into "qúy" too: every
# pattern passes through the same function.)
_MOVED = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone) + second
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
_PAIR = re.compile("(" + "|".join(_MOVED) + r")(?![^\W\d_])")
# Words that are written with i or y.
_SAME = (("tỉ", "tỷ"), ("kì", "kỳ"), ("kỉ", "kỷ"), ("quí", "quý"), ("lí", "lý"))
_SAME_WORD = re.compile(r"\b(" + "|".join(old for old, _ in _SAME) + r")\b")
_TO = dict(_SAME)


def canon(text: str) -> str:
    """Lower-case NFC text in the one orthography; as long as the NFC text, so patterns can be written as usual."""
    text = unicodedata.normalize("NFC", text)
    lowered = text.lower()
    return spell((lowered if len(lowered) == len(text) else text).translate(_PLAIN))


def spell(text: str) -> str:
    """NFC lower-case text, or the source of a pattern for it, in the one orthography."""
    text = _SAME_WORD.sub(lambda match: _TO[match[0]], text)
    return _PAIR.sub(lambda match: _MOVED[match[0]], text)


def pattern(source: str) -> re.Pattern[str]:
    """A pattern over normal texts, written in either orthography."""
    return re.compile(spell(unicodedata.normalize("NFC", source)))


@dataclass(frozen=True, slots=True)
class Normal:
    """A text ready for matching: `text` in one spelling, `raw` the same characters with their case, and where they were.

    Character i of `text` stood at `source[starts[i]:ends[i]]`.
    """

    source: str
    text: str
    raw: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, low: int, high: int) -> tuple[int, int]:
        """The offsets in the source of the stretch low:high of the normal text."""
        if low >= high:
            at = self.starts[low] if low < len(self.starts) else len(self.source)
            return at, at
        return self.starts[low], self.ends[high - 1]


def normal(source: str) -> Normal:
    """The matching view of a text: NFC, single plain spaces, none at the inside of a bracket, no invisible characters.

    A run of letters, digits or signs that is longer than any in prose, and marks piled on a letter, are there as so many `#`, which mean nothing.
    """
    text = unpiled(source, "#")
    if any(len(piece) > _LONGEST_RUN // 3 for piece in text.split()):
        text = _ENDLESS.sub(lambda run: "#" * len(run[0]), text)
    plain = text.replace("\u00a0", " ")
    if not _UNEVEN.search(plain) and unicodedata.is_normalized("NFC", plain):
        return Normal(source, canon(plain), plain, range(len(plain)), range(1, len(plain) + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, size = 0, len(text)
    while at < size:
        stop = at + 1
        while stop < size and unicodedata.combining(text[stop]):
            stop += 1
        cluster = text[at:stop]
        if cluster.isspace():
            if out and out[-1] == " ":
                ends[-1] = stop
            elif not out or out[-1] != "(":
                out.append(" ")
                starts.append(at)
                ends.append(stop)
        elif cluster[0] not in _DROPPED:
            if cluster == ")" and out and out[-1] == " ":
                del out[-1], starts[-1], ends[-1]
            for char in unicodedata.normalize("NFC", cluster) if stop - at > 1 else cluster:
                out.append(char)
                starts.append(at)
                ends.append(stop)
        at = stop
    raw = "".join(out)
    return Normal(source, canon(raw), raw, tuple(starts), tuple(ends))
