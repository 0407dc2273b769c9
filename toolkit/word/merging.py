"""Regenerating by the tree of a document: whatever an editor made of it, and whatever paragraphs come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from toolkit.facts import Facts
from toolkit.gate.limits import BESIDE_MERGED
from toolkit.hints import TYPE_CHECKING
from toolkit.problems import Problem
from toolkit.records import field, record
from toolkit.word.blocks import FALLBACK, FieldControl, controls
from toolkit.word.comments import Comments
from toolkit.word.controls import restate
from toolkit.word.counterparts import counted, counterparts, kind_of, say_alike
from toolkit.word.deciding import Refreshed, decide, entry_of, expression_of, list_lost
from toolkit.word.fill import Filled
from toolkit.word.ledger import DISPUTED, Ledger
from toolkit.word.loosening import loosen
from toolkit.word.package import NOTES
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


# What a run shows as text, and what Word leaves beside it.
_TEXT = frozenset(w(name) for name in ("t", "tab", "br", "cr", "noBreakHyphen", "lastRenderedPageBreak"))


def merge(
    result: Refreshed, old: Ledger, fresh: Filled, facts: Facts, *, prefer_workbook: bool, names: Mapping[str, str]
) -> None:
    """Bring the new figures into the report of `result` and store its new ledger in it; `names` says what fields are called now."""
    _Merge(result, old, fresh, facts, prefer_workbook, names).run()


@record(slots=True)
class _Merge:
    """One regeneration of a report that was edited."""

    result: Refreshed
    old: Ledger
    fresh: Filled
    facts: Facts
    prefer_workbook: bool
    names: Mapping[str, str]
    seen: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, Element | None, str, Element, Mapping[str, object]]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)  # the parts to write again
    outlived: set[Element | None] = field(default_factory=set)  # what stays though the data no longer has it
    disputed: set[str] = field(default_factory=set)  # fields once changed on both sides that still show what was typed

    def run(self) -> None:
        """Merge every part, then write the changed ones, the comments and the ledger."""
        from lxml import etree

        package = self.result.package
        comments = Comments(package)
        trees = {name: (label, package.tree(name, beside=BESIDE_MERGED)) for name, label in package.text_parts()}
        self.changed.update(name for name, (_, tree) in trees.items() if loosen(tree))
        fields = {name: _standing(tree) for name, (_, tree) in trees.items()}
        if self._structure(trees, fields, comments):
            fields = {name: _standing(tree) for name, (_, tree) in trees.items()}
        for name, (label, tree) in trees.items():
            for control in fields[name]:
                if self._field(control, label, tree, comments):
                    self.changed.add(name)
        self._place()
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
        kinds = {name: kind_of(tree) for name, (_, tree) in trees.items()}
        was = counterparts(self.old.base, self.result.package.parts, kinds)
        for name in trees:
            for control in fields[name]:
                known = self.names.get(control.name)
                if known is not None or not control.whole:
                    control.name = known or control.name
                    restate(control.element, control.name)
                    self.changed.add(name)
        again = self._recover(trees, fields, was)
        new = self.fresh.ledger.base
        moved = [
            name for name in trees
            if was.get(name) in new and not say_alike(self.old.base[was[name]], new[was[name]])
        ]  # fmt: skip
        if not moved:
            return again
        from toolkit.word.bringing import Bringing
        from toolkit.word.lightness import lightened
        from toolkit.word.structure import merge_structure

        light = {was[name]: lightened(self.old.base[was[name]], new[was[name]]) for name in moved}
        notes = {label: tree for label, tree in trees.values() if label in NOTES}
        parsed = {name: self._parse(light[name][1] if name in light else xml) for name, xml in new.items()}
        new_notes = {kind_of(tree): tree for tree in parsed.values()}
        held = {label: len(tree) for label, tree in notes.items()}
        for name in moved:
            label, tree = trees[name]
            told = merge_structure(
                self._parse(light[was[name]][0]), tree, parsed[was[name]], label, comments,
                Bringing(self.fresh.package, was[name], self.result.package, name, new_notes, notes),
                template_changed=self.old.template_hash != self.fresh.ledger.template_hash,
            )  # fmt: skip
            self.told += [(code, element, label, tree, values) for code, element, values in told]
            self.outlived.update(element for code, element, _ in told if code == "PL539")
            self.outlived.update(_table_of(element) for code, element, _ in told if code == "PL528")
        self.changed.update(moved)
        self.changed.update(
            name for name, (label, tree) in trees.items() if label in NOTES and len(tree) != held[label]
        )
        return True

    def _recover(
        self, trees: Mapping[str, tuple[str, Element]], fields: Mapping[str, list[FieldControl]], was: Mapping[str, str]
    ) -> bool:
        """Find fields again whose controls are gone while their text stands; True where some are."""
        there = Counter(control.name for found in fields.values() for control in found if not _is_copy(control))
        missing = counted(self.old.base) - there
        before = missing.total()
        for name, (label, tree) in trees.items() if missing else ():
            base = self.old.base.get(was.get(name, ""), b"")
            if counted({name: base}).keys() & missing.keys():
                from toolkit.word.recover import recover

                left = missing.total()
                self.result.problems += recover(self._parse(base), tree, label, missing, self.old)
                self.changed.update({name} if missing.total() < left else ())
        return missing.total() < before

    def _parse(self, xml: bytes) -> Element:
        from toolkit.gate import parse_xml

        return parse_xml(xml, "customXml")

    def _field(self, control: FieldControl, label: str, tree: Element, comments: Comments) -> bool:
        """Decide one field: base, mine and new; True when the document was changed."""
        self.seen[control.name] += 1
        entry = entry_of(control.name, self.result.ledger, self.old, self.facts, self.fresh.ledger.day)
        if entry is None:
            if self.outlived.isdisjoint(control.element.iterancestors()):  # else told of the whole of it
                self._report("PL532", control, label, tree, {})
            return False
        base = self.old.entries.get(control.name)
        mine, new = control.text, entry.shown
        told = not _is_copy(control)
        disputed = control.name in self.old.disputed()
        verdict = decide(base, mine, new, disputed=disputed, prefer_workbook=self.prefer_workbook)
        if verdict == "same":
            self.result.filled += 1
            self.result.unchanged += base is not None and base.shown == new
            return disputed and comments.unpin(control.element)
        if verdict == "kept":
            self.result.kept += told
            self.disputed.update({control.name} if disputed else ())
            self.result.standing += told and disputed and bool(comments.pinned(control.element))
            self._report("PL533", control, label, tree, {"mine": mine, "new": new, "cells": ", ".join(entry.cells)})
            return False
        if verdict == "written":
            write_text(control.element, new)
            if disputed:
                comments.unpin(control.element)
            self.result.filled += 1
            if base is not None and mine != base.shown:
                self._report("PL537", control, label, tree, {"mine": mine, "new": new})
            return True
        self.result.conflicts += told
        self.disputed.add(control.name)
        shown = "" if base is None else base.shown
        values = {"mine": mine, "new": new, "base": shown, "cells": ", ".join(entry.cells)}
        self._report("PL534", control, label, tree, values)
        if told and label == "body":
            comments.pin(control.element, control.element, Problem("PL534", None, values).message())
        return label == "body"

    def _report(
        self, code: str, control: FieldControl, label: str, tree: Element, values: Mapping[str, object]
    ) -> None:
        if _is_copy(control):
            return
        named = {"field": expression_of(control.name, self.result.ledger, self.old), **values}
        self.told.append((code, control.element, label, tree, named))

    def _place(self) -> None:
        """Say what was found of fields, each where it stands in the report as it is now."""
        from toolkit.word.surroundings import find_place

        for code, element, label, tree, values in self.told:
            place = None if element is None else find_place(element, label, tree)
            self.result.problems.append(Problem(code, place, values))

    def _list_lost(self, fields: Mapping[str, Sequence[FieldControl]]) -> None:
        """Say which fields are gone from the report."""
        there = Counter(control.name for found in fields.values() for control in found if not _is_copy(control))
        list_lost(self.result, self.old, self.fresh.ledger.base, there, self.seen)


def _table_of(element: Element | None) -> Element | None:
    return None if element is None else next(element.iterancestors(w("tbl")), None)


def _standing(tree: Element) -> list[FieldControl]:
    """The fields of a part but those whose text somebody deleted or moved away, tracked: they are gone already."""
    return [
        control for control in controls(tree)
        if control.text or next(control.element.iter(w("delText"), w("moveFrom")), None) is None
    ]  # fmt: skip


def _is_copy(control: FieldControl) -> bool:
    """True for a field in the second copy of a text box, which shows what the first does and is not told again."""
    return next(control.element.iterancestors(FALLBACK), None) is not None


def write_text(control: Element, text: str) -> None:
    """Show another text in a control, in the formatting its first run has.

    What else stands in it stays: bookmarks, comments, notes, and what was tracked around its text.
    """
    from lxml import etree

    from toolkit.word.xml import W_NS, run

    content = control.find(w("sdtContent"))
    if content is None:
        return
    shown = [
        node for node in content.iter(w("r")) if any(child.tag in _TEXT for child in node) and not _moved_away(node)
    ]
    dressed = [node for node in shown or content.iter(w("r")) if node.find(w("rPr")) is not None]
    first = next((node for node in dressed if node.find(w("t")) is not None), next(iter(dressed), None))
    look = None if first is None else first.find(w("rPr"))
    formatting = "" if look is None else etree.tostring(look, encoding="unicode", with_tail=False)
    made = etree.fromstring(run(text, formatting).replace("<w:r>", f'<w:r xmlns:w="{W_NS}">', 1))
    gone = [node for node in content.iter(w("r"), w("proofErr")) if not _moved_away(node)]
    if shown:
        shown[0].addprevious(made)
    else:
        content.append(made)
    for node in gone:
        _forget_text(node, content)
    properties = control.find(w("sdtPr"))
    prompt = None if properties is None else properties.find(w("showingPlcHdr"))
    if properties is not None and prompt is not None:
        properties.remove(prompt)


def _moved_away(node: Element) -> bool:
    return next(node.iterancestors(w("moveFrom")), None) is not None


def _forget_text(node: Element, content: Element) -> None:
    """Take the text out of a run, and the run with what holds it where nothing else is left in them."""
    for child in [child for child in node if child.tag in _TEXT]:
        node.remove(child)
    while node is not content and all(child.tag == w("rPr") for child in node):
        parent = node.getparent()
        if parent is None:
            return
        parent.remove(node)
        node = parent
