"""Keys to figures: everything a template may show, found by key.

A key is found by any tail of its row's path that only one row has, with or without diacritics. What cannot be found, or
could be two things, raises a `TemplateProblem`; nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from toolkit.facts.index import KeyIndex, normal
from toolkit.facts.rows import FIGURE_ATTRIBUTES, INDICATOR_ATTRIBUTES, Fact, info_fact
from toolkit.facts.sections import AppendixSubject, SectionSubject, sections
from toolkit.facts.subjects import (
    FigureSubject,
    IndicatorSubject,
    Items,
    Period,
    Subject,
    Value,
    is_tally,
    tally,
    value_of,
)
from toolkit.facts.unfound import TemplateProblem, listed, nearest
from toolkit.hints import Final
from toolkit.model import Computed, Group, InfoEntry, Kind
from toolkit.text import fold

INFO_KEYS: Final = (
    "co_quan_cap_tren", "co_quan", "so", "ky_hieu", "dia_danh", "ngay", "ten_loai", "trich_yeu", "ky_bao_cao",
    "quyen_han_ky", "chuc_vu", "nguoi_ky", "noi_nhan", "mau",
)  # fmt: skip
"""The lines a `Thông tin` sheet usually has; one that is missing prints as blank, any other missing one is a problem."""


class Facts:
    """All figures of a computed workbook, by key."""

    def __init__(self, computed: Computed) -> None:
        self.computed = computed

    # --- rows by key --------------------------------------------------------------------------------------------

    def find(self, key: str) -> tuple[Subject, ...]:
        """What a key may stand for, without reporting: nothing, one subject, or several when it is ambiguous."""
        return self._keys.find(key)

    def one(self, key: str) -> Subject:
        """The subject of a key. Raises PL403 or PL404 for an unknown key and PL405 for an ambiguous one."""
        found = self.find(key)
        if len(found) == 1:
            return found[0]
        if found:
            raise TemplateProblem("PL405", key=key, candidates=listed(subject.key for subject in found))
        raise self.unknown(key)

    @cached_property
    def reading(self) -> Callable[[tuple[str, ...]], tuple[Subject, int]]:
        """The function that gives the subject of a key with attributes behind it, and how many of the names are the key.

        It raises PL405 for an ambiguous key, PL406 for one that is an attribute too, PL403, PL404 or PL407 for an unknown one.
        """
        return self._keys.reading

    def indicator(self, key: str) -> IndicatorSubject:
        """The indicator of a key, whatever else has it."""
        rows = [subject for subject in self.find(key) if isinstance(subject, IndicatorSubject)]
        if len(rows) == 1:
            return rows[0]
        raise TemplateProblem("PL405", key=key, candidates=listed(r.key for r in rows)) if rows else self.unknown(key)

    def figure(self, key: str) -> FigureSubject:
        """The `Số liệu` line of a mã."""
        wanted = normal(key)
        rows = [subject for subject in self.figures.entries if normal(subject.key) == wanted]
        if len(rows) == 1 and isinstance(rows[0], FigureSubject):
            return rows[0]
        raise TemplateProblem("PL405", key=key, candidates=listed(r.key for r in rows)) if rows else self.unknown(key)

    def unknown(self, key: str) -> TemplateProblem:
        """The problem of a key that nothing has, with the nearest ones."""
        return self._keys.unknown(key)

    # --- sections, appendices, Thông tin ------------------------------------------------------------------------

    def section(self, name: str, within: Iterable[SectionSubject] | None = None) -> SectionSubject:
        """The section of a numeral ("II"), a heading or a key, looked for below `within` (the whole workbook).

        Raises PL416 when there is none or PL405 when there are several.
        """
        known = self._sections if within is None else tuple(_every(within))
        bare = fold(name).strip(" .)-")
        by_numeral = [s for s in known if bare and _numeral(s) == bare]
        found = by_numeral or [s for s in known if s.label and fold(s.label) == fold(name)]
        found = found or [s for s in known if s.index is not None and s.appendix.rows[s.index].key == normal(name)]
        if not found and within is None:
            found = [subject for subject in self.find(name) if isinstance(subject, SectionSubject)]
        if len(found) == 1:
            return found[0]
        if found:
            candidates = listed(f"{s.key} ({s.appendix.appendix.sheet})" for s in found)
            raise TemplateProblem("PL405", key=name, candidates=candidates)
        raise TemplateProblem("PL416", section=name, known=listed(_named(s) for s in known if s.index is not None))

    def sections(self) -> tuple[SectionSubject, ...]:
        """The parts of all appendices in order."""
        return tuple(part for appendix in self.computed.appendices for part in sections(appendix))

    def appendix(self, name: str) -> AppendixSubject:
        """The appendix of a sheet name, a title or a number from 1. Raises PL417 when there is none or several."""
        wanted = fold(name)
        exact = [a for a in self.appendices if wanted in (str(a.number), fold(a.appendix.appendix.sheet))]
        titled = [a for a in self.appendices if wanted and wanted in fold(" ".join(a.appendix.appendix.title))]
        found = exact or titled
        if len(found) == 1:
            return found[0]
        known = listed(a.appendix.appendix.sheet for a in self.appendices)
        raise TemplateProblem("PL417", appendix=name, known=known)

    def info(self, key: str) -> Value | None:
        """A line of `Thông tin`; None where it has no such line."""
        entry = self._info.get(normal(key))
        return None if entry is None else value_of(info_fact(entry))

    @property
    def info_keys(self) -> tuple[str, ...]:
        """The keys of the `Thông tin` lines there are."""
        return tuple(self._info)

    @cached_property
    def appendices(self) -> tuple[AppendixSubject, ...]:
        """The appendices in order."""
        return tuple(AppendixSubject(appendix, at) for at, appendix in enumerate(self.computed.appendices, 1))

    @cached_property
    def indicators(self) -> tuple[IndicatorSubject, ...]:
        """The indicators of all appendices in order."""
        return tuple(row for appendix in self.appendices for row in appendix.indicators())

    @cached_property
    def figures(self) -> Items:
        """The lines of `Số liệu` in order."""
        return Items("so_lieu", tuple(FigureSubject(entry) for entry in self.computed.workbook.figures))

    def root(self, name: str) -> Value | Subject | None:
        """What a name that is no key stands for: a list or count over the whole workbook; None for any other name."""
        if name == "muc":
            return Items(name, self.sections())
        if name == "phu_luc":
            return Items(name, self.appendices)
        if name == "so_lieu":
            return self.figures
        if name == "ky":
            names = (period for appendix in self.computed.appendices for period in appendix.appendix.periods)
            return Items(name, tuple(Period(period) for period in dict.fromkeys(names)))
        if not is_root(name):
            return None
        plain = name.removeprefix("chi_tieu_")
        found = tally(plain, self.indicators, "")
        if isinstance(found, Items):
            return Items(name, found.entries)
        return None if not isinstance(found, Value) else value_of(found.facts[0]._replace(key=name, attribute=""))

    # --- everything ---------------------------------------------------------------------------------------------

    def all(self) -> Iterator[Fact]:
        """Every key and attribute a template may show: `Thông tin`, `Số liệu`, then the appendices row by row.

        Attributes without a value are left out, but for the actual itself.
        """
        for entry in self._info.values():
            yield info_fact(entry)
        for figure in self.figures.entries:
            yield from _facts_of(figure, ("", *_FIGURE_LIST))
        for appendix in self.computed.appendices:
            names = appendix.appendix.periods
            for at, row in enumerate(appendix.rows):
                if isinstance(row, Group):
                    counts = _COUNT_LIST if row.row.kind is Kind.SECTION else ()
                    yield from _facts_of(SectionSubject(appendix, at), ("noi_dung", *counts))
                    continue
                indicator = IndicatorSubject(appendix, row)
                yield from _facts_of(indicator, INDICATOR_ATTRIBUTES)
                for index, name in enumerate(names):
                    yield from _facts_of(Period(name, indicator, index), ("gia_tri",))

    # --- indexes ------------------------------------------------------------------------------------------------

    @cached_property
    def _keys(self) -> KeyIndex:
        return KeyIndex(self.computed)

    @cached_property
    def _info(self) -> dict[str, InfoEntry]:
        found: dict[str, InfoEntry] = {}
        for entry in self.computed.workbook.info:
            found.setdefault(normal(entry.key), entry)
        return found

    @cached_property
    def _sections(self) -> tuple[SectionSubject, ...]:
        return tuple(_every(self.sections()))


def is_root(name: str) -> bool:
    """Whether a name may stand for a list or count over the whole workbook: `muc`, `chi_tieu_dat`, `so_dat`."""
    return name in _ROOTS or is_tally(name.removeprefix("chi_tieu_") if name.startswith(("chi_tieu_", "so_")) else "")


_ROOTS: Final = ("muc", "phu_luc", "so_lieu", "ky", "chi_tieu")
_FIGURE_LIST: Final = tuple(name for name in FIGURE_ATTRIBUTES if name not in ("gia_tri", "thuc_hien", "ma"))
_COUNT_LIST: Final = ("so_chi_tieu", "so_co_chi_tieu", "so_vuot", "so_dat", "so_vua_dat", "so_chua_dat")


def _facts_of(subject: Subject, names: Iterable[str]) -> Iterator[Fact]:
    for name in names:
        value = subject.get(name)
        if isinstance(value, Value) and (value.value is not None or name in ("", "thuc_hien")):
            yield from value.facts


def _every(found: Iterable[SectionSubject]) -> Iterator[SectionSubject]:
    """Sections with those below them."""
    for section in found:
        yield section
        yield from _every(section.children())


def _numeral(section: SectionSubject) -> str:
    row = None if section.index is None else section.appendix.rows[section.index].row
    return "" if row is None else fold(row.stt).strip(" .)-")


def _named(section: SectionSubject) -> str:
    row = None if section.index is None else section.appendix.rows[section.index].row
    return "" if row is None else row.stt or row.label


__all__ = ["INFO_KEYS", "Fact", "Facts", "TemplateProblem", "is_root", "listed", "nearest"]
