"""Regenerating without a tree: new figures are put into the XML of a document as it stands.

This is for the usual case: every control in the document is one of ours in the plain form in which this program and Word
write them, nothing was changed on both sides, and no paragraph or row has to come or go. Whatever is not surely so is
left to `merging`, which gives the same report and takes several times as long.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.parsers import expat

from toolkit.facts import Facts
from toolkit.hints import Final
from toolkit.problems import Problem
from toolkit.records import NamedTuple
from toolkit.word.counterparts import counterparts, kind_said, say_alike
from toolkit.word.deciding import Refreshed, decide, entry_of, expression_of, list_lost
from toolkit.word.fill import Filled
from toolkit.word.ledger import Ledger
from toolkit.word.plain_parts import NotPlainError, PlainControl, PlainPlaces, plain_controls, unescaped
from toolkit.word.xml import run

_DIGIT: Final = re.compile(r"\d")


# A problem's code, its field, where that stands in the new part, and the problem's values.
_Told = tuple[str, str, int, int, dict[str, object]]


class _Part(NamedTuple):
    label: str
    xml: bytes
    controls: list[PlainControl]


def refresh_text(result: Refreshed, old: Ledger, fresh: Filled, facts: Facts, *, prefer_workbook: bool) -> bool:
    """Bring the new figures into the report of `result`; False, with nothing changed, where that takes its tree."""
    if old.disputed():
        return False
    try:
        parts = _parts(result, old, fresh)
        return _Splicing(result, old, fresh, facts, prefer_workbook).run(parts)
    except NotPlainError:
        return False


def _parts(result: Refreshed, old: Ledger, fresh: Filled) -> dict[str, _Part]:
    """The parts that hold text, with their controls. Raises NotPlainError where one needs more than new figures."""
    package, new = result.package, fresh.ledger.base
    parts = {
        name: _Part(label, package.parts[name], plain_controls(package.parts[name]))
        for name, label in package.text_parts()
    }
    was = counterparts(old.base, package.parts, {name: kind_said(part.xml) for name, part in parts.items()})
    there = Counter([control.name for part in parts.values() for control in part.controls])
    gone = [entry.shown for name, entry in old.entries.items() if there[name] < entry.times]
    if gone and _may_stand(gone, parts):
        raise NotPlainError("fields to be found again")
    for name in parts:
        base = old.base.get(was.get(name, ""), b"")
        if was.get(name) in new and not say_alike(base, new[was[name]]):
            raise NotPlainError("other paragraphs")
    for part in parts.values():
        try:
            expat.ParserCreate().Parse(part.xml, True)
        except expat.ExpatError:
            raise NotPlainError("not well-formed") from None
    return parts


def _may_stand(gone: list[str], parts: dict[str, _Part]) -> bool:
    """Whether the text of a field whose control is gone, or a number in its place, may stand somewhere outside the others."""
    bare = []
    for part in parts.values():
        at = 0
        for control in part.controls:
            bare.append(part.xml[at : control.start])
            at = control.end
        bare.append(part.xml[at:])
    text = unescaped(b"".join(re.findall(rb"<w:t(?: [^<>]*)?>([^<]*)", b"".join(bare))))
    return any(shown and (shown in text or not shown.isprintable() or _DIGIT.search(shown)) for shown in gone)


class _Splicing:
    """One regeneration: what is found goes into the result when it is known that all could be done."""

    def __init__(self, result: Refreshed, old: Ledger, fresh: Filled, facts: Facts, prefer_workbook: bool) -> None:
        self._result, self._old, self._fresh, self._facts = result, old, fresh, facts
        self._prefers_workbook = prefer_workbook
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def run(self, parts: dict[str, _Part]) -> bool:
        """Decide every field, then write the changed parts and the ledger; False where one was changed on both sides."""
        made = {}
        for name, part in parts.items():
            xml = self._spliced(part)
            if xml is None:
                return False
            made[name] = xml
        result = self._result
        result.filled, result.kept = self._counts["filled"], self._counts["kept"]
        result.unchanged = self._counts["unchanged"]
        result.problems += self._problems
        seen = Counter([control.name for part in parts.values() for control in part.controls])
        list_lost(result, self._old, self._fresh.ledger.base, seen, seen)
        result.package.parts.update(made)
        result.ledger.store(result.package)
        return True

    def _spliced(self, part: _Part) -> bytes | None:
        """The part with its new figures; None where a field was changed on both sides."""
        pieces, at, grown = [], 0, 0
        told: list[_Told] = []
        counts, entries, old = self._counts, self._result.ledger.entries, self._old.entries
        for control in part.controls:
            name, mine, start, end = control.name, control.text, control.start + grown, control.end + grown
            entry = entries.get(name) or entry_of(
                name, self._result.ledger, self._old, self._facts, self._fresh.ledger.day
            )
            if entry is None:
                told.append(("PL532", name, start, end, {}))
                continue
            base, new = old.get(name), entry.shown
            verdict = decide(base, mine, new, disputed=False, prefer_workbook=self._prefers_workbook)
            if verdict == "conflict":
                return None
            counts["kept" if verdict == "kept" else "filled"] += 1
            if verdict == "kept":
                told.append(("PL533", name, start, end, {"mine": mine, "new": new, "cells": ", ".join(entry.cells)}))
            elif verdict == "same":
                counts["unchanged"] += base is not None and base.shown == new
            else:
                content = run(new, control.formatting()).encode()
                pieces += [part.xml[at : control.start], content]
                at = control.end
                grown += len(content) - (control.end - control.start)
                if base is not None and mine != base.shown:
                    told.append(("PL537", name, start, start + len(content), {"mine": mine, "new": new}))
        xml = b"".join([*pieces, part.xml[at:]]) if pieces else part.xml
        if told:
            self._tell(PlainPlaces(xml, part.label), told)
        return xml

    def _tell(self, places: PlainPlaces, told: list[_Told]) -> None:
        for code, name, start, end, values in told:
            self._problems.append(
                Problem(
                    code,
                    places.of(start, end),
                    {"field": expression_of(name, self._result.ledger, self._old), **values},
                )
            )


__all__ = ["refresh_text"]
