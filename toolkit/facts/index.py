"""Rows and figures by their keys and by every tail of their paths."""

from __future__ import annotations

from functools import cached_property, lru_cache

from toolkit.facts.sections import SectionSubject
from toolkit.facts.subjects import IndicatorSubject, Subject
from toolkit.hints import Final
from toolkit.model import Computed, ComputedAppendix, Group, Indicator, Kind, Row
from toolkit.text import slug

_PART: Final = "trong_do_"


class KeyIndex:
    """What the keys of a computed workbook stand for. `figures` are the lines of its `Số liệu`."""

    def __init__(self, computed: Computed, figures: tuple[Subject, ...]) -> None:
        self.computed = computed
        self.figures = figures

    def find(self, key: str) -> tuple[Subject, ...]:
        """What a key may stand for: nothing, one subject, or several when it is ambiguous.

        The key as `phuluc fields` prints it comes first, then any tail of a path, then one without the "Trong đó" of its label.
        """
        wanted = normal(key)
        return tuple(
            self.exact.get(wanted)
            or self.exact.get(slug(key))
            or self.tails.get(wanted)
            or self._parts.get(wanted)
            or ()
        )

    @cached_property
    def _rows(self) -> tuple[tuple[Row, Subject], ...]:
        return tuple(
            (row.row, _subject(appendix, at, row))
            for appendix in self.computed.appendices
            for at, row in enumerate(appendix.rows)
        )

    @cached_property
    def exact(self) -> dict[str, list[Subject]]:
        """Subjects by the key they are known by."""
        index: dict[str, list[Subject]] = {}
        for subject in (*(subject for _, subject in self._rows), *self.figures):
            key = subject.indicator.key if isinstance(subject, IndicatorSubject) else subject.key
            index.setdefault(normal(key), []).append(subject)
        return index

    @cached_property
    def tails(self) -> dict[str, list[Subject]]:
        """Subjects by each tail of their row's path."""
        index: dict[str, list[Subject]] = {}
        slugs: dict[str, str] = {}
        for row, subject in self._rows:
            tail = ""
            for label in (row.label, *reversed(row.path)):
                if label not in slugs:
                    slugs[label] = slug(label)
                if slugs[label]:
                    tail = f"{slugs[label]}.{tail}" if tail else slugs[label]
                    index.setdefault(tail, []).append(subject)
        return index

    @cached_property
    def _parts(self) -> dict[str, list[Subject]]:
        """Subjects whose label begins with "Trong đó", by each tail of their path without it."""
        index: dict[str, list[Subject]] = {}
        for tail, subjects in self.tails.items():
            path, dot, label = tail.rpartition(".")
            if label.startswith(_PART):
                index.setdefault(path + dot + label.removeprefix(_PART), []).extend(subjects)
        return index


@lru_cache(maxsize=8192)
def normal(key: str) -> str:
    """A key as it is compared: each part in plain ASCII, without diacritics."""
    return ".".join(slug(part) for part in key.split("."))


def _subject(appendix: ComputedAppendix, at: int, row: Indicator | Group) -> Subject:
    """What a row's key stands for.

    A row without figures and with nothing below it is an indicator nobody has reported yet: its figures are blank.
    """
    if isinstance(row, Indicator):
        return IndicatorSubject(appendix, row)
    below = appendix.rows[at + 1].row.parent if at + 1 < len(appendix.rows) else None
    if row.row.kind is Kind.SECTION or below == at:
        return SectionSubject(appendix, at)
    return IndicatorSubject(appendix, Indicator(row.row, row.key))
