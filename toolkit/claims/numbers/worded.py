"""The numbers of a passage that are written in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.claims.numbers.hedges import hedge
from toolkit.claims.numbers.normal import Normal, canon
from toolkit.claims.numbers.number import Token, token_at
from toolkit.claims.numbers.tails import tail_of
from toolkit.claims.numbers.units import DURATIONS, is_known
from toolkit.claims.numbers.words import (
    FIVE,
    NAMED_ONE,
    WORDS,
    YEAR_BEFORE,
    is_among,
    is_listed,
    is_single,
    value_of,
    whole_of,
)


def in_words(view: Normal, taken: Sequence[Token]) -> list[Token]:
    """The numbers written in words that a known unit follows: "hai mươi lăm đảng viên", "ba trên năm thôn"."""
    found: list[Token] = []
    spans = [(token.begin, max(token.stop, token.high)) for token in taken]
    starts = [start for start, _ in spans]
    of_part = -1  # where the second number of a fraction begins
    for match in WORDS.finditer(view.text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < spans[at][1] + (2 if view.text[spans[at][1] : spans[at][1] + 2] == " (" else 0):
            continue
        tail = tail_of(view.text, match.end())
        begin, bound = match.start(), ""
        whole = whole_of(view.text, match)
        if whole and tail_of(view.text, whole.end()).unit not in ("", *DURATIONS):
            of_part = whole.start()
        elif is_single(match) and is_among(view.text, match):
            pass
        elif not tail.unit or tail.unit in DURATIONS:
            continue
        elif match.start() != of_part:
            if is_single(match) and _is_no_count(view.text, match, tail.unit):
                continue
            begin, bound = hedge(view.text, match.start(), 0)
            begin, bound = (match.start(), "") if bound == "from" else (begin, bound)
        found.append(token_at(view, (match.start(), match.end(), begin, tail.stop), {
            "value": value_of(match) * tail.scale, "scale": tail.scale, "unit": tail.unit, "bound": bound,
            "in_words": True,
        }))  # fmt: skip
    return found


def _is_no_count(text: str, match: re.Match[str], unit: str) -> bool:
    """True for one digit in words that counts nothing: before what is no unit, "năm nay", "ba ban"."""
    before = text[max(0, match.start() - 9) : match.start()]
    if not is_known(unit) and not is_listed(text, match):
        return True
    if match[0] == canon("năm") and not FIVE.search(before):
        return True
    return (YEAR_BEFORE.search(before) and not NAMED_ONE.search(before)) or unit in (canon("ban"), canon("tập"))
