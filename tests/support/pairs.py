"""Random pairs of hand edits and data changes, and what a regenerated report must then say.

The report has what reports have: sentences with fields, a sentence and a paragraph that depend on the data, a loop's table, the
appendix, a text box, a header, a footnote. Both sides are changed at random; what must come out is worked out here
from the two sides alone, by its own reading of the XML.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from support.hand import Hand
from support.handwork import CALM, EDITS
from support.lint import lint
from support.pair_data import Data, first_data, next_data, template
from support.reading import Row, Table, Told, paragraphs, tables
from support.words import saved

from toolkit.word.compile import Template
from toolkit.word.deciding import Refreshed
from toolkit.word.ledger import load
from toolkit.word.package import Package
from toolkit.word.refresh import refresh


@dataclass
class Pair:
    """One pair: a report filled, edited and regenerated, with every finding against the rules in `wrong`.

    `calm` is one whose edits and data seldom take more than new figures in the text as it stands.
    """

    seed: int
    calm: bool = False
    wrong: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def run(self) -> Pair:
        """Play the pair through."""
        rng = random.Random(self.seed)
        rich, other, self.prefers = (rng.random() < share * (not self.calm) for share in (0.7, 0.08, 0.15))
        base = first_data(rng)
        filled = base.filled(template(rich))
        report = filled.package.copy()
        ledger = load(report)
        assert ledger is not None
        hand = Hand(rng, report, self.log)
        for _ in range(rng.randrange(0, 7 - 3 * self.calm)):
            hand.do(rng.choice(CALM if self.calm else EDITS))
        hand.store()
        data = next_data(rng, base, self.log, calm=self.calm)
        fresh = data.filled(template(rich, other))
        self.before = {name: entry.shown for name, entry in ledger.entries.items()}
        self.identities = {name: entry.identity for name, entry in ledger.entries.items()}
        self.after = {name: entry.shown for name, entry in data.filled(template(rich)).ledger.entries.items()}
        self.other = other
        result = refresh(report.copy(), ledger, fresh, data.facts(), prefer_workbook=self.prefers)
        self._compare(filled.package, report, fresh.package, result, untouched=not hand.done)
        self.wrong += lint(saved(result.package))
        self._again(result.package, data, template(rich, other))
        return self

    # --- the rules ----------------------------------------------------------------------------------------------

    def decide(self, name: str, mine: str) -> tuple[str, bool]:
        """What a field must show, and whether it is a conflict."""
        base, new = self.before.get(name), self.after.get(name)
        if new is None or mine == new:
            return mine, False
        if base is None or mine == base or self.prefers:
            return (mine if new == base else new), False
        return mine, new != base

    def _expected(self, told: Told) -> str:
        """What a paragraph must say: a pattern, for a field whose control was dropped may be found again or listed."""
        return "".join(
            re.escape(piece.text) if not piece.name
            else re.escape(self.decide(piece.name, piece.text)[0]) if not piece.bare
            else f"(?:{re.escape(piece.text)}|{re.escape(self.decide(piece.name, piece.text)[0])})"
            for piece in told.pieces
        )  # fmt: skip

    def _compare(self, base: Package, edited: Package, fresh: Package, result: Refreshed, *, untouched: bool) -> None:
        after = result.package
        if untouched and not self.other:
            for name, _ in after.text_parts():
                self._equal(f"an untouched {name}", _texts(after, name), _texts(fresh, name))
        conflicts = 0
        for name, _ in edited.text_parts():
            was, now = _told(edited, name), _told(after, name)
            said = {told.words for told in now}
            for told in was:
                conflicts += sum(
                    self.decide(piece.name, piece.text)[1]
                    for piece in told.pieces
                    if piece.name and not piece.bare and not piece.copy
                )
            self._sentences(name, base, edited, after, [problem.code for problem in result.problems])
            if name == edited.main:
                self._tables(base, edited, fresh, after, {problem.code for problem in result.problems})
            held, there = (Counter(mark for told in side for mark in told.marks) for side in (was, now))
            if lost := held - there - Counter(mark for told in was if told.words not in said for mark in told.looks):
                self.wrong.append(f"{name}: lost {lost}")
            typed, left = (
                Counter(re.findall(r"(?:tay|chèn|số) 9\d{3}\b", "\n".join(t.text for t in side))) for side in (was, now)
            )
            if typed != left:
                self.wrong.append(f"{name}: what was typed by hand: {typed - left} lost, {left - typed} more")
        if result.conflicts != conflicts:
            self.wrong.append(f"{result.conflicts} conflicts, expected {conflicts}")
        self._said(edited, after, result)

    def _sentences(self, name: str, base: Package, edited: Package, after: Package, told: list[str]) -> None:
        """Paragraphs outside tables, in order; the one that depends on the data by itself."""
        first, mine, now = (list(_read(package, name)[0]) for package in (base, edited, after))
        self._match(name, [t for t in mine if not t.conditional], [t.text for t in now if not t.conditional])
        first, mine, now = ([t for t in side if t.conditional] for side in (first, mine, now))
        holds = int(self.after["pl:so4"].replace(".", "")) > 50_000
        if name != edited.main:
            return
        if holds and not first and not self.other:
            self._equal(
                "a condition that holds now", [t.text for t in now], [f"Có điều kiện {self.after['pl:so4']} thì nói."]
            )
        elif holds or self.other:
            self._match("where a condition holds", mine, [t.text for t in now])
        else:
            untouched = (
                next((t for t in mine if t.text == first[0].text and t.marks == t.looks), None) if first else None
            )
            if untouched is not None and len(now) < len(mine):
                mine.remove(untouched)
            self._match("where a condition holds no more", mine, [t.text for t in now])
            if told.count("PL539") < len(now):
                self.wrong.append("what a condition no longer gives stays and nothing is said")

    def _match(self, what: str, mine: list[Told], got: list[str]) -> None:
        wanted = [self._expected(told) for told in mine]
        if len(got) != len(wanted) or not all(map(re.fullmatch, wanted, got)):
            self.wrong.append(f"{what}: expected {wanted}\n     got {got}")

    # --- tables -------------------------------------------------------------------------------------------------

    def _tables(self, base: Package, edited: Package, fresh: Package, after: Package, codes: set[str]) -> None:
        sides = [_read(package, package.main)[1] for package in (base, edited, fresh, after)]
        filled, mine, new, now = ({t.kind: t for t in sides[0]}, sides[1], {t.kind: t for t in sides[2]}, sides[3])
        if [table.kind for table in mine] != [table.kind for table in now]:
            self.wrong.append(f"tables {[t.kind for t in mine]} became {[t.kind for t in now]}")
            return
        for was, got in zip(mine, now, strict=True):
            self._table(was.kind, filled[was.kind].rows, was.rows, new[was.kind].rows, got.rows, codes)

    def _table(
        self, kind: str, base: list[Row], mine: list[Row], new: list[Row], got: list[Row], codes: set[str]
    ) -> None:
        wide = {row.key: len(row.cells) for row in base if row.key}
        own_columns = any(row.key in wide and len(row.cells) != wide[row.key] for row in mine)
        data_columns = [row.cells for row in base if not row.key][:1] != [row.cells for row in new if not row.key][:1]
        known, wanted = {row.key: row for row in base if row.key}, {row.key: row for row in new if row.key}
        expected = Counter(row.key for row in mine if not row.heads)
        for key in wanted:
            expected[key] += key not in known
        there = Counter(row.key for row in got if not row.heads)
        for key in known.keys() - wanted.keys():  # the one that was filled goes where nobody touched it
            untouched = sum(row.text == known[key].text and not row.pinned for row in mine if row.key == key)
            expected[key] -= bool(untouched) and (expected[key] == 1 or there[key] < expected[key])
        if +there != +expected and any(row.key in wanted for row in mine):
            self.wrong.append(f"{kind}: rows {there - expected} too many, {expected - there} missing")
            return
        self._order(kind, [r.key for r in base], [r.key for r in mine], [r.key for r in new], [r.key for r in got])
        if own_columns and data_columns and "PL528" not in codes:
            self.wrong.append(f"{kind}: columns changed on both sides and nothing is said")
        self._contents(kind, mine, wanted, got, exact=not own_columns and "PL528" not in codes)

    def _order(self, kind: str, base: list[str], mine: list[str], new: list[str], got: list[str]) -> None:
        keyed = [key for key in mine if key in base]
        by_hand = keyed != [key for key in base if key in keyed]  # in another order, or more than once
        by_data = [key for key in new if key in base] != [key for key in base if key in new]
        if not by_hand:
            shown, wanted = [key for key in got if key and key in new], [key for key in new if key in got and key]
        elif not by_data:
            shown, wanted = [key for key in got if key in mine and key in new], [key for key in mine if key in new]
        else:
            return
        if shown != wanted:
            self.wrong.append(f"{kind}: order {shown}, expected {wanted}")

    def _contents(self, kind: str, mine: list[Row], wanted: dict[str, Row], got: list[Row], *, exact: bool) -> None:
        left: dict[str, list[Row]] = {}
        for row in mine:
            left.setdefault(row.key, []).append(row)
        for row in got:
            if not row.key:
                continue
            before = left[row.key].pop(0) if left.get(row.key) else None
            was = {piece.name: piece for piece in before.pieces if piece.name} if before else {}
            for piece in row.pieces:
                if not piece.name:
                    continue
                held = was.get(piece.name)
                text = self.after.get(piece.name) if held is None else self.decide(piece.name, held.text)[0]
                if held is not None and held.bare:
                    continue
                if piece.text != text:
                    self.wrong.append(f"{kind} {row.key}: {piece.name} shows {piece.text}, expected {text}")
            if exact and row.key in wanted:
                gone = {piece.name for piece in wanted[row.key].pieces} - {piece.name for piece in row.pieces}
                if before is not None:
                    gone -= {name for name in gone if name in self.before and name not in was}
                bare = {piece.name for piece in before.pieces if piece.bare} if before else set()
                if gone - bare - {""}:
                    self.wrong.append(f"{kind} {row.key}: lacks {gone - bare}")

    # --- what is said -------------------------------------------------------------------------------------------

    def _said(self, edited: Package, after: Package, result: Refreshed) -> None:
        """No field goes without a word, and nothing is said twice of one."""
        there = {
            piece.name
            for name, _ in after.text_parts()
            for told in _told(after, name)
            for piece in told.pieces
            if piece.name
        }
        named = {str(problem.values["field"]) for problem in result.problems if "field" in problem.values}
        for name in self.before.keys() & self.after.keys() - there:
            identity = self.identities[name]
            if not self.other and named.isdisjoint((name.removeprefix("pl:"), identity, identity.partition(".")[0])):
                self.wrong.append(f"{name} is gone and nothing is said")

    def _again(self, package: Package, data: Data, made: Template) -> None:
        """The same data once more changes nothing."""
        state, saves = package, []
        for _ in range(1 + (self.seed % 4 == 0)):
            ledger = load(state)
            assert ledger is not None
            again = refresh(state.copy(), ledger, data.filled(made), data.facts())
            for name, _ in package.text_parts():
                if again.package.parts[name] != package.parts[name]:
                    self._equal("a second run with the same data", _texts(package, name), _texts(again.package, name))
            if again.conflicts:
                self.wrong.append(f"a second run finds {again.conflicts} conflicts")
            state = again.package
            saves.append(saved(state))
        if len(set(saves)) > 1:
            self.wrong.append("a third run with the same data gives other bytes")

    def _equal(self, what: str, one: list[str], other: list[str]) -> None:
        if one != other:
            self.wrong.append(
                f"{what}: {[x for x in one if x not in other]} against {[x for x in other if x not in one]}"
            )


@lru_cache(maxsize=16)
def _parsed(xml: bytes) -> tuple[list[Told], list[Table]]:
    tree = etree.fromstring(xml)
    return paragraphs(tree), tables(tree)


def _read(package: Package, name: str) -> tuple[list[Told], list[Table]]:
    return _parsed(package.parts[name])


def _told(package: Package, name: str) -> list[Told]:
    sentences, grids = _read(package, name)
    return [*sentences, *(row.told for table in grids for row in table.rows)]


def _texts(package: Package, name: str) -> list[str]:
    return [told.text for told in _told(package, name)]
