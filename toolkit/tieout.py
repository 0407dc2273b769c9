"""Tie-out of one document: its passages, its record and its appendix brought together with the figures of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.claims import check, numbers_in
from toolkit.claims.fields import FieldState, tie_fields
from toolkit.claims.join import join
from toolkit.claims.known import KnownRow, known_rows
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.prose_ties import ProseTies
from toolkit.claims.told import APPENDIX, RECORD, WORKBOOK, Source
from toolkit.places import Area, Cell, Paragraph
from toolkit.problems import Problem, Severity, ToolkitError
from toolkit.text import first_words, fold

if TYPE_CHECKING:
    from toolkit.facts import Facts
    from toolkit.model import Computed
    from toolkit.passages import Passage
    from toolkit.tables import Table
    from toolkit.word.ledger import Entry, Ledger
    from toolkit.word.package import Package

_MOST_NAMED = 12
TEXTS = (".txt", ".tsv")


@dataclass
class Document:
    """A report or a text as it stands; `package` is None for a text."""

    name: str
    lines: tuple[str, ...] = ()
    package: Package | None = None

    @classmethod
    def open(cls, path: Path) -> Document:
        """The document at a path. Raises a `ToolkitError` that says why it cannot be read."""
        if path.suffix.lower() in TEXTS:
            from toolkit.gate import admit_text

            return cls(path.name, tuple(admit_text(path).splitlines()))
        from toolkit.gate import admit_document
        from toolkit.word.package import Package

        return cls(path.name, package=Package.read(admit_document(path).data))

    def passages(self) -> list[Passage]:
        """Its paragraphs in order, those of headers, footers and notes included."""
        if self.package is None:
            from toolkit.passages import text_passages

            return text_passages(self.lines)
        from toolkit.word.prose import prose

        return prose(self.package)

    def tables(self) -> list[Table]:
        """Its tables as plain grids."""
        if self.package is None:
            from toolkit.tables import text_tables

            return text_tables(self.lines)
        from toolkit.word.tables import read_tables

        return read_tables(self.package)

    @cached_property
    def ledger(self) -> Ledger | None:
        """The record of a report of ours, None for any other document."""
        if self.package is None:
            return None
        from toolkit.word.ledger import load

        return load(self.package)


@dataclass(frozen=True, slots=True)
class AppendixOfDocument:
    """The appendix tables of a document computed like a workbook, and in which paragraph each of its cells stands."""

    computed: Computed
    paragraphs: Mapping[Cell, int]

    def named(self, cell: Cell) -> str:
        """A cell as a person finds it in the document."""
        return f"¶{self.paragraphs.get(cell, 0)}"

    def problems(self) -> Iterator[Problem]:
        """The arithmetic errors of its figures, each placed in the document."""
        labels = {
            (row.row.place.sheet, row.row.place.row): row.row.label
            for appendix in self.computed.appendices
            for row in appendix.rows
        }
        for problem in self.computed.problems:
            cell = problem.place.first if isinstance(problem.place, Area) else problem.place
            if problem.severity is Severity.ERROR and problem.code.startswith("PL3") and isinstance(cell, Cell):
                near = f"{cell.sheet} > {first_words(labels.get((cell.sheet, cell.row), ''), 60)}"
                yield replace(problem, place=Paragraph("body", self.paragraphs.get(cell, 0), near=near))


def appendix_of(document: Document) -> AppendixOfDocument | None:
    """The appendix a document carries; None where it has none."""
    from toolkit.compute import compute
    from toolkit.excel.from_tables import gather
    from toolkit.excel.read import assemble

    gathered = gather(document.tables(), document.name)
    try:
        workbook = assemble(gathered.workbook)
    except ToolkitError:
        return None
    if document.ledger is not None:
        from toolkit.word.steering import steered

        workbook = steered(workbook, gathered.fields, document.ledger)
    return AppendixOfDocument(compute(workbook), gathered.paragraphs)


def field_states(passages: Iterable[Passage], ledger: Ledger, facts: Facts | None) -> dict[str, FieldState]:
    """What the fields of a report of ours were filled with and should show now, by field name.

    Without a workbook the report's own record says what they should show.
    """
    names = {name for passage in passages for _, _, name in passage.fields}
    states = {}
    for name in names & ledger.entries.keys():
        entry = ledger.entries[name]
        now = _recorded(entry) if facts is None else _by_workbook(entry, facts)
        if now is not None:
            states[name] = FieldState(entry.shown, now)
    return states


def _recorded(entry: Entry) -> Source:
    value = None if entry.value is None else Decimal(entry.value)
    return Source(entry.identity, entry.shown, value, entry.cells, entry.label, RECORD)


def _by_workbook(entry: Entry, facts: Facts) -> Source | None:
    """What a field should show now; None when nothing gives it any more."""
    from toolkit.expressions import Scope, TemplateProblem, parse

    try:
        result = parse(entry.identity).evaluate(Scope(facts))
    except TemplateProblem:
        return None
    cells = tuple(dict.fromkeys(str(cell) for fact in result.facts for cell in fact.cells))
    value = result.value if isinstance(result.value, Decimal) else None
    return Source(entry.identity, result.text, value, cells, entry.label, WORKBOOK)


@dataclass(frozen=True, slots=True)
class TieOut:
    """What a tie-out gave: the claims in document order, and the problems besides them."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def tie_out(document: Document, computed: Computed | None) -> TieOut:
    """The claims of a document, checked by themselves and against a workbook, or without one against its own appendix."""
    passages = document.passages()
    problems: list[Problem] = []
    facts, ties = None, None
    if computed is not None:
        facts = _facts(computed)
        ties = prose_ties(computed)
        errors = sum(problem.severity is Severity.ERROR for problem in computed.problems)
        if errors:
            problems.append(Problem("PL562", None, {"file": computed.workbook.source, "count": errors}))
    elif (appendix := appendix_of(document)) is not None:
        ties = ProseTies(known_rows(appendix.computed, appendix.named), APPENDIX)
        problems += appendix.problems()
    states = {} if document.ledger is None else field_states(passages, document.ledger, facts)
    tied = list(tie_fields(passages, states))
    if ties is not None:
        tied += ties.claims(passages, rows_of(states, ties.rows))
        problems += [] if computed is None else coverage(ties, states, passages)
    return TieOut(tuple(_joined(passages, tied)), tuple(problems))


def _joined(passages: Sequence[Passage], tied: Iterable[Claim]) -> list[Claim]:
    """The claims of passages by their own arithmetic and those tied to figures, in document order."""
    order = {(passage.part, passage.number): index for index, passage in enumerate(passages)}
    claims = join(check(passages), tied)
    return sorted(claims, key=lambda claim: (order[claim.place.part, claim.place.paragraph], claim.place.start))


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
    claims = _joined(kept, ties.claims(kept, rows_of(states, ties.rows)))
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


def prose_ties(computed: Computed) -> ProseTies:
    """The figures of a workbook that prose may tell."""
    titles = (line for appendix in computed.appendices for line in appendix.appendix.title)
    period = (entry.text for entry in computed.workbook.info if entry.key == "ky_bao_cao")
    return ProseTies(known_rows(computed), WORKBOOK, fold(" ".join([*period, *titles])))


def rows_of(states: Mapping[str, FieldState], rows: Iterable[KnownRow]) -> dict[str, KnownRow]:
    """The row that each field shows a figure of."""
    by_key = {row.key: row for row in rows}
    found = {}
    for name, state in states.items():
        expression = state.now.key.partition("|")[0].partition(".ky[")[0]
        row = by_key.get(expression) or by_key.get(expression.rpartition(".")[0])
        if row is not None:
            found[name] = row
    return found


def coverage(ties: ProseTies, states: Mapping[str, FieldState], passages: Iterable[Passage]) -> Iterator[Problem]:
    """Which rows of the workbook a report never mentions, and which of its numbers no cell supports."""
    told = fold(" ".join(passage.text for passage in passages))
    mentioned = ties.mentioned | {row.key for row in rows_of(states, ties.rows).values()}
    missing = [row.label for row in ties.rows if row.key not in mentioned and fold(row.label) not in told]
    if missing:
        named = "; ".join(first_words(label, 40) for label in missing[:_MOST_NAMED])
        values = {
            "count": len(missing),
            "all": len(ties.rows),
            "labels": named + ("; …" if missing[_MOST_NAMED:] else ""),
        }
        yield Problem("PL563", None, values)
    if ties.untied:
        shown = ", ".join(f"{number.printed} (¶{passage.number})" for passage, number in ties.untied[:_MOST_NAMED])
        yield Problem(
            "PL564", None, {"count": len(ties.untied), "numbers": shown + (", …" if ties.untied[_MOST_NAMED:] else "")}
        )


def _facts(computed: Computed) -> Facts:
    from toolkit.facts import Facts
    from toolkit.profiles import with_form

    return Facts(replace(computed, workbook=with_form(computed.workbook)))
