"""Many units' workbooks into one: gather what came, fold the figures, write the merged workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from os.path import commonpath
from pathlib import Path
from typing import Final, NamedTuple

from toolkit import jobs
from toolkit.excel.beside import fold_to_csv
from toolkit.excel.keeping import Earlier, keep_info, keep_steering, not_kept, own_figures, read_earlier, steering_of
from toolkit.excel.roster import read_roster
from toolkit.excel.store import Steered, Store, how_many_fit
from toolkit.excel.unit import digest_of, read_unit
from toolkit.excel.write.merged import MergedBook, Sources, lay_out, write_merged
from toolkit.files import backup_of, check_ending, check_output, refuse_input, stream_whole, write_whole
from toolkit.merge.changes import Change, changes_between
from toolkit.merge.choose import choose_ways
from toolkit.merge.fold import Folder, tracks_for
from toolkit.merge.folded import Folded, Source
from toolkit.merge.match import Plan, plan
from toolkit.merge.remarks import remarks_on
from toolkit.merge.result import Merging
from toolkit.merge.roster import REPLACED, SKIPPED, Expected, Received, Turnout, call_the_roll
from toolkit.merge.units import Frame, UnitData, pack, pack_frames, placed
from toolkit.merge.ways import Way
from toolkit.places import Cell, File
from toolkit.problems import Problem, ToolkitError, sort_problems

MOST_LIVE: Final = 300_000
"""So many figures of units are kept on a lineage sheet; where there are more they go into a file beside it."""

_OWNER: Final = "~$"


@dataclass(slots=True)
class MergedOutcome:
    """What a merge made: its problems, who has sent, what changed and how many files were read anew or taken over."""

    output: Path
    turnout: Turnout
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    read: int = 0
    reused: int = 0
    appendices: int = 0
    rows: int = 0


@dataclass(slots=True)
class _Gathered:
    units: list[UnitData] = field(default_factory=list)
    owner_files: list[str] = field(default_factory=list)
    read: int = 0
    reused: int = 0


def merge_units(
    given: Sequence[Path], output: Path, *, roster: Path | None = None, workers: int | None = 1,
    scheduler: str | None = None, progress: Callable[[int], object] | None = None,
) -> MergedOutcome:  # fmt: skip
    """Merge the units' workbooks at some paths into one; the workbook replaced is kept as .bak.xlsx.

    `workers` and `scheduler` say who reads and, where there is much of it, adds up (see `toolkit.jobs`); `progress` is told of each file done, by 1.
    Files an earlier run wrote into the output with the same content are not read again. Raises a `ToolkitError` when no
    file can be merged, the roster cannot be used or the output cannot be written.
    """
    check_output(output)
    check_ending(output, ".xlsx")
    earlier = read_earlier(output)
    store = earlier.store
    paths = list(_unit_files(given, output, roster, store))
    refuse_input(output, roster, *paths)
    expected: tuple[Expected, ...] | None = None
    found: list[Problem] = []
    if roster is not None:
        read, doubts = read_roster(roster)
        expected = tuple(entry._replace(place=_in_file(entry.place, roster.name)) for entry in read)
        found += [replace(problem, place=placed(problem.place, roster.name)) for problem in doubts]
    with jobs.Team(workers, scheduler) as team:
        gathered = _gather(paths, store, team, progress)
        turnout = call_the_roll(gathered.units, expected)
        _note_owner_files(turnout, gathered.owner_files)
        found += turnout.problems
        if not turnout.merged:
            raise ToolkitError.of(sort_problems([*found, Problem("PL635", File(output.name))]))
        made = _fold(output, turnout, found, earlier, team)
    return _write(output, turnout, found, earlier, gathered, made)


def _in_file(place: Cell | None, file: str) -> Cell | None:
    moved = placed(place, file)
    return moved if isinstance(moved, Cell) else None


def _note_owner_files(turnout: Turnout, names: Iterable[str]) -> None:
    for name in names:
        unit = UnitData(name, "", failed=True, frames=pack_frames(()))
        turnout.received.append(Received(unit, "", category=SKIPPED))
        turnout.problems.append(Problem("PL631", File(name)))


# --- files --------------------------------------------------------------------------------------------------------


def _unit_files(given: Iterable[Path], output: Path, roster: Path | None, store: Store) -> Iterator[Path]:
    """The units' workbooks among the files given, each once; the roster, an earlier output of ours and its backup are none."""
    seen: set[Path] = set()
    backup = backup_of(output)
    for path in given:
        ours = (bool(store.units) and _same(path, output)) or _same(path, backup)
        at = path.resolve()
        if ours or at in seen or (roster is not None and _same(path, roster)):
            continue
        seen.add(at)
        yield path


def _same(one: Path, two: Path) -> bool:
    with suppress(OSError):
        return one.samefile(two)
    return False


def _shown_names(paths: Sequence[Path]) -> dict[Path, str]:
    """What each file is called: its name, or with the folders that tell it from another of the same name."""
    count = Counter(path.name for path in paths)
    if all(number == 1 for number in count.values()):
        return {path: path.name for path in paths}
    absolute = {path: path.absolute() for path in paths}
    root = Path(commonpath(at.parent for at in absolute.values()))
    return {
        path: at.relative_to(root).as_posix() if count[path.name] > 1 else path.name for path, at in absolute.items()
    }


# --- reading ------------------------------------------------------------------------------------------------------


def _gather(
    paths: Sequence[Path], store: Store, team: jobs.Team, progress: Callable[[int], object] | None
) -> _Gathered:  # fmt: skip
    """Every unit, those of a known content from the store and the others read."""
    gathered = _Gathered()
    frames: dict[bytes, bytes] = {}
    names = _shown_names(paths)
    wanted: list[Path] = []
    for path in paths:
        if path.name.startswith(_OWNER):
            gathered.owner_files.append(names[path])
            continue
        known = store.units.get(_digest(path)) if store.units else None
        if known is None:
            wanted.append(path)
        else:
            gathered.units.append(replace(known, file=names[path]))
            gathered.reused += 1
            if progress is not None:
                progress(1)
    for done in team.run(read_unit, wanted, progress):
        unit = done.value
        if unit is None:
            unit = UnitData(done.item.name, "", failed=True, frames=pack_frames(()), packed=pack((), (), done.problems))
        shared = frames.setdefault(unit.frames, unit.frames)
        gathered.units.append(replace(unit, file=names[done.item], frames=shared))
    gathered.read = len(wanted)
    return gathered


def _digest(path: Path) -> str:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return ""


# --- merging ------------------------------------------------------------------------------------------------------


class _Merged(NamedTuple):
    """The merged figures, each with its sources where they are not too many, and what the units alone give to steer them."""

    merging: Merging
    sources: Sources | None
    steering: tuple[Steered, ...]


def _fold(
    output: Path, turnout: Turnout, found: list[Problem], earlier: Earlier, team: jobs.Team
) -> _Merged:  # fmt: skip
    merged = turnout.merged
    units = [one.unit for one in merged]
    made, sheets = _plan(units)
    steering = steering_of(made)
    keep_steering(made, earlier)
    choices = choose_ways(made, len(units))
    weights = {
        row: choice.base.number
        for row, choice in choices.items()
        if choice.way is Way.WEIGHTED and choice.base is not None
    }
    count = _figures_in(units, sheets)
    if count <= MOST_LIVE:
        sources: dict[tuple[int, str], dict[int, Source]] = defaultdict(dict)

        def keep(unit: int, row: int, slot: str, source: Source) -> None:
            sources[row, slot][unit] = source

        folded = Folder({frames: tracks_for(made, frames) for frames in sheets}, weights, keep).fold(units)
        return _Merged(Merging(made, folded, choices), sources, steering)
    folded = Folded()
    beside = output.with_suffix(".nguon.csv")
    stream_whole(beside, lambda stream: fold_to_csv(stream, folded, made, merged, weights, team))
    found.append(Problem("PL636", File(output.name), {"count": count, "file": beside.name}))
    return _Merged(Merging(made, folded, choices), None, steering)


def _write(
    output: Path, turnout: Turnout, found: list[Problem], earlier: Earlier, gathered: _Gathered, made: _Merged
) -> MergedOutcome:  # fmt: skip
    merging = made.merging
    auto = {entry.key: entry.text for entry in merging.info()}
    book = lay_out(merging, output.name, keep_info(merging.info(), earlier), own_figures(earlier))
    changes = tuple(_changes(turnout, earlier.store, found))
    found += not_kept(earlier)
    known = [one for one in turnout.received if one.unit.packed and not one.unit.failed]
    kept = known[: how_many_fit(one.unit for one in known)]
    if len(kept) < len(known):
        found.append(Problem("PL639", File(output.name), {"count": len(known) - len(kept), "total": len(known)}))
    problems = _problems(book, turnout, found)
    automatic = Store(info=auto, steering=made.steering)
    put = stream_whole if made.sources is None else write_whole
    put(
        output,
        lambda stream: write_merged(stream, book, turnout, problems, changes, made.sources, kept, automatic),
        backup=backup_of(output),
    )
    rows = sum(len(appendix.rows) for appendix in book.computed.appendices)
    return MergedOutcome(
        output, turnout, problems, changes, gathered.read, gathered.reused, len(book.computed.appendices), rows
    )


def _plan(units: Iterable[UnitData]) -> tuple[Plan, dict[bytes, tuple[Frame, ...]]]:
    counts: Counter[bytes] = Counter()
    sheets: dict[bytes, tuple[Frame, ...]] = {}
    for unit in units:
        counts[unit.frames] += 1
        if unit.frames not in sheets:
            sheets[unit.frames] = unit.sheets()
    return plan(sheets, counts), sheets


def _figures_in(units: Iterable[UnitData], sheets: Mapping[bytes, tuple[Frame, ...]]) -> int:
    """How many figures the units may have at most."""
    size = {
        packed: sum(len(frame.slots) * sum(not row.group for row in frame.rows) for frame in frames)
        for packed, frames in sheets.items()
    }
    return sum(size[unit.frames] for unit in units)


def _changes(turnout: Turnout, store: Store, found: list[Problem]) -> Iterator[Change]:
    """What each unit changed since the last run, or since its older sending of this one."""
    came = {one.name for one in turnout.received}
    before = {name: (file, unit) for file, (name, unit) in store.merged.items()}
    here = {one.name: one for one in turnout.merged}
    older = {one.name: (one.unit.file, one.unit) for one in turnout.of(REPLACED)}
    for name, (file, unit) in before.items():
        if name not in came:
            found.append(Problem("PL634", File(file), {"unit": name, "file": file}))
        del unit
    for name, one in here.items():
        was = before.get(name) if before.get(name, ("", one.unit))[1].digest != one.unit.digest else None
        was = was or older.get(name)
        if was is None:
            continue
        changes = changes_between(name, was[1], one.unit)
        if not changes:
            continue
        values = {"unit": name, "count": len(changes), "before": was[0]}
        found.append(Problem("PL633", File(one.unit.file), values))
        yield from changes


def _problems(book: MergedBook, turnout: Turnout, found: Iterable[Problem]) -> tuple[Problem, ...]:
    names = [one.name for one in turnout.merged]
    units = book.merging.folded.problems
    return sort_problems([*found, *remarks_on(book.merging, names, book.place_of), *units, *book.computed.problems])
