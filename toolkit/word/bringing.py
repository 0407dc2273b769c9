"""What a new paragraph or row needs in a report that an editor has saved since: notes, pictures, links and styles under the names they have there.

Word numbers the relationships of a part anew at each save, LibreOffice gives styles other names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from toolkit.text import whole_number
from toolkit.word.package import Package, Relation
from toolkit.word.xml import R_NS, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_STYLED: Final = (w("pStyle"), w("rStyle"), w("tblStyle"))
_STYLES: Final = f"{R_NS}/styles"


class Bringing:
    """Brings elements of one part of a filled report into the part it was in another; notes as trees by kind ("footnotes")."""

    def __init__(
        self, fresh: Package, source: str, report: Package, target: str,
        new_notes: Mapping[str, Element], notes: Mapping[str, Element],
    ) -> None:  # fmt: skip
        self._fresh, self._source, self._report, self._target = fresh, source, report, target
        self._new_notes, self._notes = new_notes, notes
        self._relations: dict[str, str] = {}
        self._styles: dict[str, str] | None = None

    def copy(self, element: Element, instead: Element | None = None) -> Element:
        """A copy of a freshly filled element for the report; where it stands `instead` of one with as many notes, with the notes of that."""
        made = deepcopy(element)
        made.tail = None
        for kind in ("footnote", "endnote"):
            references = list(made.iter(w(f"{kind}Reference")))
            known = [] if instead is None else list(instead.iter(w(f"{kind}Reference")))
            for at, reference in enumerate(references):
                if len(known) == len(references):
                    reference.set(w("id"), known[at].get(w("id"), ""))
                else:
                    self._bring_note(reference, kind)
        for node in made.iter(*_STYLED):
            name = node.get(w("val"), "")
            node.set(w("val"), self._style(name))
        for node in made.iter():
            for attribute, number in node.attrib.items():
                if str(attribute).startswith(f"{{{R_NS}}}"):
                    node.set(attribute, self._relation(str(number)))
        return made

    def _bring_note(self, reference: Element, kind: str) -> None:
        source, target = self._new_notes.get(f"{kind}s"), self._notes.get(f"{kind}s")
        if source is None or target is None:
            return
        note = next((node for node in source if node.get(w("id")) == reference.get(w("id"))), None)
        if note is None:
            return
        number = str(max((whole_number(node.get(w("id"))) for node in target), default=0) + 1)
        made = deepcopy(note)
        made.set(w("id"), number)
        for node in made.iter(*_STYLED):
            node.set(w("val"), self._style(node.get(w("val"), "")))
        target.append(made)
        reference.set(w("id"), number)

    def _style(self, name: str) -> str:
        """What the report calls a style: by its id, else by the name that people see."""
        if self._styles is None:
            ours, theirs = _styles_of(self._fresh), _styles_of(self._report)
            by_name = {shown: known for known, shown in theirs.items()}
            self._styles = {
                known: by_name[shown] for known, shown in ours.items() if known not in theirs and shown in by_name
            }
        return self._styles.get(name, name)

    def _relation(self, number: str) -> str:
        """The id under which the report reaches what the fresh part reaches by another."""
        if number not in self._relations:
            wanted = next((known for known in self._fresh.relations(self._source) if known.id == number), None)
            self._relations[number] = number if wanted is None else self._found(wanted) or self._added(wanted)
        return self._relations[number]

    def _found(self, wanted: Relation) -> str | None:
        for known in self._report.relations(self._target):
            if (known.type, known.external) != (wanted.type, wanted.external):
                continue
            alike = known.target == wanted.target if wanted.external else self._held(known) == self._content(wanted)
            if alike:
                return known.id
        return None

    def _held(self, known: Relation) -> bytes | None:
        return self._report.parts.get(self._report.resolve(self._target, known))

    def _content(self, wanted: Relation) -> bytes:
        return self._fresh.parts.get(self._fresh.resolve(self._source, wanted), b"")

    def _added(self, wanted: Relation) -> str:
        if wanted.external:
            return self._report.add_relation(self._target, wanted.type, wanted.target, external=True)
        name = self._fresh.resolve(self._source, wanted)
        stem, ending = posixpath.splitext(name)
        taken = {part.lower() for part in self._report.parts}
        free = next(
            new for new in (name, *(f"{stem}_{n}{ending}" for n in range(2, 10_000))) if new.lower() not in taken
        )
        self._report.parts[free] = self._content(wanted)
        self._report.add_type(free, self._fresh.type_of(name))
        up = posixpath.relpath(f"/{free}", f"/{posixpath.dirname(self._target)}")
        return self._report.add_relation(self._target, wanted.type, up)


def _styles_of(package: Package) -> dict[str, str]:
    """The names that people see of a document's styles, folded, by id."""
    part = next(
        (package.resolve(package.main, known) for known in package.relations(package.main) if known.type == _STYLES), ""
    )
    found = {}
    for style in package.tree(part).iter(w("style")) if part in package.parts else ():
        name = style.find(w("name"))
        found[style.get(w("styleId"), "")] = "" if name is None else name.get(w("val"), "").casefold()
    return found


__all__ = ["Bringing"]
