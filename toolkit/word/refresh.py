"""Regenerating: a report edited by hand meets new figures, and neither side loses anything.

Three states meet: the base (what was last filled, kept in the ledger), mine (the document as it is now) and new (a fresh
fill). Each field is decided by itself; paragraphs and rows that the data brought or took away are inserted or removed;
everything else of the document stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.expressions import Scope, TemplateProblem, parse
from toolkit.facts import Facts
from toolkit.problems import Problem
from toolkit.records import field, record, replace
from toolkit.word.blocks import FALLBACK, FieldControl, controls
from toolkit.word.comments import Comments
from toolkit.word.controls import PREFIX, restate
from toolkit.word.counterparts import counted, counterparts, kind_of, say_alike
from toolkit.word.fill import Filled
from toolkit.word.ledger import DISPUTED, Entry, Ledger
from toolkit.word.package import NOTES, Package
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


# What may stand inside a field besides its text and outlives it.
_KEPT = frozenset(w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))


@record(slots=True)
class Refreshed:
    """A regenerated report.

    `filled` fields show the computed figure (`unchanged` of them showed it before), `kept` show what was typed by
    hand, `conflicts` were changed on both sides, `lost` stood in the report and are gone from it.
    """

    package: Package
    ledger: Ledger
    filled: int = 0
    unchanged: int = 0
    kept: int = 0
    conflicts: int = 0
    lost: int = 0
    problems: list[Problem] = field(default_factory=list)


def refresh(report: Package, old: Ledger, fresh: Filled, facts: Facts, *, prefer_workbook: bool = False) -> Refreshed:
    """The report with new figures wherever the data changed and nobody typed over them.

    With `prefer_workbook` the computed figure replaces a typed one where both sides changed.
    """
    ledger = _with_days(fresh.ledger, old)
    result = Refreshed(report.copy(), ledger)
    if old.template_hash != fresh.ledger.template_hash:
        result.problems.append(Problem("PL531", None, {"template": fresh.ledger.template}))
    elif old.base and all(report.parts.get(name) == xml for name, xml in old.base.items()):
        return _replace_untouched(result, old, fresh)
    _Merge(result, old, fresh, facts, prefer_workbook).run()
    return result


def _with_days(new: Ledger, old: Ledger) -> Ledger:
    """The new ledger, with the old day for every field that shows what it showed."""
    entries = {}
    for name, entry in new.entries.items():
        before = old.entries.get(name)
        older = before is not None and before.shown == entry.shown and before.day != entry.day
        entries[name] = entry._replace(day=before.day) if before is not None and older else entry
    return replace(new, entries=entries)


def _replace_untouched(result: Refreshed, old: Ledger, fresh: Filled) -> Refreshed:
    """No filled part was touched since the last run: the new ones take their place."""
    for name in fresh.ledger.base:
        result.package.parts[name] = fresh.package.parts[name]
    result.filled = fresh.filled
    before = {name: entry.shown for name, entry in old.entries.items()}
    result.unchanged = sum(
        entry.times for name, entry in result.ledger.entries.items() if before.get(name) == entry.shown
    )
    result.ledger.store(result.package)
    return result


@record(slots=True)
class _Merge:
    """One regeneration of a report that was edited."""

    result: Refreshed
    old: Ledger
    fresh: Filled
    facts: Facts
    prefer_workbook: bool
    seen: Counter[str] = field(default_factory=Counter)
    changed: set[str] = field(default_factory=set)  # the parts to write again
    disputed: set[str] = field(default_factory=set)  # fields once changed on both sides that still show what was typed

    def run(self) -> None:
        """Merge every part, then write the changed ones, the comments and the ledger."""
        from lxml import etree

        package = self.result.package
        comments = Comments(package)
        trees = {name: (label, package.tree(name)) for name, label in package.text_parts()}
        fields = {name: list(controls(tree)) for name, (_, tree) in trees.items()}
        if self._structure(trees, fields, comments):
            fields = {name: list(controls(tree)) for name, (_, tree) in trees.items()}
        for name, (label, tree) in trees.items():
            for control in fields[name]:
                if self._field(control, label, tree, comments):
                    self.changed.add(name)
        self._list_lost(fields)
        if self.disputed:
            self.result.ledger.extra = {**self.result.ledger.extra, DISPUTED: sorted(self.disputed)}
        for name in self.changed:
            tree = trees[name][1]
            package.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        comments.store()
        self.result.ledger.store(package)

    def _structure(
        self,
        trees: Mapping[str, tuple[str, Element]],
        fields: Mapping[str, list[FieldControl]],
        comments: Comments,
    ) -> bool:
        """Make fields whole or find them again, then let paragraphs and rows follow the data; True when fields may have come or gone."""
        was = counterparts(self.old.base, self.result.package.parts, trees)
        again = False
        for name, (label, tree) in trees.items():
            for control in fields[name]:
                if not control.whole:
                    restate(control.element, control.name)
                    self.changed.add(name)
            base = self.old.base.get(was.get(name, ""), b"")
            if not fields[name] and b"<w:sdt>" in base:
                from toolkit.word.recover import recover

                self.result.problems += recover(self._parse(base), tree, label)
                self.changed.add(name)
                again = True
        new = self.fresh.ledger.base
        moved = [
            name for name in trees
            if was.get(name) in new and not say_alike(self.old.base[was[name]], new[was[name]])
        ]  # fmt: skip
        if not moved:
            return again
        from toolkit.word.structure import merge_structure

        notes = {label: tree for label, tree in trees.values() if label in NOTES}
        parsed = {name: self._parse(xml) for name, xml in new.items()}
        new_notes = {kind_of(tree): tree for tree in parsed.values()}
        held = {label: len(tree) for label, tree in notes.items()}
        for name in moved:
            label, tree = trees[name]
            self.result.problems += merge_structure(
                self._parse(self.old.base[was[name]]), tree, parsed[was[name]], label, comments, notes, new_notes,
                template_changed=self.old.template_hash != self.fresh.ledger.template_hash,
            )  # fmt: skip
        self.changed.update(moved)
        self.changed.update(
            name for name, (label, tree) in trees.items() if label in NOTES and len(tree) != held[label]
        )
        return True

    def _parse(self, xml: bytes) -> Element:
        from toolkit.gate import parse_xml

        return parse_xml(xml, "customXml")

    def _field(self, control: FieldControl, label: str, tree: Element, comments: Comments) -> bool:
        """Decide one field: base, mine and new; True when the document was changed."""
        self.seen[control.name] += 1
        entry = self._computed(control)
        base = self.old.entries.get(control.name)
        if entry is None:
            self._report("PL532", control, label, tree, {})
            return False
        mine, new = control.text, entry.shown
        told = not _is_copy(control)
        was_disputed = control.name in self.old.disputed()
        if mine == new:
            self.result.filled += 1
            self.result.unchanged += base is not None and base.shown == new
            return was_disputed and comments.unpin(control.element)
        if (
            base is not None
            and mine != base.shown
            and new == base.shown
            and not (was_disputed and self.prefer_workbook)
        ):
            self.result.kept += told
            self.disputed.update({control.name} if was_disputed else ())
            self._report("PL533", control, label, tree, {"mine": mine, "new": new, "cells": ", ".join(entry.cells)})
            return False
        if base is None or mine == base.shown or self.prefer_workbook:
            write_text(control.element, new)
            if was_disputed:
                comments.unpin(control.element)
            self.result.filled += 1
            if base is not None and mine != base.shown:
                self._report("PL537", control, label, tree, {"mine": mine, "new": new})
            return True
        self.result.conflicts += told
        self.disputed.add(control.name)
        values = {"mine": mine, "new": new, "base": base.shown, "cells": ", ".join(entry.cells)}
        self._report("PL534", control, label, tree, values)
        if told and label == "body":
            comments.pin(control.element, control.element, Problem("PL534", None, values).message())
        return label == "body"

    def _report(
        self, code: str, control: FieldControl, label: str, tree: Element, values: Mapping[str, object]
    ) -> None:
        from toolkit.word.surroundings import find_place

        if _is_copy(control):
            return
        place = find_place(control.element, label, tree)
        self.result.problems.append(Problem(code, place, {"field": control.name.removeprefix(PREFIX), **values}))

    def _computed(self, control: FieldControl) -> Entry | None:
        """What a field shows by the new figures; None when nothing gives it any more."""
        known = self.result.ledger.entries.get(control.name)
        if known is not None:
            return known
        before = self.old.entries.get(control.name)
        identity = before.identity if before is not None else control.name.removeprefix(PREFIX)
        if identity.startswith("#"):
            return None
        try:
            result = parse(identity).evaluate(Scope(self.facts))
        except TemplateProblem:
            return None
        cells = tuple(str(cell) for fact in result.facts for cell in fact.cells)
        label = result.facts[0].label if result.facts else ""
        entry = Entry(identity, result.text, cells, None, None, label, self.fresh.ledger.day, times=0)
        self.result.ledger.entries[control.name] = entry
        return entry

    def _list_lost(self, fields: Mapping[str, Sequence[FieldControl]]) -> None:
        """Say which fields stood in the report as it was filled, would stand in it again, and are gone from it."""
        there = Counter(control.name for found in fields.values() for control in found if not _is_copy(control))
        was, will = counted(self.old.base), counted(self.fresh.ledger.base)
        for name, entry in self.old.entries.items():
            gone = min(was[name], will[name]) - there[name]
            if gone > 0 or (name in self.fresh.ledger.entries and not self.seen[name]):
                self.result.lost += max(1, gone)
                values = {"field": entry.identity, "label": entry.label, "shown": entry.shown}
                self.result.problems.append(Problem("PL536", None, values))


def _is_copy(control: FieldControl) -> bool:
    """True for a field in the second copy of a text box, which shows what the first does and is not told again."""
    return next(control.element.iterancestors(FALLBACK), None) is not None


def write_text(control: Element, text: str) -> None:
    """Show another text in a control, in the formatting its first run has."""
    from lxml import etree

    from toolkit.word.xml import W_NS, run

    content = control.find(w("sdtContent"))
    if content is None:
        return
    runs = [node for node in content.iter(w("r")) if node.find(w("rPr")) is not None]
    shown = next((node for node in runs if node.find(w("t")) is not None), next(iter(runs), None))
    first = None if shown is None else shown.find(w("rPr"))
    formatting = "" if first is None else etree.tostring(first, encoding="unicode", with_tail=False)
    made = etree.fromstring(run(text, formatting).replace("<w:r>", f'<w:r xmlns:w="{W_NS}">', 1))
    keep = [child for child in content if child.tag in _KEPT]
    for child in list(content):
        if child not in keep:
            content.remove(child)
    content.append(made)
    properties = control.find(w("sdtPr"))
    prompt = None if properties is None else properties.find(w("showingPlcHdr"))
    if properties is not None and prompt is not None:
        properties.remove(prompt)
