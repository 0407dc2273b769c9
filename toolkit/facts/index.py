"""Rows and figures by their keys and by every tail of their paths."""

from __future__ import annotations

from functools import cached_property, lru_cache

from toolkit.facts.rows import FIGURE_ATTRIBUTES, INDICATOR_ATTRIBUTES
from toolkit.facts.sections import SectionSubject
from toolkit.facts.subjects import FigureSubject, IndicatorSubject, Subject
from toolkit.facts.unfound import TemplateProblem, labelled, listed, nearest, no_attribute
from toolkit.hints import Final
from toolkit.model import Computed, ComputedAppendix, Group, Indicator, Kind
from toolkit.records import NamedTuple
from toolkit.text import slug

_PART: Final = "trong_do_"
_MOST_READINGS: Final = 8192
_KNOWN_LAST: Final = frozenset((*INDICATOR_ATTRIBUTES, *FIGURE_ATTRIBUTES, "ky"))


class Line(NamedTuple):
    """A row as its key knows it, without its figures: what kind of subject it is, its key, its label and those above."""

    kind: type[Subject]
    key: str
    label: str
    path: tuple[str, ...]


class Outline:
    """What the keys of all workbooks of one form stand for, as numbers: the rows in order, then the lines of `Số liệu`.

    `readings` keeps, for names joined by dots, which subject the first of them stand for, and how many they are.
    """

    def __init__(self, rows: tuple[Line, ...], figures: tuple[str, ...]) -> None:
        self.rows = rows
        self.kinds = (*(row.kind for row in rows), *(FigureSubject for _ in figures))
        self.keys = (*(row.key for row in rows), *figures)
        self.readings: dict[tuple[str, ...], tuple[int, int]] = {}
        self.exact: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            self.exact.setdefault(normal(key), []).append(at)

    def find(self, key: str) -> tuple[int, ...]:
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

    def remember(self, names: tuple[str, ...], at: int, size: int) -> tuple[int, int]:
        """Keep a reading, and give it back."""
        if len(self.readings) >= _MOST_READINGS:
            self.readings.clear()
        self.readings[names] = at, size
        return at, size

    @cached_property
    def tails(self) -> dict[str, list[int]]:
        """Rows by each tail of their path."""
        index: dict[str, list[int]] = {}
        slugs: dict[str, str] = {}
        for at, row in enumerate(self.rows):
            tail = ""
            for label in (row.label, *reversed(row.path)):
                if label not in slugs:
                    slugs[label] = slug(label)
                if slugs[label]:
                    tail = f"{slugs[label]}.{tail}" if tail else slugs[label]
                    index.setdefault(tail, []).append(at)
        return index

    @cached_property
    def _parts(self) -> dict[str, list[int]]:
        """Rows whose label begins with "Trong đó", by each tail of their path without it."""
        index: dict[str, list[int]] = {}
        for tail, rows in self.tails.items():
            path, dot, label = tail.rpartition(".")
            if label.startswith(_PART):
                index.setdefault(path + dot + label.removeprefix(_PART), []).extend(rows)
        return index


_outline = lru_cache(maxsize=4)(Outline)


class KeyIndex:
    """What the keys of a computed workbook stand for."""

    def __init__(self, computed: Computed) -> None:
        self._figures = computed.workbook.figures
        self._rows = [(appendix, at) for appendix in computed.appendices for at in range(len(appendix.rows))]
        lines = tuple([_line(appendix, at) for appendix, at in self._rows])
        self.outline = _outline(lines, tuple([entry.key for entry in self._figures]))

    def find(self, key: str) -> tuple[Subject, ...]:
        """What a key may stand for: nothing, one subject, or several when it is ambiguous."""
        return tuple(map(self.subject, self.outline.find(key)))

    def reading(self, names: tuple[str, ...]) -> tuple[Subject, int]:
        """The subject of the longest beginning of the names that one has, and how many they are; the rest are its attributes.

        Where a name is both an attribute of one row and the end of another's key, nothing is guessed (PL406).
        """
        at, size = self.outline.readings.get(names) or self._read(names)
        return self.subject(at), size

    def _read(self, names: tuple[str, ...]) -> tuple[int, int]:
        outline = self.outline
        ambiguous: TemplateProblem | None = None
        readings: list[tuple[int, int]] = []
        for size in range(len(names), 0, -1):
            key = ".".join(names[:size])
            found = outline.find(key)
            if len(found) > 1:
                candidates = listed(outline.keys[at] for at in found)
                ambiguous = ambiguous or TemplateProblem("PL405", key=key, candidates=candidates)
            elif found and (size == len(names) or names[size] in self.subject(found[0]).attributes):
                readings.append((found[0], size))
        if not readings:
            raise ambiguous or self._unread(names)
        at, size = readings[0]
        if len(readings) > 1 and size == len(names) and outline.kinds[readings[1][0]] is IndicatorSubject:
            other, short = readings[1]
            call = f'chi_tieu("{outline.keys[other]}").{".".join(names[short:])}'
            raise TemplateProblem("PL406", name=".".join(names), row=outline.keys[at], call=call)
        return outline.remember(names, at, size)

    def _unread(self, names: tuple[str, ...]) -> TemplateProblem:
        for size in range(len(names) - 1, 0, -1):
            found = self.find(".".join(names[:size]))
            if len(found) == 1:
                return no_attribute(found[0], names[size])
        while len(names) > 1 and names[-1] in _KNOWN_LAST:
            names = names[:-1]
        return self.unknown(".".join(names))

    def unknown(self, key: str) -> TemplateProblem:
        """The problem of a key that nothing has, with the nearest ones."""
        near = nearest(normal(key), (*self.outline.exact, *self.outline.tails))
        best = dict.fromkeys(labelled(subject) for name in near for subject in self.find(name))
        if best:
            return TemplateProblem("PL403", key=key, near=listed(best))
        return TemplateProblem("PL404", key=key)

    def subject(self, number: int) -> Subject:
        """The subject of a number in the outline."""
        if number >= len(self._rows):
            return FigureSubject(self._figures[number - len(self._rows)])
        appendix, at = self._rows[number]
        if self.outline.kinds[number] is SectionSubject:
            return SectionSubject(appendix, at)
        row = appendix.rows[at]
        return IndicatorSubject(appendix, row if isinstance(row, Indicator) else Indicator(row.row, row.key))


@lru_cache(maxsize=8192)
def normal(key: str) -> str:
    """A key as it is compared: each part in plain ASCII, without diacritics."""
    return ".".join(slug(part) for part in key.split("."))


def _line(appendix: ComputedAppendix, at: int) -> Line:
    """What a row's key stands for.

    A row without figures and with nothing below it is an indicator nobody has reported yet: its figures are blank.
    """
    row = appendix.rows[at]
    source = row.row
    below = appendix.rows[at + 1].row.parent if at + 1 < len(appendix.rows) else None
    if isinstance(row, Group) and (source.kind is Kind.SECTION or below == at):
        return Line(SectionSubject, row.key, source.label, source.path)
    return Line(IndicatorSubject, row.key, source.label, source.path)
