"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolkit.columns import ACTUAL, LABEL, PERCENT, PRIOR_PERCENT, TARGET, UNIT
from toolkit.compute.rules import RULE_WORDS
from toolkit.facts import Fact
from toolkit.facts.rows import target_text
from toolkit.model import Computed, ComputedAppendix, Indicator, Judgement, Rule
from toolkit.numbers import decimals_of, show
from toolkit.word.trace import Traced

_JUDGED = {
    Judgement.EXCEEDED: ("vượt", "exceeded", "green"),
    Judgement.MET: ("đạt", "met", "green"),
    Judgement.MISSED: ("chưa đạt", "missed", "red"),
}


def _console() -> Console:
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 200
    return console


def print_appendices(computed: Computed, lang: str) -> None:
    """Print each appendix as a table: periods, computed actual, percent and judgement."""
    console = _console()
    for appendix in computed.appendices:
        console.print(_appendix(appendix, lang))


def _appendix(computed: ComputedAppendix, lang: str) -> Table:
    appendix = computed.appendix
    table = Table(
        title=Text(f"{appendix.sheet}: {' '.join(appendix.title)}"), box=box.SIMPLE_HEAD, title_justify="left"
    )
    table.add_column("")
    table.add_column(LABEL.heading if lang == "vi" else "Indicator", overflow="fold", min_width=24)
    table.add_column(UNIT.heading if lang == "vi" else "Unit")
    table.add_column(TARGET.heading if lang == "vi" else "Target", justify="right")
    for period in appendix.periods:
        table.add_column(period, justify="right")
    table.add_column(ACTUAL.heading if lang == "vi" else "Actual", justify="right")
    table.add_column(PERCENT.heading if lang == "vi" else "% of target", justify="right")
    with_prior = any(row.prior_share is not None for row in computed.indicators)
    if with_prior:
        table.add_column(PRIOR_PERCENT.heading if lang == "vi" else "% of prior", justify="right")
    table.add_column("Đánh giá" if lang == "vi" else "Judgement")
    for row in computed.rows:
        stt, label = Text(row.row.stt or row.row.bullet), Text("  " * max(0, row.row.level - 1) + row.row.label)
        if not isinstance(row, Indicator):
            table.add_row(stt, label, style="bold")
            continue
        cells = [stt, label, Text(row.row.unit), Text(target_text(row.row))]
        cells += [
            Text("" if f.value is None else show(f.value, max(2, min(4, decimals_of(f.value))))) for f in row.row.values
        ]
        cells += [Text("" if row.actual is None else show(row.actual)), Text(_percent(row.percent))]
        if with_prior:
            cells.append(Text(_percent(row.prior_share)))
        if row.judgement:
            vi, en, colour = _JUDGED[row.judgement]
            cells.append(Text(vi if lang == "vi" else en, style=colour))
        table.add_row(*cells)
    return table


def _percent(value: object) -> str:
    return show(value) + "%" if isinstance(value, Decimal) else ""


def print_facts(facts: Iterable[Fact], lang: str) -> None:
    """Print keys with what they show and where it stands."""
    heads = ("Mã", "Giá trị", "Nội dung", "Ô") if lang == "vi" else ("Key", "Shown", "Label", "Cell")
    table = Table(box=box.SIMPLE_HEAD)
    for head in heads:
        table.add_column(head, overflow="fold")
    for fact in facts:
        key = f"{fact.key}.{fact.attribute}" if fact.attribute else fact.key
        table.add_row(Text(key), Text(fact.shown), Text(fact.label), Text(str(fact.place or "")))
    _console().print(table)


_MOST_TRACED = 24


def print_traced(numbers: Iterable[Traced], lang: str) -> None:
    """Print shown numbers with the cells behind them."""
    vi = ("Trong báo cáo", "Mã", "Ô", "Cách tính", "Giá trị", "Từ ngày", "Ở đâu")
    en = ("Shown", "Key", "Cells", "Rule", "Value", "Since", "Where")
    table = Table(box=box.SIMPLE_HEAD)
    for head in vi if lang == "vi" else en:
        table.add_column(head, overflow="fold")
    for number in numbers:
        cells = ", ".join(number.cells[:_MOST_TRACED])
        if len(number.cells) > _MOST_TRACED:
            cells += f", … (+{len(number.cells) - _MOST_TRACED})"
        rule = RULE_WORDS.get(Rule(number.rule), "công thức") if number.rule and lang == "vi" else number.rule
        value = None if number.value is None else show(Decimal(number.value))
        row = (number.shown, number.key, cells, rule, value, number.day, str(number.place))
        table.add_row(*(Text(text or "") for text in row))
    _console().print(table)
