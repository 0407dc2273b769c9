"""What does not tie in a report about to be written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.claims import numbers_in
from toolkit.claims.model import Verdict
from toolkit.problems import Problem, Severity
from toolkit.tieout.fields import field_states, rows_of
from toolkit.tieout.tie import joined, prose_ties

if TYPE_CHECKING:
    from toolkit.model import Computed
    from toolkit.passages import Passage
    from toolkit.word.ledger import Ledger
    from toolkit.word.package import Package


def proofread(package: Package, ledger: Ledger, computed: Computed) -> list[Problem]:
    """What does not tie in the prose of a report about to be written, where it holds numbers that no field of ours shows.

    Looked at are the paragraphs with such numbers, the notes they refer to, and the paragraphs that refer to such a note.
    An error of the sheet, which the report repeats, is not told again.
    """
    from toolkit.word.prose import named_parts, part_prose

    passages = [
        passage
        for name, label in named_parts(package)
        for passage in part_prose(package.tree(name), label, tables=False)
    ]
    kept = _by_hand(passages)
    if not kept:
        return []
    ties = prose_ties(computed)
    states = field_states(kept, ledger, None)
    claims = joined(kept, ties.claims(kept, rows_of(states, ties.rows)))
    known = {str(problem.place) for problem in computed.problems if problem.severity is Severity.ERROR}
    by_place = {(passage.part, passage.number): passage for passage in kept}
    found = []
    for claim in claims:
        passage = by_place[claim.place.part, claim.place.paragraph]
        cells = {cell for _, _, name in passage.fields if name in states for cell in states[name].now.cells}
        if claim.verdict is Verdict.INCONSISTENT and not cells & known:
            printed = passage.text[claim.place.start : claim.place.end]
            values = {"excerpt": claim.excerpt, "printed": printed, "formula": claim.formula or claim.vi}
            found.append(Problem("PL565", claim.place, values))
    return found


def _by_hand(passages: Iterable[Passage]) -> list[Passage]:
    """The passages with a figure that is in no field, with those that a note joins them to."""
    every = list(passages)
    own = {index for index, passage in enumerate(every) if _has_figure(passage)}
    notes = {(passage.part, passage.note): index for index, passage in enumerate(every) if passage.note is not None}
    kept = set(own)
    for index, passage in enumerate(every):
        joined = {notes[part, name] for _, part, name in passage.references if (part, name) in notes}
        if index in own or joined & own:
            kept |= {index, *joined}
    return [every[index] for index in sorted(kept)]


def _has_figure(passage: Passage) -> bool:
    if not any(char.isdigit() for char in passage.text) or passage.text.strip(" -–").isdigit():
        return False
    spans = [(low, high) for low, high, _ in passage.fields]
    figures = (number for number in numbers_in(passage.text) if number.figure and not number.in_words)
    return any(not any(low <= number.start < high for low, high in spans) for number in figures)
