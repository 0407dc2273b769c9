"""Who has sent: each file in exactly one category, each unit of the roster here, missing or late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final, NamedTuple

from toolkit.merge.labels import Alike, compare, words_of
from toolkit.merge.units import UnitData
from toolkit.places import Cell, File
from toolkit.problems import Problem
from toolkit.text import clean, slug

MERGED, REPLACED, SAME, UNCLEAR, UNREADABLE, SKIPPED = (
    "merged", "replaced", "same", "unclear", "unreadable", "skipped",
)  # fmt: skip
CATEGORIES: Final = (MERGED, REPLACED, SAME, UNCLEAR, UNREADABLE, SKIPPED)
"""What may become of a file: merged, an older sending, a copy, nobody can tell which is newer, not readable, an owner file."""


# Words of what kind of body a unit is, which many names share.
_KINDS: Final = frozenset(
    ["dang", "ui", "uy", "bo", "chi", "tinh", "thanh", "pho", "huyen", "quan", "thi", "xa", "tran", "phuong", "dac", "khu", "ban", "nhan", "dan", "ubnd", "hdnd", "ban", "chap", "hanh", "van", "phong", "so"]
)  # fmt: skip
_NEAR_FROM: Final = 85.0


class Expected(NamedTuple):
    """One line of the roster; `due` is yyyy-mm-dd or empty."""

    name: str
    code: str = ""
    due: str = ""
    place: Cell | None = None


@dataclass(slots=True)
class Received:
    """One file: the unit it is of, what became of it, and the file that is used instead."""

    unit: UnitData
    name: str
    expected: Expected | None = None
    category: str = MERGED
    used: str = ""
    late: bool = False


@dataclass(slots=True)
class Turnout:
    """What came and what did not. `received` holds every file, those merged first and in the order of the output."""

    received: list[Received] = field(default_factory=list)
    missing: list[Expected] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    roster: bool = False

    @property
    def merged(self) -> list[Received]:
        """The files whose figures are merged."""
        return [one for one in self.received if one.category == MERGED]

    def of(self, category: str) -> list[Received]:
        """The files of a category."""
        return [one for one in self.received if one.category == category]

    @property
    def twice(self) -> list[str]:
        """The units that sent more than once."""
        again = (REPLACED, SAME, UNCLEAR)
        return list(dict.fromkeys(one.name for one in self.received if one.category in again))

    @property
    def late(self) -> list[str]:
        """The merged units whose day is after the one due."""
        return [one.name for one in self.merged if one.late]

    @property
    def unknown(self) -> list[str]:
        """The merged units that are not on the roster; none without one."""
        return [one.name for one in self.merged if one.expected is None] if self.roster else []


def call_the_roll(units: Iterable[UnitData], roster: Sequence[Expected] | None) -> Turnout:
    """Sort the files by units and the units by the roster. Without a roster units sent twice are noticed all the same."""
    turnout = Turnout(roster=roster is not None)
    index = _Index()
    expected = _once(roster or (), index, turnout.problems)
    groups: dict[tuple[object, ...], list[Received]] = {}
    for unit in sorted(units, key=lambda unit: (unit.file, unit.digest)):
        if unit.failed:
            turnout.received.append(Received(unit, unit.name or PurePath(unit.file).stem, category=UNREADABLE))
            turnout.problems += [*unit.problems(), Problem("PL602", File(unit.file))]
            continue
        name = unit.name or PurePath(unit.file).stem
        if not unit.name:
            turnout.problems.append(Problem("PL601", File(unit.file), {"unit": name}))
        one = Received(unit, name, _on_roster(name, unit, index, turnout))
        if one.expected is not None:
            one.name = one.expected.name
        groups.setdefault(_group(one), []).append(one)
    for group in groups.values():
        if len(group) > 1:
            _newest(group, turnout.problems)
        turnout.received += group
    _on_time(turnout)
    here = {one.expected[:2] for one in turnout.received if one.expected is not None and one.category != UNREADABLE}
    turnout.missing = [entry for entry in expected if entry[:2] not in here]
    turnout.problems += [Problem("PL621", entry.place, {"unit": entry.name}) for entry in turnout.missing]
    order = {entry[:2]: at for at, entry in enumerate(expected)}
    turnout.received.sort(
        key=lambda one: (
            CATEGORIES.index(one.category), order.get(one.expected[:2], 0) if one.expected else len(order),
            () if one.expected else words_of(one.name), one.unit.file,
        )
    )  # fmt: skip
    return turnout


def _group(one: Received) -> tuple[object, ...]:
    """What the files of one unit have in common; without a name of its own a unit is known by its content."""
    if one.expected is not None:
        return ("roster", *one.expected[:2])
    return ("named", words_of(one.name), slug(one.unit.code)) if one.unit.name else ("unnamed", one.unit.digest)


def _once(roster: Sequence[Expected], index: _Index, problems: list[Problem]) -> list[Expected]:
    """The lines of the roster, each unit once, and into the index."""
    kept: dict[tuple[object, ...], Expected] = {}
    for entry in roster:
        words, code = words_of(entry.name), slug(entry.code)
        if (words, code) in kept:
            problems.append(Problem("PL629", entry.place, {"unit": entry.name}))
        else:
            kept[words, code] = entry
            index.add(entry, words, code)
    return list(kept.values())


class _Index:
    """The lines of a roster by what may tell them, so that a country's roster is not read through for every unit."""

    def __init__(self) -> None:
        self.entries: list[Expected] = []
        self._names: dict[str, list[Expected]] = {}
        self._words: dict[tuple[str, ...], list[Expected]] = {}
        self._codes: dict[str, list[Expected]] = {}

    def add(self, entry: Expected, words: tuple[str, ...], code: str) -> None:
        """Take in a line."""
        self.entries.append(entry)
        self._names.setdefault(clean(entry.name).lower(), []).append(entry)
        self._words.setdefault(words, []).append(entry)
        if code:
            self._codes.setdefault(code, []).append(entry)

    def only(self, name: str, code: str) -> Expected | None:
        """The one line that has a name, or its words, or else a code (a slug); None where none has or several do."""
        found = self._names.get(clean(name).lower(), [])
        if len(found) != 1:
            found = self._words.get(words_of(name), [])
        if len(found) != 1:
            found = self._codes.get(code, [])
        return found[0] if len(found) == 1 else None


def _on_roster(name: str, unit: UnitData, index: _Index, turnout: Turnout) -> Expected | None:
    """The line of the roster a unit is: by its code, else by its name."""
    if not turnout.roster:
        return None
    wanted = slug(unit.code or ("" if unit.name else PurePath(unit.file).stem))
    found = index.only(name, wanted)
    if found is not None:
        return found
    roster = index.entries
    slips = [entry for entry in roster if compare(name, entry.name) is Alike.SLIP]
    near = [entry for entry in roster if entry in slips or _near(name, entry.name)]
    if len(slips) == 1 == len(near):
        turnout.problems.append(Problem("PL632", File(unit.file), {"unit": name, "other": slips[0].name}))
        return slips[0]
    if near:
        values = {"unit": name, "other": "; ".join(dict.fromkeys(entry.name for entry in near[:5]))}
        turnout.problems.append(Problem("PL626", File(unit.file), values))
    else:
        turnout.problems.append(Problem("PL625", File(unit.file), {"unit": name}))
    return None


def _near(one: str, two: str) -> bool:
    """True for names that may be one unit's: alike without the words that say what kind of body it is, or one in the other."""
    from rapidfuzz import fuzz

    first, second = (" ".join(word for word in words_of(name) if word not in _KINDS) for name in (one, two))
    return bool(first and second) and (fuzz.ratio(first, second) >= _NEAR_FROM or _holds(one, two))


def _holds(one: str, two: str) -> bool:
    """True when all words of one name stand together in the other, at least two of them."""
    short, long = sorted((words_of(one), words_of(two)), key=len)
    size = len(short)
    return size > 1 and any(long[at : at + size] == short for at in range(len(long) - size + 1))


def _newest(group: list[Received], problems: list[Problem]) -> None:
    """Of the files of one unit keep the newest by its day, then by when it was saved; none where nothing tells."""
    count = len(group)
    kept: list[Received] = []
    for one in group:
        same = next((other for other in kept if other.unit.digest == one.unit.digest), None)
        if same is None:
            kept.append(one)
        else:
            one.category, one.used = SAME, same.unit.file
            problems.append(Problem("PL638", File(one.unit.file), {"used": same.unit.file}))
    if len(kept) == 1:
        return
    days = [one.unit.day for one in kept]
    dated = [one for one in kept if one.unit.day == max(days)] if all(days) else kept
    saved = [one.unit.saved for one in dated]
    last = [one for one in dated if one.unit.saved == max(saved)] if all(saved) else dated
    if len(last) > 1:
        files = ", ".join(one.unit.file for one in kept)
        for one in kept:
            one.category = UNCLEAR
        problems.append(
            Problem("PL624", File(kept[0].unit.file), {"unit": kept[0].name, "count": count, "files": files})
        )
        return
    for one in kept:
        if one is not last[0]:
            one.category, one.used = REPLACED, last[0].unit.file
            values = {"unit": one.name, "count": count, "used": one.used}
            problems.append(Problem("PL623", File(one.unit.file), values))


def _on_time(turnout: Turnout) -> None:
    for one in turnout.merged:
        due = one.expected.due if one.expected else ""
        if due and not one.unit.day:
            turnout.problems.append(Problem("PL627", File(one.unit.file), {"unit": one.name, "due": shown_day(due)}))
        elif due and one.unit.day > due:
            one.late = True
            values = {"unit": one.name, "day": shown_day(one.unit.day), "due": shown_day(due)}
            turnout.problems.append(Problem("PL622", File(one.unit.file), values))


def shown_day(day: str) -> str:
    """A day as a Vietnamese reader writes it: "2026-07-25" is "25/7/2026"."""
    year, month, number = day[:10].split("-") if day else ("", "", "")
    return f"{int(number)}/{int(month)}/{year}" if day else ""
