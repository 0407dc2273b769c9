"""Live formulas for what the toolkit computes: actual by its rule, percent, change on last year, judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Final

from toolkit.columns import JUDGEMENT_MARK
from toolkit.compute.formulas import FormulaError, in_cells, names_in
from toolkit.compute.percent import judged_digits
from toolkit.compute.rules import RULE_WORDS, years_of
from toolkit.model import Indicator, Rule, Target
from toolkit.text import slug

_CELLS: Final = "\x00"  # stands for the range in a pattern


def rule_formula(rule: Rule, cells: str, periods: Sequence[str]) -> str:
    """The formula of a rule over a range of period cells; "" for TYPED and FORMULA. Without figures it shows nothing."""
    body = _pattern(rule, tuple(periods))
    return body.replace(_CELLS, cells)


@lru_cache
def _pattern(rule: Rule, periods: tuple[str, ...]) -> str:
    body = _bodies(_CELLS, periods).get(rule)
    return f'=IF(COUNT({_CELLS})=0,"",{body})' if body else ""


def chosen_rule_formula(cells: str, periods: Sequence[str], choice: str, unit: str) -> str:
    """The formula that follows the rule chosen in a cell; without a choice rates average and counts add up."""
    bodies = _bodies(cells, periods)
    total, mean = bodies.pop(Rule.SUM), bodies.pop(Rule.MEAN)
    others = "".join(f'IF({choice}="{RULE_WORDS[rule]}",{body},' for rule, body in bodies.items())
    averaged = f'OR({choice}="{RULE_WORDS[Rule.MEAN]}",AND({choice}="",LEFT({unit},1)="%"))'
    silent = f'OR(COUNT({cells})=0,{choice}="{RULE_WORDS[Rule.TYPED]}",LEFT({choice},1)="=")'
    return f'=IF({silent},"",IF({averaged},{mean},{others}{total}{")" * (len(bodies) + 2)}'


def _bodies(cells: str, periods: Sequence[str]) -> dict[Rule, str]:
    return {
        Rule.SUM: f"SUM({cells})",
        Rule.MEAN: f"AVERAGE({cells})",
        Rule.MEAN_PER_YEAR: _per_year(cells, periods),
        Rule.LAST: f"LOOKUP(9.99E+307,{cells})",
        Rule.MAX: f"MAX({cells})",
        Rule.MIN: f"MIN({cells})",
    }


def _per_year(cells: str, periods: Sequence[str]) -> str:
    """Σ figures / Σ years of the periods that have one, with whole-number weights."""
    years = [Fraction(years_of(period)).limit_denominator(12) for period in periods]
    whole = lcm(*(year.denominator for year in years))
    weights = ",".join(str(int(year * whole)) for year in years)
    return f"SUM({cells})*{whole}/SUMPRODUCT(ISNUMBER({cells})*{{{weights}}})"


def formula_rule(indicator: Indicator, rows: Mapping[str, int], letters: Sequence[str]) -> str:
    """The formula of a `Cách tính` over keys, for the periods in which every figure is known now; "" where it cannot be one.

    `rows` gives the sheet row (from 1) of each key's slug, `letters` the columns of the known periods.
    """
    terms = [formula_term(indicator, rows, letter) for letter in letters]
    if not all(terms):
        return ""
    return f"={'AVERAGE' if indicator.row.is_intensive else 'SUM'}({','.join(terms)})" if terms else ""


def formula_term(indicator: Indicator, rows: Mapping[str, int], letter: str) -> str:
    """A `Cách tính` over keys as it stands for one period, whose column is `letter`; "" where it cannot be one."""
    text = indicator.row.rule_text
    places = {slug(name): rows.get(slug(name.replace(".", " "))) or rows.get(slug(name)) for name in names_in(text)}
    if any(row is None for row in places.values()):
        return ""
    try:
        return in_cells(text, {name: f"{letter}{row}" for name, row in places.items()})
    except FormulaError:
        return ""


def share_formula(actual: str, whole: str, *, growth: bool = False) -> str:
    """Actual as a percentage of a cell or number; less 100 where the column shows growth."""
    less = "-100" if growth else ""
    return f'=IF(OR({actual}="",N({whole})=0),"",{actual}/{whole}*100{less})'


def judgement_formula(actual: str, target: str, aim: Target) -> str:
    """The word of the judgement by the figures as printed."""
    digits = judged_digits(aim)
    got, wanted = f"ROUND({actual},{digits})", f"ROUND({target},{digits})"
    equal = JUDGEMENT_MARK if aim.strict else "Đạt"
    better = "<" if aim.direction == "<=" else ">"
    return (
        f'=IF(OR({actual}="",{target}=""),"",IF({got}={wanted},"{equal}",'
        f'IF({got}{better}{wanted},"Vượt","{JUDGEMENT_MARK}")))'
    )
