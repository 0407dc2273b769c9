"""Regenerating: a report edited by hand meets new figures, and neither side loses anything.

Three states meet: the base (what was last filled, kept in the ledger), mine (the document as it is now) and new (a fresh
fill). Each field is decided by itself; paragraphs and rows that the data brought or took away are inserted or removed;
everything else of the document stays as it is.
"""

from __future__ import annotations

from toolkit.facts import Facts
from toolkit.problems import Problem
from toolkit.records import replace
from toolkit.word.deciding import Refreshed
from toolkit.word.fill import Filled
from toolkit.word.ledger import Ledger
from toolkit.word.package import Package
from toolkit.word.renaming import with_new_names


def refresh(report: Package, old: Ledger, fresh: Filled, facts: Facts, *, prefer_workbook: bool = False) -> Refreshed:
    """The report with new figures wherever the data changed and nobody typed over them.

    With `prefer_workbook` the computed figure replaces a typed one where both sides changed.
    """
    filled = old.base
    old, names = with_new_names(old, fresh.ledger)
    ledger = _with_days(fresh.ledger, old)
    result = Refreshed(report.copy(), ledger)
    if not old.base and old.entries:
        result.problems.append(Problem("PL530", None, {}))
    elif old.template_hash != fresh.ledger.template_hash:
        before = f" ({old.template})" if old.template != fresh.ledger.template else ""
        result.problems.append(Problem("PL531", None, {"template": fresh.ledger.template, "before": before}))
    elif filled and all(report.parts.get(name) == xml for name, xml in filled.items()):
        return _replace_untouched(result, old, fresh)
    from toolkit.word.splicing import refresh_text

    if names or not refresh_text(result, old, fresh, facts, prefer_workbook=prefer_workbook):
        from toolkit.word.merging import merge

        merge(result, old, fresh, facts, prefer_workbook=prefer_workbook, names=names)
    return result


def _with_days(new: Ledger, old: Ledger) -> Ledger:
    """The new ledger, with the old day for every field that shows what it showed."""
    entries = {}
    for name, entry in new.entries.items():
        before = old.entries.get(name)
        older = before is not None and before.shown == entry.shown and before.day != entry.day
        entries[name] = entry._replace(day=before.day) if before is not None and older else entry
    return replace(new, entries=entries)


def _replace_untouched(result: Refreshed, old: Ledger, fresh: Filled) -> Refreshed:
    """No filled part was touched since the last run: the new ones take their place."""
    for name in fresh.ledger.base:
        result.package.parts[name] = fresh.package.parts[name]
    result.filled = fresh.filled
    before = {name: entry.shown for name, entry in old.entries.items()}
    result.unchanged = sum(
        entry.times for name, entry in result.ledger.entries.items() if before.get(name) == entry.shown
    )
    result.ledger.store(result.package)
    return result
