"""What is not proved wrong and does not fit: a rule unlike its siblings', totals over blanks, words that judge otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from toolkit.compute.footing import additive
from toolkit.compute.inference import Inferred
from toolkit.compute.rules import RULE_WORDS
from toolkit.hints import Final
from toolkit.model import ComputedAppendix, Figure, Group, Indicator, Judgement, Rule, State
from toolkit.numbers import show
from toolkit.problems import Problem
from toolkit.text import fold, is_total

_JUDGED: Final[Mapping[str, tuple[Judgement, ...]]] = {
    "vuot": (Judgement.EXCEEDED,), "vuot chi tieu": (Judgement.EXCEEDED,),
    "dat": (Judgement.MET, Judgement.EXCEEDED), "dat chi tieu": (Judgement.MET, Judgement.EXCEEDED),
    "chua dat": (Judgement.MISSED,), "khong dat": (Judgement.MISSED,), "chua dat chi tieu": (Judgement.MISSED,),
}  # fmt: skip
_SAYS: Final = {Judgement.EXCEEDED: "vượt", Judgement.MET: "đạt", Judgement.MISSED: "chưa đạt"}


def judges(text: str) -> bool:
    """True for a text that says nothing but whether a target was reached."""
    return fold(text).strip(" .;") in _JUDGED


def doubts(computed: ComputedAppendix, inferred: Inferred) -> list[Problem]:
    """All doubts about an appendix that follow from what was computed."""
    words = [problem for row in computed.indicators for problem in _words(row)]
    return [*_odd(computed, inferred), *_over_blanks(computed), *words]


def _odd(computed: ComputedAppendix, inferred: Inferred) -> Iterator[Problem]:
    """Rows whose rule was taken for its result alone, against what their siblings have."""
    for index in sorted(inferred.odd):
        row = computed.rows[index]
        if isinstance(row, Indicator) and row.rule is not None and row.rule is inferred.rules[index]:
            words = {"rule": RULE_WORDS[row.rule], "usual": RULE_WORDS[inferred.usual[index]]}
            yield Problem("PL335", row.row.actual.cell, words | {"label": row.row.label})


def _words(row: Indicator) -> Iterator[Problem]:
    """A word under % or Ghi chú against the judgement that the figures give (PL305)."""
    if row.judgement is None:
        return
    for text, cell in ((row.row.percent.text, row.row.percent.cell), (row.row.note, row.row.cells.get("note"))):
        meant = _JUDGED.get(fold(text).strip(" .;")) if len(text) < 30 else None
        if meant is not None and row.judgement not in meant:
            values = {"typed": text, "actual": row.actual, "target": row.row.target.figure.text}
            yield Problem("PL305", cell, values | {"judgement": _SAYS[row.judgement]})


def _over_blanks(computed: ComputedAppendix) -> Iterator[Problem]:
    """A total that its rows do not make up, and that no footing could hold against them for a blank cell (PL325)."""
    children: dict[int, list[Indicator]] = defaultdict(list)
    for row in computed.indicators:
        if row.row.parent is not None and not row.row.part and not is_total(row.row.label):
            children[row.row.parent].append(row)
    for index, below in children.items():
        parent = computed.rows[index]
        if isinstance(parent, Group) or len(below) < 2 or parent.row.is_intensive:
            continue
        if additive(parent.row, [row.row for row in below]):
            yield from _blank_in(parent, below)


def _blank_in(parent: Indicator, below: Sequence[Indicator]) -> Iterator[Problem]:
    for column, top in enumerate(parent.row.values):
        parts = [row.row.values[column] for row in below]
        known = [figure.value for figure in parts if figure.value is not None]
        blank = [figure for figure in parts if figure.state is State.BLANK]
        if top.value is not None and blank and known and sum(known, Decimal(0)) != top.value:
            yield _problem(top, top.value, known, blank)
            return
    actuals = [row.actual for row in below if row.actual is not None]
    blank = [f for row in (parent, *below) for f in row.row.values if f.state is State.BLANK]
    sums = all(row.rule is Rule.SUM for row in (parent, *below))
    typed = parent.row.actual.value is not None and all(row.row.actual.value is not None for row in below)
    if not sums or typed or parent.actual is None or len(actuals) < len(below) or not blank:
        return
    if sum(actuals, Decimal(0)) != parent.actual:
        at = parent.row.actual if parent.row.actual.cell is not None else blank[0]
        yield _problem(at, parent.actual, actuals, blank)


def _problem(at: Figure, typed: Decimal, known: Sequence[Decimal], blank: Sequence[Figure]) -> Problem:
    cells = ", ".join(figure.cell.address for figure in blank if figure.cell is not None)
    total = sum(known, Decimal(0))
    formula = " + ".join(show(value, 4) for value in known)
    return Problem("PL325", at.cell, {"typed": typed, "computed": total, "formula": formula, "cells": cells})
