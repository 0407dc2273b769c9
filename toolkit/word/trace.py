"""From a shown number back to the cells behind it, by the report alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.hints import Final
from toolkit.places import Paragraph
from toolkit.records import record
from toolkit.text import fold
from toolkit.word.blocks import controls
from toolkit.word.controls import PREFIX
from toolkit.word.ledger import Ledger
from toolkit.word.package import Package
from toolkit.word.surroundings import find_place

_THOUSANDS: Final = re.compile(r"(?<=\d)[. ](?=\d{3})")


@record(frozen=True, slots=True)
class Traced:
    """One shown number: what the report shows, what was filled there, and where it comes from.

    `cells` are the workbook's own and, for a merged one, after them the cells of the units' files ("[an-bien.xlsx]PHỤ LỤC!G12").
    `value` is the figure before rounding as a plain decimal string, None for a text; `day` since when it shows this.
    """

    shown: str
    filled: str
    key: str
    label: str
    workbook: str
    cells: tuple[str, ...]
    rule: str | None
    value: str | None
    day: str
    place: Paragraph


def trace(package: Package, ledger: Ledger, text: str = "") -> Iterator[Traced]:
    """Every field of the report whose shown text holds `text`, numbers with or without the dots of thousands, in document order."""
    wanted = _plain(text)
    for name, label in package.text_parts():
        tree = package.tree(name)
        for control in controls(tree):
            if wanted and wanted not in _plain(control.text):
                continue
            entry = ledger.entries.get(control.name)
            place = find_place(control.element, label, tree)
            if entry is None:
                key = control.name.removeprefix(PREFIX)
                yield Traced(control.text, "", key, "", ledger.workbook, (), None, None, "", place)
            else:
                yield Traced(
                    control.text, entry.shown, entry.identity, entry.label, ledger.workbook,
                    ledger.behind(entry.cells), entry.rule,
                    entry.value, entry.day, place,
                )  # fmt: skip


def _plain(text: str) -> str:
    return _THOUSANDS.sub("", fold(text))
