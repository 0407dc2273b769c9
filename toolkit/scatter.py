"""The verb that hands out: from one workbook of indicators a blank one for each unit on a roster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from toolkit import jobs as crew
from toolkit.excel.assigned import read_assigned
from toolkit.excel.roster import read_roster
from toolkit.excel.write.handout import Handout, write_handout
from toolkit.facts import Facts
from toolkit.files import make_folder, write_whole
from toolkit.files.names import safe_name
from toolkit.merge.roster import Expected, shown_day
from toolkit.merge.units import placed
from toolkit.model import Computed
from toolkit.numbers import show
from toolkit.outcomes.write import HandedOut, ScatterOutcome
from toolkit.places import File
from toolkit.problems import Problem, ToolkitError, sort_problems
from toolkit.reports import day_of, read
from toolkit.text import fold

UNITS_FOLDER: Final = "don-vi"
"""Where the units' workbooks go when nothing else is said: this folder beside the data."""

_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class _Sending:
    """A unit and the file its workbook goes to."""

    unit: Handout
    file: Path

    def __str__(self) -> str:
        return self.file.name


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be handed out: the indicators, who gets a workbook under which name, and what is doubtful so far."""

    computed: Computed
    day: str
    folder: Path
    sendings: tuple[_Sending, ...]
    problems: tuple[Problem, ...]


def plan(data: Path, roster: Path, folder: Path | None = None) -> Plan:
    """Who on the roster gets which indicators of `data`, into `folder`, by default `don-vi` beside the data.

    Raises a `ToolkitError` when data or roster cannot be read, or the roster names no unit (PL667).
    """
    computed = read(data)
    entries, problems = read_roster(roster)
    if not entries:
        raise ToolkitError("PL667", roster.name, file=roster.name)
    assigned = read_assigned(roster, Facts(computed))
    listed = [*problems, *assigned.problems]
    units = _once(entries, listed)
    found = [*_in_file(computed.workbook.problems, data), *_in_file(listed, roster)]
    if len(units) > 1:
        found += _common_targets(computed, assigned.keys, data)
    folder = folder or data.with_name(UNITS_FOLDER)
    targets = {entry: assigned.rows.get(entry.place.row, {}) if entry.place else {} for entry in units}
    sendings = [
        _Sending(Handout(entry.name, entry.code, shown_day(entry.due), targets[entry]), file)
        for entry, file in _named(units, folder)
    ]
    return Plan(computed, day_of(data), folder, tuple(sendings), tuple(found))


def hand_out(
    plan: Plan,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> ScatterOutcome:
    """Write the blank workbooks of a plan, each under its unit's name; a file that is there already is left alone (PL663).

    `jobs` and `scheduler` are those of `jobs.run`. Raises a `ToolkitError` when the folder cannot be made.
    """
    make_folder(plan.folder)
    found = list(plan.problems)
    function = partial(_send, computed=plan.computed, day=plan.day, folder=plan.folder.absolute())
    handed: list[HandedOut] = []
    there: list[str] = []
    for done in crew.run(function, plan.sendings, jobs=jobs, scheduler=scheduler, progress=progress):
        name, file = done.item.unit.name, done.item.file
        handed.append(HandedOut(name, file, bool(done.value)))
        if done.problems:
            codes = ", ".join(dict.fromkeys(problem.code for problem in done.problems))
            found += [*done.problems, Problem("PL666", File(str(file)), {"unit": name, "codes": codes})]
        elif not done.value:
            there.append(file.name)
    if there:
        found.append(Problem("PL663", File(str(plan.folder)), {"count": len(there), "files": _first(there)}))
    return ScatterOutcome(sort_problems(found), plan.folder, tuple(handed))


def _send(sending: _Sending, *, computed: Computed, day: str, folder: Path) -> bool:
    """Write a unit's workbook; False where its file is there already."""
    file = folder / sending.file.name
    if os.path.lexists(file):
        return False
    write_whole(file, lambda stream: stream.write(write_handout(computed, sending.unit, day=day)))
    return True


def _once(entries: Sequence[Expected], problems: list[Problem]) -> list[Expected]:
    """Each unit of the roster once."""
    kept: dict[tuple[str, str], Expected] = {}
    for entry in entries:
        known = kept.setdefault((fold(entry.name), fold(entry.code)), entry)
        problems += [Problem("PL629", entry.place, {"unit": entry.name})] if known is not entry else []
    return list(kept.values())


def _in_file(problems: Iterable[Problem], file: Path) -> Iterator[Problem]:
    """Problems with their places in one of two files named with the file, as Excel does it."""
    for problem in problems:
        yield Problem(problem.code, placed(problem.place, file.name), problem.values)


def _named(units: Sequence[Expected], folder: Path) -> Iterator[tuple[Expected, Path]]:
    """Each unit with its file; of names that a system may take for one the later ones are numbered."""
    taken: set[str] = set()
    for entry in units:
        name = safe_name(entry.name, otherwise=safe_name(entry.code, otherwise=UNITS_FOLDER))
        chosen, number = name, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{name} ({number})"
        taken.add(chosen.casefold())
        yield entry, folder / f"{chosen}.xlsx"


def _common_targets(computed: Computed, own: set[str], data: Path) -> list[Problem]:
    """The doubt about targets of counts that every unit gets in full (PL664)."""
    labels = [
        f"{row.row.label} ({show(row.row.target.figure.value)})"
        for appendix in computed.appendices
        for row in appendix.indicators
        if row.row.target.figure.value is not None and not row.row.is_rate and row.key not in own
    ]
    if not labels:
        return []
    return [Problem("PL664", File(data.name), {"labels": _first(labels)})]


def _first(names: Sequence[str]) -> str:
    """The first of many names."""
    more = len(names) - _MOST_NAMED
    return "; ".join(names[:_MOST_NAMED]) + (f"; … (+{more})" if more > 0 else "")
