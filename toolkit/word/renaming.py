"""Fields of rows whose key is another now: a key is the shortest that is unique, so another row's coming or going changes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.hints import Final
from toolkit.patterns import seldom
from toolkit.records import replace
from toolkit.word.controls import field_id
from toolkit.word.ledger import DISPUTED, UNUSED, Entry, Ledger
from toolkit.word.xml import escape, unescape

_NAMED: Final = seldom(
    rb"""(?<=w:val=")pl:[^"<>]*(?=")|(?<=\[\.=')pl:[^'<>]*(?='\])|(?<=\[\.=&quot;)pl:(?:(?!&quot;)[^"<>])*(?=&quot;\])"""
)


def row_of(identity: str) -> str:
    """The key of the row that an expression shows something of; the expression itself where it names nothing of it."""
    expression = identity.partition("|")[0]
    return expression.partition(".ky[")[0] if ".ky[" in expression else expression.rpartition(".")[0] or expression


def with_new_names(old: Ledger, new: Ledger) -> tuple[Ledger, dict[str, str]]:
    """A ledger with the names that fields of its rows have by the new figures, and those names by the old ones.

    A row is known again by a key that is the tail of the other and by its label; where several could be meant, by most of its figures.
    """
    renamed = _renamed(old, new)
    if not renamed:
        return old, {}
    names = {name: field_id(identity) for name, identity in renamed.items()}
    entries = {
        names.get(name, name): entry._replace(identity=renamed.get(name, entry.identity))
        for name, entry in old.entries.items()
    }
    extra = dict(old.extra)
    if isinstance(extra.get(DISPUTED), list):
        extra[DISPUTED] = [names.get(name, name) for name in extra[DISPUTED]]
    if isinstance(extra.get(UNUSED), dict):
        extra[UNUSED] = {names.get(name, name): count for name, count in extra[UNUSED].items()}
    base = {part: _with_names(xml, names) for part, xml in old.base.items()}
    return replace(old, entries=entries, base=base, extra=extra), names


def _renamed(old: Ledger, new: Ledger) -> dict[str, str]:
    """The new expression of each field whose row has another key, by the field's old name."""
    if old.entries.keys() <= new.entries.keys():
        return {}
    was, now = _rows(old.entries.values()), _rows(new.entries.values())
    gone = {key: was[key] for key in was.keys() - now.keys()}
    come = {key: now[key] for key in now.keys() - was.keys()}
    best = {key: _alike(key, gone[key], come) for key in gone}
    found = {key: other for key, other in best.items() if other is not None and _alike(other, come[other], gone) == key}
    return {
        name: found[row] + entry.identity.removeprefix(row)
        for name, entry in old.entries.items()
        if (row := row_of(entry.identity)) in found
    }


def _rows(entries: Iterable[Entry]) -> dict[str, dict[str, Entry]]:
    """The entries by row, each by what of the row it shows."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        row = row_of(entry.identity)
        found.setdefault(row, {})[entry.identity.removeprefix(row)] = entry
    return found


def _tail(one: str, other: str) -> bool:
    return one.endswith(f".{other}") or other.endswith(f".{one}")


def _label(row: Mapping[str, Entry]) -> str:
    known = row.get(".noi_dung")
    return "" if known is None else known.shown


def _alike(key: str, row: Mapping[str, Entry], others: Mapping[str, Mapping[str, Entry]]) -> str | None:
    """The one row that may be this one; of several the one that shows most of what it shows, where no other shows as much."""
    found = [other for other in others if _tail(key, other) and _label(row) == _label(others[other])]
    if len(found) > 1:
        same = {other: _shared(row, others[other]) for other in found}
        most = max(same.values())
        found = [other for other in found if same[other] == most] if 2 * most > len(row) else []
    return found[0] if len(found) == 1 else None


def _shared(row: Mapping[str, Entry], other: Mapping[str, Entry]) -> int:
    """How many figures of a row another shows too."""
    return sum(what in other and other[what].shown == entry.shown for what, entry in row.items())


def _with_names(xml: bytes, names: Mapping[str, str]) -> bytes:
    """A part as this program filled it with other names."""

    def name(match: re.Match[bytes]) -> bytes:
        known = names.get(unescape(match[0].decode()))
        return match[0] if known is None else escape(known).encode()

    return _NAMED.sub(name, xml)


__all__ = ["row_of", "with_new_names"]
