"""What does not tie in a report about to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from toolkit.claims import check, numbers_in
from toolkit.claims.model import Verdict
from toolkit.hints import TYPE_CHECKING, Final
from toolkit.passages import excess, needed
from toolkit.problems import Problem, Severity
from toolkit.tieout.fields import field_states, rows_of
from toolkit.tieout.tie import joined, prose_ties

if TYPE_CHECKING:
    from toolkit.claims.model import Claim
    from toolkit.claims.ties.fields import FieldState
    from toolkit.model import Computed
    from toolkit.passages import Passage
    from toolkit.word.ledger import Ledger
    from toolkit.word.package import Package

_REACH: Final = 32  # how many paragraphs away a list, a whole or an earlier sentence may stand
_LEAST_DIGITS: Final = 3
_NUMBER: Final = re.compile(r"\d[\d.,]*")


def proofread(package: Package, ledger: Ledger, computed: Computed) -> list[Problem]:
    """What does not tie in the prose of a report about to be written, where it holds numbers that no field of ours shows.

    They are checked together with all of the prose that can stand against them. Paragraphs whose every number a field shows
    say what the sheet gives: what fails without the numbers written by hand, and wherever a figure is an error of the sheet, is
    the sheet's and not told again.
    """
    from toolkit.word.prose import named_parts, part_prose

    passages = needed(
        passage
        for name, label in named_parts(package)
        for passage in part_prose(package.tree(name), label, tables=False)
    )
    told = []
    if what := excess(passages):
        told = [Problem("PL571", None, {"what": what})]
        passages = [passage for passage in passages if passage.cell is None]
    if what := excess(passages):
        return [Problem("PL570", None, {"what": what})]
    own = {(passage.part, passage.number) for passage in _by_hand(passages)}
    if not own:
        return told
    mixed = [passage for passage in passages if (passage.part, passage.number) in own]
    ties = prose_ties(computed)
    states = field_states(mixed, ledger, None)
    tied = list(ties.claims(mixed, rows_of(states, ties.rows)))
    near = _in_reach(passages, own)
    claims = [claim for claim in joined(near, tied) if claim.verdict is Verdict.INCONSISTENT]
    if any(_spot(claim) not in own for claim in claims):
        sheets = {(each.place, each.kind) for each in check([p for p in near if (p.part, p.number) not in own])}
        claims = [claim for claim in claims if (claim.place, claim.kind) not in sheets]
    known = {str(problem.place) for problem in computed.problems if problem.severity is Severity.ERROR}
    states = field_states(passages, ledger, None)
    by_spot = {(passage.part, passage.number): passage for passage in passages}
    return [*told, *(_problem(claim, by_spot[_spot(claim)]) for claim in claims
                     if not _cells(by_spot[_spot(claim)], states) & known)]  # fmt: skip


def _spot(claim: Claim) -> tuple[str, int]:
    return claim.place.part, claim.place.paragraph


def _in_reach(passages: Sequence[Passage], own: Set[tuple[str, int]]) -> list[Passage]:
    """The passages that one with a number written by hand can be told with: those near it, their notes, and wherever in
    the document a number has the same digits in some order, which may be the same figure told again.
    """
    at = [index for index, passage in enumerate(passages) if (passage.part, passage.number) in own]
    near = {index for one in at for index in range(max(0, one - _REACH), min(len(passages), one + _REACH + 1))}
    told = {"".join(sorted(digits)) for one in at for digits in _digits(passages[one])}
    notes = {name[1:] for index in near for name in passages[index].references}
    return [
        passage
        for index, passage in enumerate(passages)
        if index in near
        or (passage.part, passage.note) in notes
        or any("".join(sorted(d)) in told for d in _digits(passage))
    ]


def _digits(passage: Passage) -> Iterator[str]:
    """The numbers of a passage of three digits or more, as digits alone."""
    for match in _NUMBER.finditer(passage.text):
        digits = match[0].replace(".", "").replace(",", "")
        if len(digits) >= _LEAST_DIGITS:
            yield digits


def _cells(passage: Passage, states: Mapping[str, FieldState]) -> set[str]:
    """The cells behind the fields of a passage."""
    return {cell for _, _, name in passage.fields if name in states for cell in states[name].now.cells}


def _problem(claim: Claim, passage: Passage) -> Problem:
    printed = passage.text[claim.place.start : claim.place.end]
    return Problem(
        "PL565", claim.place, {"excerpt": claim.excerpt, "printed": printed, "formula": claim.formula or claim.vi}
    )


def _by_hand(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with a figure that is in no field, with those that a note joins them to."""
    own = {index for index, passage in enumerate(passages) if _has_figure(passage)}
    notes = {(passage.part, passage.note): index for index, passage in enumerate(passages) if passage.note is not None}
    kept = set(own)
    for index, passage in enumerate(passages):
        beside = {notes[part, name] for _, part, name in passage.references if (part, name) in notes}
        if index in own or beside & own:
            kept |= {index, *beside}
    return [passages[index] for index in sorted(kept)]


def _has_figure(passage: Passage) -> bool:
    spans = [(low, high) for low, high, _ in passage.fields]
    digits = (at for at, char in enumerate(passage.text) if char.isdigit())
    if all(any(low <= at < high for low, high in spans) for at in digits) or passage.text.strip(" -–").isdigit():
        return False
    figures = (number for number in numbers_in(passage.text) if number.figure and not number.in_words)
    return any(not any(low <= number.start < high for low, high in spans) for number in figures)
