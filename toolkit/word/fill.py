"""Filling: a compiled template and the facts of a workbook give a report with its ledger."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count

from toolkit.expressions import Expression, Result, Scope, TemplateProblem
from toolkit.facts import Fact, Facts
from toolkit.facts.lookup import listed
from toolkit.hints import Final
from toolkit.memory import Memory
from toolkit.places import Cell, Paragraph
from toolkit.problems import Problem, ToolkitError
from toolkit.records import field, record
from toolkit.word.compile import Template
from toolkit.word.controls import control, field_id
from toolkit.word.ledger import STEERING, Entry, Ledger
from toolkit.word.nodes import AppendixSlot, Choice, Guard, Loop, Node, NoteSlot, Output
from toolkit.word.package import Package

# What one template may make at most: a runaway loop is stopped, a real report never comes near.
_MOST_PASSES: Final = 50_000
_MOST_BYTES: Final = 80_000_000
_EMPTY_CELL: Final = 330  # bytes of an appendix cell besides its field
_MOST_WORK: Final = 1_000_000
_LIST_COSTS: Final = 6  # a row of a list is more work than a node

_NO_TEXT = re.compile(
    rb"<w:t(?: [^>]*)?>(?=[^<]*[^<\s])|<w:(?:drawing|pict|object|footnoteReference|endnoteReference)\b"
)
# Entries are made by the hundred in each report: twice as fast as by their class's own call.
_NEW: Final = tuple.__new__
_ENDS_IN_PARAGRAPH: Final = rb"(?:</w:p>|<w:p(?: [^>]*)?/>)\s*$"


def _told(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """The cells behind a fact as the record says them."""
    return tuple(map(str, cells))


_TOLD: Final = Memory(_told)


@record(frozen=True, slots=True)
class Filled:
    """A filled report: its package with the ledger stored, the ledger, how many fields were filled, and the problems."""

    package: Package
    ledger: Ledger
    filled: int
    problems: tuple[Problem, ...]


@record(slots=True)
class _Pass:
    """One filling under way."""

    facts: Facts
    ledger: Ledger
    day: str
    problems: list[Problem] = field(default_factory=list)
    filled: int = 0
    passes: int = 0
    work: int = 0
    size: int = 0
    drawing_ids: count[int] = field(default_factory=lambda: count(900_001))
    note_ids: dict[str, count[int]] = field(default_factory=dict)
    notes: dict[str, Mapping[str, tuple[Node, ...]]] = field(default_factory=dict)
    new_notes: dict[str, list[bytes]] = field(default_factory=dict)
    pending_note: str = ""
    has_appendix: bool = False
    blanks: dict[tuple[Paragraph, str], dict[str, None]] = field(default_factory=dict)  # tag -> whose figure it lacks

    def part(self, nodes: Sequence[Node], scope: Scope, *, main: bool) -> bytes:
        """The XML of a whole part."""
        out: list[bytes] = []
        self.render(nodes, scope, out)
        if self.has_appendix and main:
            from toolkit.word.sections import close_document

            close_document(out)
        return b"".join(out)

    def render(self, nodes: Sequence[Node], scope: Scope, out: list[bytes]) -> None:
        """Append the text of the nodes to `out`."""
        opened: list[int] = []
        for node in nodes:
            if isinstance(node, bytes):
                self._static(node, out)
            elif isinstance(node, Output):
                self._output(node, scope, out)
            elif isinstance(node, Loop):
                self._loop(node, scope, out)
            elif isinstance(node, Choice):
                self._choice(node, scope, out)
            elif isinstance(node, Guard):
                self._guard(node, opened, out)
            elif isinstance(node, NoteSlot):
                self._note(node, scope)
            else:
                self._appendix(node, scope, out)

    def _static(self, text: bytes, out: list[bytes]) -> None:
        if self.pending_note:
            text = text.replace(b'"PLNOTE"', b'"%b"' % self.pending_note.encode(), 1)
            self.pending_note = ""
        if b'"PLID"' in text:
            text = re.sub(b'"PLID"', lambda _: b'"%d"' % next(self.drawing_ids), text)
        self.size += len(text)
        if self.size > _MOST_BYTES:
            self._grow(0)
        out.append(text)

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > _MOST_BYTES:
            raise ToolkitError("PL526", limit=_MOST_BYTES)

    def _evaluate(self, expression: Expression, scope: Scope, place: Paragraph) -> Result | None:
        self._work(expression)
        try:
            return expression.evaluate(scope)
        except TemplateProblem as problem:
            self.problems.append(
                Problem(problem.code, place, {"tag": f"{{{{ {expression.source} }}}}", **problem.values})
            )
            return None

    def _work(self, expression: Expression) -> None:
        """Count an evaluation before it is made, by the nodes it walks and the rows it may go through at each."""
        lists, plain = expression.size
        self.work += plain
        if lists:
            rows = len(self.facts.indicators) + 1
            self.work += _LIST_COSTS * lists * rows * (rows if expression.test is not None and lists > 1 else 1)
        if self.work > _MOST_WORK:
            raise ToolkitError("PL526", limit=_MOST_WORK)

    def _output(self, node: Output, scope: Scope, out: list[bytes]) -> None:
        result = self._evaluate(node.expression, scope, node.place)
        if result is None:
            return
        if result.blank:
            labels = self.blanks.setdefault((node.place, node.expression.source), {})
            labels.update((fact.label, None) for fact in result.facts[:1] if fact.label)
        out.append(self.field(result, node.rpr))

    def field(self, result: Result, rpr: str) -> bytes:
        """The content control of a result, recorded in the ledger."""
        text, given, facts, identity, _, _ = result
        if len(facts) == 1:
            cells, rule, label = _TOLD[facts[0].cells], facts[0].rule or None, facts[0].label
        else:
            cells = tuple([told for fact in facts for told in _TOLD[fact.cells]])
            rule = next((fact.rule for fact in facts if fact.rule), None)
            label = facts[0].label if facts else ""
        value = format(given, "f") if isinstance(given, Decimal) else None
        return self._recorded(_NEW(Entry, (identity, text, cells, rule, value, label, self.day, 1)), rpr)

    def _recorded(self, entry: Entry, rpr: str) -> bytes:
        """The control of a field; one shown several times is one entry of the ledger with how many times."""
        self.filled += 1
        name, entries = field_id(entry[0]), self.ledger.entries
        known = entries.get(name)
        entries[name] = entry if known is None else known._replace(times=known.times + 1)
        made = control(name, entry[1], rpr)
        self.size += len(made)
        if self.size > _MOST_BYTES:
            self._grow(0)
        return made

    def _loop(self, node: Loop, scope: Scope, out: list[bytes]) -> None:
        self._work(node.expression)
        try:
            items = node.expression.items(scope)
        except TemplateProblem as problem:
            tag = f"{{% for {node.variable} in {node.expression.source} %}}"
            self.problems.append(Problem(problem.code, node.place, {"tag": tag, **problem.values}))
            return
        self.passes += len(items)
        if self.passes > _MOST_PASSES:
            raise ToolkitError("PL526", limit=_MOST_PASSES)
        for index in range(len(items)):
            self.render(node.body, scope.loop(node.variable, items, index), out)

    def _choice(self, node: Choice, scope: Scope, out: list[bytes]) -> None:
        for condition, body in node.branches:
            result = None if condition is None else self._evaluate(condition, scope, node.place)
            if condition is None or (result is not None and result.truth):
                self.render(body, scope, out)
                return

    def _guard(self, node: Guard, opened: list[int], out: list[bytes]) -> None:
        if node.opens:
            opened.append(len(out))
        elif node.kind == "tc":
            last = next((xml for xml in reversed(out) if xml.strip()), b"")
            if not re.search(_ENDS_IN_PARAGRAPH, last[-400:]):
                out.append(b"<w:p/>")
        else:
            start = opened.pop()
            xml = b"".join(out[start:])
            if (b"<w:tr" not in xml) if node.kind == "tbl" else not _NO_TEXT.search(xml):
                del out[start:]

    def _note(self, node: NoteSlot, scope: Scope) -> None:
        """Give a note referred to from inside a loop or condition its own copy, filled in the pass's scope."""
        body = self.notes.get(node.element, {}).get(node.id)
        if body is None:
            self.pending_note = node.id
            return
        new_id = str(next(self.note_ids[node.element]))
        text: list[bytes] = []
        self.render(body, scope, text)
        self.new_notes.setdefault(node.element, []).append(
            b"".join(text).replace(b'"PLNOTE"', f'"{new_id}"'.encode(), 1)
        )
        self.pending_note = new_id

    def _appendix(self, node: AppendixSlot, scope: Scope, out: list[bytes]) -> None:
        from toolkit.profiles import choose_profile
        from toolkit.word.sections import appendix_section

        workbook = self.facts.computed.workbook
        try:
            appendices = node.expression.appendices(scope)
            self._grow(_EMPTY_CELL * sum(len(a.rows) * len(a.appendix.columns) for a in appendices))
            out += appendix_section(
                appendices,
                self.cell,
                profile=choose_profile(workbook),
                section_xml=node.section,
                info={entry.key: entry.text for entry in workbook.info},
                first=node.first,
            )
        except TemplateProblem as problem:
            self.problems.append(Problem(problem.code, node.place, {"tag": node.expression.source, **problem.values}))
        self.has_appendix = True
        steering = {
            row.key: [row.row.key, row.row.rule_text, row.row.direction_text, row.row.merge_text]
            for appendix in self.facts.computed.appendices
            for row in appendix.rows
            if row.row.key or row.row.rule_text or row.row.direction_text or row.row.merge_text
        }
        if steering:
            self.ledger.extra[STEERING] = steering

    def cell(self, identity: str, text: str, rpr: str, fact: Fact | None) -> bytes:
        """The content control of one cell of the appendix, recorded in the ledger with the fact behind it."""
        if fact is None:
            return self._recorded(Entry(identity, text, day=self.day), rpr)
        value = format(fact.value, "f") if isinstance(fact.value, Decimal) else None
        return self._recorded(
            _NEW(Entry, (identity, text, _TOLD[fact.cells], fact.rule, value, fact.label, self.day, 1)), rpr
        )


def fill(template: Template, facts: Facts, *, workbook: str, day: str = "", store: bool = True) -> Filled:
    """The report a template gives with these facts; without `store` its ledger is not yet written into the package.

    `day` (yyyy-mm-dd) is recorded as the day since which the fields show what they show. Raises a `ToolkitError` with
    every tag whose name is unknown or ambiguous; a field without a figure is filled with nothing and reported (PL502).
    """
    # Nothing made here refers back to what made it, and looking for that takes longer the larger a report is.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _fill(template, facts, workbook, day, store=store)
    finally:
        if collects:
            gc.enable()


def _fill(template: Template, facts: Facts, workbook: str, day: str, *, store: bool) -> Filled:
    package = template.package.copy()
    ledger = Ledger(workbook, template.name, template.hash, day)
    ledger.origins = {str(cell): tuple(map(str, behind)) for cell, behind in facts.computed.workbook.origins.items()}
    state = _Pass(facts, ledger, day)
    for name, part in template.parts.items():
        if part.notes:
            element = "footnote" if "footnote" in name else "endnote"
            state.notes[element] = part.notes
            state.note_ids[element] = count(_highest_note(template.package.parts[name]) + 1)
    scope = Scope(facts)
    for name, part in template.parts.items():
        package.parts[name] = state.part(part.nodes, scope, main=name == package.main)
    for element, notes in state.new_notes.items():
        name = next(name for name, part in template.parts.items() if part.notes and element in name)
        closing = f"</w:{element}s>".encode()
        package.parts[name] = package.parts[name].replace(closing, b"".join([*notes, closing]))
    errors = [problem for problem in state.problems if problem.severity == 0]
    if errors:
        raise ToolkitError.of(errors)
    ledger.base = {name: package.parts[name] for name in template.parts}
    if store:
        ledger.store(package)
    return Filled(package, ledger, state.filled, (*template.problems, *state.problems, *_blank(state.blanks)))


def _blank(blanks: Mapping[tuple[Paragraph, str], Iterable[str]]) -> Iterator[Problem]:
    """One problem for each tag that was left empty, with the rows that lack a figure: PL502."""
    for (place, tag), labels in blanks.items():
        named = listed(labels)
        yield Problem("PL502", place, {"tag": tag, "of": f" ({named})" if named else ""})


def _highest_note(xml: bytes) -> int:
    return max((int(number) for number in re.findall(rb'w:id="(-?[0-9]{1,9})"', xml)), default=0)
