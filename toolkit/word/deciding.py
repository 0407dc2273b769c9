"""What becomes of one field when a report is regenerated, whichever way its document is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from toolkit.expressions import Scope, TemplateProblem, parse
from toolkit.facts import Facts
from toolkit.hints import Final, Literal
from toolkit.problems import Problem
from toolkit.records import field, record
from toolkit.word.controls import PREFIX, field_id
from toolkit.word.counterparts import counted
from toolkit.word.ledger import UNUSED, Entry, Ledger
from toolkit.word.package import Package
from toolkit.word.renaming import row_of

# So many fields of one row that are gone are told in one sentence.
_LEAST_OF_A_ROW: Final = 3
_INFO: Final = "thong_tin"

Verdict = Literal["same", "kept", "written", "conflict"]


@record(slots=True)
class Refreshed:
    """A regenerated report.

    `filled` fields show the computed figure (`unchanged` of them showed it before), `kept` show what was typed by
    hand, `conflicts` were changed on both sides (`standing` in an earlier run, and nobody settled it), `lost` stood in the report and are gone from it.
    """

    package: Package
    ledger: Ledger
    filled: int = 0
    unchanged: int = 0
    kept: int = 0
    conflicts: int = 0
    standing: int = 0
    lost: int = 0
    problems: list[Problem] = field(default_factory=list)


def decide(base: Entry | None, mine: str, new: str, *, disputed: bool, prefer_workbook: bool) -> Verdict:
    """Whether a field shows the new figure already, keeps what was typed, takes the new figure, or was changed on both sides."""
    if mine == new:
        return "same"
    edited = base is not None and mine != base.shown
    if edited and base is not None and new == base.shown and not (disputed and prefer_workbook):
        return "kept"
    return "written" if not edited or prefer_workbook else "conflict"


def entry_of(name: str, ledger: Ledger, old: Ledger, facts: Facts, day: str) -> Entry | None:
    """What a field shows by the new figures, recorded in the ledger; None when nothing gives it any more."""
    known = ledger.entries.get(name)
    if known is not None:
        return known
    before = old.entries.get(name)
    identity = before.identity if before is not None else name.removeprefix(PREFIX)
    if identity.startswith("#"):
        return None
    try:
        result = parse(identity).evaluate(Scope(facts))
    except TemplateProblem:
        return None
    cells = tuple(str(cell) for fact in result.facts for cell in fact.cells)
    label = result.facts[0].label if result.facts else ""
    entry = ledger.entries[name] = Entry(identity, result.text, cells, None, None, label, day, times=0)
    return entry


def expression_of(name: str, *ledgers: Ledger) -> str:
    """What gives a field by the first ledger that knows it, else its name in the document."""
    known = next((ledger.entries[name] for ledger in ledgers if name in ledger.entries), None)
    return name.removeprefix(PREFIX) if known is None else known.identity


def list_lost(
    result: Refreshed, old: Ledger, new: Mapping[str, bytes], there: Mapping[str, int], seen: Mapping[str, int]
) -> None:
    """Say which fields stood in the report as it was filled, would stand in it again, and are gone from it.

    `there` and `seen` are how often each field was met, without and with the second copies of text boxes.
    """
    fields = result.ledger.entries
    unused = _unused(result, old, new, there)
    if all(
        there.get(name, 0) >= entry.times and (name in seen or name not in fields)
        for name, entry in old.entries.items()
    ):
        return
    was, will = counted(old.base), counted(new)
    doubtful = {field_id(str(problem.values["field"])) for problem in result.problems if problem.code == "PL540"}
    lost: dict[str, list[Entry]] = {}
    for name, entry in old.entries.items():
        gone = min(was[name], will[name]) - there.get(name, 0) - unused.get(name, 0)
        if gone > 0 or (name in fields and not seen.get(name) and not unused.get(name)):
            result.lost += max(1, gone)
            if name not in doubtful:
                lost.setdefault(row_of(entry.identity), []).append(entry)
    for row, entries in lost.items():
        told = [(entry.identity, entry.label, entry.shown) for entry in entries]
        if len(entries) >= _LEAST_OF_A_ROW and row != _INFO:
            told = [(row, entries[0].label, " | ".join(entry.shown for entry in entries))]
        for named, label, shown in told:
            result.problems.append(Problem("PL536", None, {"field": named, "label": label, "shown": shown}))


def _unused(result: Refreshed, old: Ledger, new: Mapping[str, bytes], there: Mapping[str, int]) -> Mapping[str, int]:
    """How often each field stands in the template and never stood in the report, because the template was changed since."""
    held = old.extra.get(UNUSED)
    before = {name: count for name, count in held.items() if isinstance(count, int)} if isinstance(held, dict) else {}
    changed = old.template_hash != result.ledger.template_hash
    if not changed and not before:
        return {}
    short = counted(new) - Counter(there)
    now = short if changed else {name: min(count, short[name]) for name, count in before.items() if short[name]}
    if now:
        result.ledger.extra = {**result.ledger.extra, UNUSED: dict(sorted(now.items()))}
    return before


__all__ = ["Refreshed", "Verdict", "decide", "entry_of", "expression_of", "list_lost"]
