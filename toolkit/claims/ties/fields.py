"""Fields of a report of ours: what each shows, what it was filled with, and what it should show now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.tokens import numbers_in
from toolkit.claims.ties.compare import compare
from toolkit.claims.ties.told import Source, tied
from toolkit.passages import Passage
from toolkit.records import record
from toolkit.text import clean


@record(frozen=True, slots=True)
class FieldState:
    """One field: the text it was filled with, and the figure or text it should show now."""

    filled: str
    now: Source


def tie_fields(passages: Iterable[Passage], states: Mapping[str, FieldState]) -> Iterator[Claim]:
    """A claim for each number that a field shows, and for each text that is out of date.

    Those in tables are given only where they do not hold: an appendix has thousands that do.
    """
    for passage in passages:
        for start, end, name in passage.fields:
            state = states.get(name)
            for claim in () if state is None else _claims(passage, start, passage.text[start:end], state):
                if not passage.table or claim.verdict is Verdict.INCONSISTENT:
                    yield claim


def _claims(passage: Passage, start: int, text: str, state: FieldState) -> Iterator[Claim]:
    now = state.now
    printed, wanted = numbers_in(text), numbers_in(now.shown)
    same = clean(text) == clean(now.shown)
    stale = not same and clean(text) == clean(state.filled)
    if not printed or len(printed) != len(wanted):
        if not same and (printed or wanted or stale):
            yield tied(passage, (start, start + len(text)), now, Verdict.INCONSISTENT, printed=None, stale=stale)
        return
    for number, right in zip(printed, wanted, strict=True):
        if same and not number.figure:
            continue
        single = len(wanted) == 1
        verdict = Verdict.CONSISTENT if same else _verdict(number, right, now.value if single else None)
        source = now if single else replace(now, value=right.value)
        span = (start + number.start, start + number.end)
        out = stale and verdict is Verdict.INCONSISTENT
        yield tied(passage, span, source, verdict, printed=number.value, stale=out)


def _verdict(number: Number, right: Number, value: Decimal | None) -> Verdict:
    """Whether a printed number is the one wanted, or the figure behind that with more or fewer digits."""
    if number.value == right.value:
        return Verdict.CONSISTENT
    return Verdict.INCONSISTENT if value is None else compare(number, value, scale=number.scale)
