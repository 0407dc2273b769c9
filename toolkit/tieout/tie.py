"""One document held to a workbook, to its own record and to its own appendix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from toolkit.claims import check
from toolkit.claims.join import join
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.ties.fields import FieldState, tie_fields
from toolkit.claims.ties.known import known_rows, words_of
from toolkit.claims.ties.periods import in_digits, periods_in, with_year_before
from toolkit.claims.ties.prose_ties import ProseTies
from toolkit.claims.ties.told import APPENDIX, WORKBOOK
from toolkit.passages import excess, without_cells
from toolkit.problems import Problem, Severity
from toolkit.text import first_words, fold
from toolkit.tieout.fields import field_states, rows_of

if TYPE_CHECKING:
    from toolkit.claims.ties.grid_ties import GridTies
    from toolkit.facts import Facts
    from toolkit.model import Computed
    from toolkit.passages import Passage
    from toolkit.tieout.document import Document

_DAY = re.compile(r"\bngay \d{1,2}(?: thang \d{1,2} nam \d{4}|[/.-]\d{1,2}[/.-]\d{4})")
_STAGE = re.compile(r"\b(?:giai doan|nhiem ky)\b")
_OPENING, _LONG = 8, 40  # lines in which a title is looked for, and words that make a sentence of one
_PROVED = (Verdict.CONSISTENT, Verdict.ROUNDING)


@dataclass(frozen=True, slots=True)
class TieOut:
    """What a tie-out gave: the claims in document order, and the problems besides them."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def tie_out(document: Document, computed: Computed | None) -> TieOut:
    """The claims of a document, checked by themselves and against a workbook, or without one against its own appendix."""
    from toolkit.tieout.appendix import appendix_of

    passages = document.passages()
    problems: list[Problem] = []
    if what := excess(passages):
        problems.append(Problem("PL571", None, {"what": what}))
        passages = without_cells(passages)
    facts, ties, grid = None, None, None
    carried = appendix_of(document)
    if computed is not None:
        facts = _facts(computed)
        grid = None if carried is None else carried.held_to(computed, passages)
        ties = prose_ties(computed, passages)
        errors = sum(problem.severity is Severity.ERROR for problem in computed.problems)
        if errors:
            problems.append(Problem("PL562", None, {"file": computed.workbook.source, "count": errors}))
    elif carried is not None:
        ties = ProseTies(known_rows(carried.computed, carried.named), APPENDIX)
        problems += carried.problems()
    states = {} if document.ledger is None else field_states(passages, document.ledger, facts)
    own = check(passages)
    tied = list(tie_fields(passages, states))
    if grid is not None:
        tied += grid.claims
        problems += compared(grid)
    if ties is not None:
        tied += ties.claims(passages, rows_of(states, ties.rows))
        ties.mentioned |= set() if grid is None else grid.told
        problems += [] if computed is None else coverage(ties, states, passages, own)
    return TieOut(tuple(joined(passages, tied, own)), tuple(problems))


def joined(passages: Sequence[Passage], tied: Iterable[Claim], own: Iterable[Claim] | None = None) -> list[Claim]:
    """The claims of passages by their own arithmetic and those tied to figures, in document order."""
    order = {(passage.part, passage.number): index for index, passage in enumerate(passages)}
    claims = join(check(passages) if own is None else own, tied)
    return sorted(claims, key=lambda claim: (order[claim.place.part, claim.place.paragraph], claim.place.start))


def prose_ties(computed: Computed, passages: Sequence[Passage] = ()) -> ProseTies:
    """The figures of a workbook that prose may tell, of the period that it names, or else the title of the report."""
    titles = (line for appendix in computed.appendices for line in appendix.appendix.title)
    period = (entry.text for entry in computed.workbook.info if entry.key == "ky_bao_cao")
    actor = (word for entry in computed.workbook.info if entry.key == "co_quan" for word in words_of(entry.text))
    current = _DAY.sub(" ", in_digits(fold(" ".join([*period, *titles]))))
    current = current if periods_in(current) else f"{current} {_title(passages)}".strip()
    rows = [with_year_before(row, current) for row in known_rows(computed)]
    return ProseTies(rows, WORKBOOK, current, frozenset(actor))


def _title(passages: Sequence[Passage]) -> str:
    """The lines that open a report and name its period, folded; "" where that is of several years."""
    lines = takewhile(lambda passage: len(passage.text.split()) < _LONG, passages[:_OPENING])
    told = " ".join(line for passage in lines if periods_in(line := in_digits(fold(passage.text))))
    return "" if _STAGE.search(told) else _DAY.sub(" ", told)


def coverage(
    ties: ProseTies, states: Mapping[str, FieldState], passages: Iterable[Passage], own: Iterable[Claim] = ()
) -> Iterator[Problem]:  # fmt: skip
    """Which rows of the workbook a report never mentions, and which of its numbers no cell supports.

    A number that the arithmetic of `own` claims proves is supported by what it was computed from.
    """
    told = fold(" ".join(passage.text for passage in passages))
    mentioned = ties.mentioned | {row.key for row in rows_of(states, ties.rows).values()}
    missing = [row.name for row in ties.rows if row.key not in mentioned and fold(row.label) not in told]
    if missing:
        yield Problem("PL563", None, {"count": len(missing), "all": len(ties.rows), "labels": _named(missing)})
    proved = {(claim.place.part, claim.place.paragraph, claim.place.start) for claim in own if claim.verdict in _PROVED}
    untied = [(passage, number) for passage, number in ties.untied
              if (passage.part, passage.number, number.start) not in proved]  # fmt: skip
    if untied:
        shown = [
            f"{passage.text[number.begin : number.stop].strip()} (¶{passage.number})" for passage, number in untied
        ]
        yield Problem("PL564", None, {"count": len(untied), "numbers": _named(shown)})


def compared(grid: GridTies) -> Iterator[Problem]:
    """What comparing the report's appendix with the workbook came to, besides the cells that differ."""
    if grid.cells:
        yield Problem("PL566", None, {"cells": grid.cells, "rows": len(grid.told), "wrong": grid.wrong})
    for code, rows in (("PL567", grid.report), ("PL568", grid.workbook)):
        if rows:
            yield Problem(code, None, {"count": len(rows), "labels": _named([row.name for row in rows])})
    if grid.strange:
        yield Problem("PL569", None, {"tables": "; ".join(grid.strange)})


def _named(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(first_words(label, 40) for label in labels)


def _facts(computed: Computed) -> Facts:
    from toolkit.facts import Facts
    from toolkit.profiles import with_form

    return Facts(replace(computed, workbook=with_form(computed.workbook)))
