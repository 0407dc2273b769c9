"""What was typed against what follows from the figures: actual, percent, change on last year, footing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from toolkit.compute.doubts import doubts
from toolkit.compute.footing import Finding, Footing, Relation, footing_of
from toolkit.compute.inference import Inferred
from toolkit.compute.misread import kept_as_typed, mistrusted
from toolkit.compute.numbers import Agreement, agreement
from toolkit.compute.percent import Form, forms_of, growth_of
from toolkit.hints import Final
from toolkit.model import Appendix, ComputedAppendix, Figure, Group, Indicator, Rule, State
from toolkit.numbers import round_half_up, show
from toolkit.places import Area, Cell
from toolkit.problems import Problem
from toolkit.records import replace

_MANY: Final = 3
_MOST_WRITTEN: Final = 12


def check_appendix(computed: ComputedAppendix, inferred: Inferred) -> list[Problem]:
    """Everything of an appendix that does not tie, and what was taken for its rules where that is in doubt."""
    rules = {i: row.rule for i, row in enumerate(computed.rows) if isinstance(row, Indicator) and row.rule is not None}
    unlike = {
        i: rule for i, rule in inferred.usual.items() if rules.get(i) is Rule.TYPED and _keeps_typed(computed.rows[i])
    }
    footing = footing_of(computed.appendix, rules, unlike)
    findings = footing.findings()
    problems: list[Problem] = []
    explained: dict[Cell, Cell] = {}  # a typed result -> the culprit that explains why it differs
    for finding in findings:
        culprit = _culprit(finding)
        if culprit is not None:
            explained.update({r.result: culprit[0] for r in finding.relations if r.result not in (None, culprit[0])})
            problems.append(_culprit_problem(finding, footing, culprit))
        else:
            problems += _plain(finding, footing)
    known = {problem.place for problem in problems}
    problems = list(_as_one(problems, footing))
    appendix = computed.appendix
    kept = kept_as_typed(computed, apart=inferred.apart)
    problems += kept
    for row in computed.indicators:
        if not (kept and row.rule is Rule.TYPED):
            problems += _actual(row, explained, known, computed.appendix)
        problems += _percent(row)
        problems += _prior(row, growth=appendix.growth)
        problems += _parts(computed, row)
    return list(mistrusted(problems, computed)) + doubts(computed, inferred)


def _keeps_typed(row: Indicator | Group) -> bool:
    """True for a row whose typed figure stands because no rule comes near it."""
    return isinstance(row, Indicator) and row.rule is Rule.TYPED and row.rule_source == "inferred"


def _culprit(finding: Finding) -> tuple[Cell, Decimal] | None:
    """The one cell that explains several broken relations at once."""
    return finding.culprits[0] if len(finding.relations) > 1 and len(finding.culprits) == 1 else None


def _culprit_problem(finding: Finding, footing: Footing, culprit: tuple[Cell, Decimal]) -> Problem:
    cell, value = culprit
    values = {
        "typed": footing.values[cell],
        "value": value,
        "difference": abs(footing.values[cell] - value),
        "count": finding.checked,
        "relations": "; ".join(_written(relation, footing) for relation in finding.relations),
    }
    return Problem("PL321", cell, values)


def _plain(finding: Finding, footing: Footing) -> Iterator[Problem]:
    """Broken relations without a single culprit: each is said, rules across by the check of the actual itself."""
    for relation in finding.relations:
        cells = sorted(relation.weights)
        values = {
            "formula": _written(relation, footing), "typed": relation.total, "computed": Decimal(0),
            "difference": abs(relation.gap(footing.values)),
        }  # fmt: skip
        if relation.kind == "shares":
            total = sum((footing.values[cell] for cell in cells), Decimal(0))
            suspects = sorted(cell for cell, _ in finding.culprits) if len(finding.relations) == 1 else []
            place = suspects[0] if len(suspects) == 1 else Area(cells[0], cells[-1])
            named = ", ".join(cell.address for cell in suspects or cells)
            yield Problem("PL323", place, values | {"total": total, "cells": named})
        elif relation.kind == "sum" and relation.result is not None:
            typed = footing.values[relation.result]
            total = typed + relation.gap(footing.values)
            yield Problem("PL322", relation.result, values | {"typed": typed, "computed": total})


def _as_one(problems: Sequence[Problem], footing: Footing) -> Iterator[Problem]:
    """The problems, with one for a total that its rows do not make up in any of many columns (PL326)."""
    promised = Counter(r.result.row for r in footing.relations if r.kind == "sum" and r.result is not None)
    broken: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code == "PL322" and isinstance(problem.place, Cell):
            broken[problem.place.row].append(problem)
    alike = {row: found for row, found in broken.items() if len(found) == promised[row] >= _MANY}
    for problem in problems:
        found = alike.get(problem.place.row, []) if isinstance(problem.place, Cell) else []
        if problem not in found:
            yield problem
        elif problem is found[0]:
            others = ", ".join(other.place.address for other in found[1:] if isinstance(other.place, Cell))
            yield Problem("PL326", problem.place, {**problem.values, "count": len(found), "cells": others})


def _written(relation: Relation, footing: Footing) -> str:
    """A relation in one line: "4 + 4 + 2 = 10, ghi 12"."""
    cells = [cell for cell in sorted(relation.weights) if cell != relation.result]
    shown = [show(footing.values[cell], 4) for cell in cells]
    if len(shown) > _MOST_WRITTEN:
        shown = [*shown[: _MOST_WRITTEN // 2], "…", shown[-1]]
    if relation.kind == "shares":
        return f"{' + '.join(shown)} = {show(sum((footing.values[c] for c in cells), Decimal(0)), 4)}"
    left = " + ".join(shown)
    total = sum((footing.values[cell] * relation.weights[cell] for cell in cells), Decimal(0))
    divided = relation.weights[cells[0]] != 1
    left = f"({left}) / {len(cells)}" if divided else left
    typed = (
        "" if relation.result is None else f" ({relation.result.address} = {show(footing.values[relation.result], 4)})"
    )
    return f"{left} = {show(total)}{typed}"


def _actual(
    row: Indicator, explained: dict[Cell, Cell], known: Collection[object], appendix: Appendix
) -> Iterator[Problem]:
    """The typed actual against its rule."""
    typed = row.row.actual
    if _keeps_typed(row) and any(f.state is not State.BLANK for f in appendix.adding(row.row.values)):
        if typed.cell in explained:
            yield Problem("PL336", typed.cell, {"typed": typed.value, "culprit": explained[typed.cell]})
        else:
            yield Problem("PL312", typed.cell, {"typed": typed.value, "label": row.row.label})
        return
    if row.rule in (None, Rule.TYPED) or row.actual is None or typed.value is None or typed.cell is None:
        return
    match = agreement(typed, row.actual)
    values = {"typed": typed.value, "computed": round_half_up(row.actual), "formula": _sum_text(row),
              "difference": abs(round_half_up(typed.value - row.actual))}  # fmt: skip
    if match is Agreement.CUT:
        yield Problem("PL331", typed.cell, values)
    elif match is Agreement.DIFFERS:
        if typed.cell in explained:
            yield Problem("PL332", typed.cell, values | {"culprit": explained[typed.cell]})
        elif typed.cell not in known:
            yield Problem("PL301", typed.cell, values | {"source": _addresses(row.actual_cells)})


def _addresses(cells: Iterable[Cell | None]) -> str:
    return ", ".join(cell.address for cell in cells if cell is not None)


def _sum_text(row: Indicator) -> str:
    """How the actual was computed, in one line."""
    used = set(row.actual_cells)
    shown = [show(f.value, 4) for f in row.row.values if f.value is not None and f.cell in used]
    match row.rule:
        case Rule.SUM:
            return " + ".join(shown)
        case Rule.MEAN:
            return f"({' + '.join(shown)}) / {len(shown)}"
        case Rule.FORMULA:
            return row.row.rule_text.lstrip("= ")
        case Rule.MEAN_PER_YEAR:
            return f"({' + '.join(shown)}) / số năm"
        case Rule.LAST:
            return f"kỳ cuối {shown[-1]}" if shown else "kỳ cuối"
        case Rule.MAX:
            return f"lớn nhất của {', '.join(shown)}"
    return f"nhỏ nhất của {', '.join(shown)}"


def _percent(row: Indicator) -> Iterator[Problem]:
    """The typed percent of target against the computed one, in any of its forms."""
    typed, target = row.row.percent, row.row.target.figure
    if typed.value is None or typed.cell is None or row.actual is None or not target.value:
        return
    if not typed.lead and row.percent is not None and agreement(typed, row.percent) is Agreement.SAME:
        return
    differs = _differs(typed, forms_of(row.actual, target.value, typed, rate=row.row.is_rate))
    if differs is None:
        return
    match, values = differs
    values["source"] = _addresses((*row.actual_cells, target.cell))
    if _from_printed(row, target.value, [typed]):
        match = Agreement.CUT
    own = row.row.actual.value
    if own is not None and own != row.actual and agreement(row.row.actual, row.actual) is Agreement.DIFFERS:
        again = forms_of(own, target.value, typed, rate=row.row.is_rate)
        if any(agreement(typed, form.value) is not Agreement.DIFFERS for form in again):
            yield Problem("PL333", typed.cell, values | {"culprit": row.row.actual.cell})
            return
    yield Problem("PL331" if match is Agreement.CUT else "PL302", typed.cell, values)


def _from_printed(row: Indicator, whole: Decimal, readings: Sequence[Figure]) -> bool:
    """True where a typed percentage follows from the actual as it is printed, and so differs by rounding alone."""
    own = row.row.actual
    if row.actual is None or (own.value is not None and agreement(own, row.actual) is Agreement.DIFFERS):
        return False
    return any(
        agreement(typed, form.value) is not Agreement.DIFFERS
        for actual in {round_half_up(row.actual), own.value or row.actual}
        for typed in readings
        for form in forms_of(actual, whole, typed, rate=row.row.is_rate)
    )


def _differs(typed: Figure, forms: Sequence[Form]) -> tuple[Agreement, dict[str, object]] | None:
    """How a typed percentage differs from what it may mean, with the words to say it; None where it is one of them."""
    if typed.value is None:
        return None
    matches = [agreement(typed, form.value) for form in forms]
    if Agreement.SAME in matches:
        return None
    match = Agreement.CUT if Agreement.CUT in matches else Agreement.DIFFERS
    meant = forms[matches.index(match)]
    return match, {
        "typed": typed.value, "computed": round_half_up(meant.value), "formula": meant.formula,
        "difference": abs(round_half_up(typed.value - meant.value)),
        "word": "thừa" if typed.value > meant.value else "thiếu",
    }  # fmt: skip


def _prior(row: Indicator, *, growth: bool) -> Iterator[Problem]:
    """The typed change on last year, as a share or as growth; the heading says which is likelier."""
    typed, prior = row.row.prior_percent, row.prior
    if row.actual is None or prior is None or typed.value is None or typed.cell is None:
        return
    if prior == 0:
        yield Problem("PL316", row.row.prior.cell, {"label": row.row.label})
        return
    if not typed.lead and row.prior_percent is not None and agreement(typed, row.prior_percent) is Agreement.SAME:
        return
    forms = list(forms_of(row.actual, prior, typed, rate=row.row.is_rate))
    if not typed.lead:
        forms.insert(0 if growth else len(forms), growth_of(row.actual, prior))
    differs = _differs(typed, forms)
    if differs is not None:
        match, values = differs
        values["source"] = _addresses((*row.actual_cells, row.row.prior.cell))
        if _from_printed(row, prior, [typed, replace(typed, lead=typed.lead or "tang")]):
            match = Agreement.CUT
        yield Problem("PL331" if match is Agreement.CUT else "PL303", typed.cell, values)


def _parts(computed: ComputedAppendix, row: Indicator) -> Iterator[Problem]:
    """A "trong đó" part is at most the whole."""
    if not row.row.part or row.row.parent is None:
        return
    parent = computed.rows[row.row.parent]
    if not isinstance(parent, Indicator) or parent.row.is_rate != row.row.is_rate or parent.row.unit != row.row.unit:
        return
    pairs: list[tuple[Figure, Figure]] = [
        *zip(row.row.values, parent.row.values, strict=True), (row.row.actual, parent.row.actual)
    ]  # fmt: skip
    for part, whole in pairs:
        if part.value is not None and whole.value is not None and part.value > whole.value:
            values = {"part": part.value, "whole": whole.value, "difference": part.value - whole.value}
            yield Problem("PL324", part.cell, values | {"cell": whole.cell})
