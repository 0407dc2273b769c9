"""Numbers that are part of a name: "S -400", "BIM 1 … BIM 2", "dầu mazut 180CST", "mạng 4G". Only the case of the letters tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.claims.numbers.normal import Normal
from toolkit.claims.numbers.units import SCALE, UNIT

_MODEL = re.compile(r"(?<![^\W_])[A-ZĐ][A-Za-z]{0,4} (?P<n>-\d{1,4})(?![\d.,]*\d)(?! ?%)")
_NAMED = re.compile(r"(?<![^\W_])(?P<name>[^\W\d_]*[A-ZĐ][^\W\d_]*) ?(?P<n>\d)(?![^\W_]|[.,/:-]?\d| ?%)")
_NETWORK = re.compile(r"(?<![^\W_])(?<!\d[.,])(?P<n>[2-6])G(?![^\W_])")
_GRADE = re.compile(r"(?<![^\W_])(?<!\d[.,])(?P<n>\d{2,4})[A-Z]{2,}(?![^\W_])")


def designations(view: Normal) -> Iterator[tuple[int, int, str]]:
    """The stretches of a normal text whose digits are part of a name, with the reason "code"."""
    for match in _MODEL.finditer(view.raw):
        yield *match.span("n"), "code"
    for match in _NETWORK.finditer(view.raw):
        yield *match.span("n"), "code"
    for match in _GRADE.finditer(view.raw):
        if not (UNIT.match(view.text, match.end("n")) or SCALE.match(view.text, match.end("n"))):
            yield *match.span("n"), "code"
    series: dict[str, list[re.Match[str]]] = {}
    for match in _NAMED.finditer(view.raw):
        if not UNIT.match(view.text, match.end() + 1):
            series.setdefault(match["name"].lower(), []).append(match)
    for same in series.values():
        if len({match["n"] for match in same}) > 1:
            yield from ((*match.span("n"), "code") for match in same)
