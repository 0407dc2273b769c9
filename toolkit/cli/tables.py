"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Final, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolkit.cli.console import echo
from toolkit.columns import ACTUAL, LABEL, PERCENT, PRIOR_PERCENT, TARGET, UNIT
from toolkit.compute.rules import RULE_WORDS
from toolkit.facts import Fact
from toolkit.facts.rows import target_text
from toolkit.model import Computed, ComputedAppendix, Indicator, Judgement, Rule
from toolkit.numbers import decimals_of, show
from toolkit.text import visible
from toolkit.word.trace import Traced

_MOST_FITTED: Final = 500_000  # characters of a table, a cell counted for at least so many
_LEAST_SIZE: Final = 20
_JUDGED = {
    Judgement.EXCEEDED: ("vượt", "exceeded", "green"),
    Judgement.MET: ("đạt", "met", "green"),
    Judgement.MISSED: ("chưa đạt", "missed", "red"),
}


class _Column(NamedTuple):
    """A column's heading, and how it is set."""

    heading: str
    right: bool = False
    fold: bool = False
    least: int | None = None


class _Line(NamedTuple):
    """A row's texts, its style, and that of its last cell."""

    cells: tuple[str, ...]
    style: str = ""
    last: str = ""


def _print(columns: Sequence[_Column], lines: Sequence[_Line], title: str = "") -> None:
    """Print a table fitted to the terminal; one that nobody reads on a screen without fitting, which takes far longer than reading."""
    title = visible(title)
    columns = [column._replace(heading=visible(column.heading)) for column in columns]
    lines = [line._replace(cells=tuple(map(visible, line.cells))) for line in lines]
    if sum(_LEAST_SIZE + len(text) for line in lines for text in line.cells) > _MOST_FITTED:
        _print_plain(columns, lines, title)
        return
    table = Table(title=Text(title) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for column in columns:
        table.add_column(
            Text(column.heading),
            justify="right" if column.right else "left",
            overflow="fold" if column.fold else "ellipsis",
            min_width=column.least,
        )
    for line in lines:
        cells = [Text(text) for text in line.cells]
        if line.last:
            cells[-1].stylize(line.last)
        table.add_row(*cells, style=line.style)
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)


def _print_plain(columns: Sequence[_Column], lines: Sequence[_Line], title: str) -> None:
    rows = [tuple(column.heading for column in columns), *(line.cells for line in lines)]
    widths = [max(map(len, texts)) for texts in zip_longest(*rows, fillvalue="")]
    if title:
        echo(title)
    for row in rows:
        texts = (
            text.rjust(width) if column.right else text.ljust(width)
            for text, width, column in zip(row, widths, columns, strict=False)
        )
        echo("  ".join(texts).rstrip())


def print_appendices(computed: Computed, lang: str) -> None:
    """Print each appendix as a table: periods, computed actual, percent and judgement."""
    for appendix in computed.appendices:
        _print_appendix(appendix, lang)


def _print_appendix(computed: ComputedAppendix, lang: str) -> None:
    appendix = computed.appendix
    vi = lang == "vi"
    columns = [
        _Column(""),
        _Column(LABEL.heading if vi else "Indicator", fold=True, least=24),
        _Column(UNIT.heading if vi else "Unit"),
        _Column(TARGET.heading if vi else "Target", right=True),
        *(_Column(period, right=True) for period in appendix.periods),
        _Column(ACTUAL.heading if vi else "Actual", right=True),
        _Column(PERCENT.heading if vi else "% of target", right=True),
    ]
    with_prior = any(row.prior_share is not None for row in computed.indicators)
    if with_prior:
        columns.append(_Column(PRIOR_PERCENT.heading if vi else "% of prior", right=True))
    columns.append(_Column("Đánh giá" if vi else "Judgement"))
    lines = []
    for row in computed.rows:
        head = (row.row.stt or row.row.bullet, "  " * max(0, row.row.level - 1) + row.row.label)
        if not isinstance(row, Indicator):
            lines.append(_Line(head, "bold"))
            continue
        values = (
            "" if f.value is None else show(f.value, max(2, min(4, decimals_of(f.value)))) for f in row.row.values
        )
        shares = (row.percent, row.prior_share) if with_prior else (row.percent,)
        *words, colour = _JUDGED[row.judgement] if row.judgement else ("", "", "")
        cells = (
            *head, row.row.unit, target_text(row.row), *values, "" if row.actual is None else show(row.actual),
            *map(_percent, shares), words[0 if vi else 1],
        )  # fmt: skip
        lines.append(_Line(cells, last=colour))
    _print(columns, lines, f"{appendix.sheet}: {' '.join(appendix.title)}")


def _percent(value: object) -> str:
    return show(value) + "%" if isinstance(value, Decimal) else ""


def print_facts(facts: Iterable[Fact], lang: str) -> None:
    """Print keys with what they show and where it stands."""
    heads = ("Mã", "Giá trị", "Nội dung", "Ô") if lang == "vi" else ("Key", "Shown", "Label", "Cell")
    lines = []
    for fact in facts:
        key = f"{fact.key}.{fact.attribute}" if fact.attribute else fact.key
        lines.append(_Line((key, fact.shown, fact.label, str(fact.place or ""))))
    _print([_Column(head, fold=True) for head in heads], lines)


_MOST_TRACED = 24


def print_traced(numbers: Iterable[Traced], lang: str) -> None:
    """Print shown numbers with the cells behind them."""
    vi = ("Trong báo cáo", "Mã", "Ô", "Cách tính", "Giá trị", "Từ ngày", "Ở đâu")
    en = ("Shown", "Key", "Cells", "Rule", "Value", "Since", "Where")
    lines = []
    for number in numbers:
        cells = ", ".join(number.cells[:_MOST_TRACED])
        if len(number.cells) > _MOST_TRACED:
            cells += f", … (+{len(number.cells) - _MOST_TRACED})"
        rule = RULE_WORDS.get(Rule(number.rule), "công thức") if number.rule and lang == "vi" else number.rule
        value = None if number.value is None else show(Decimal(number.value))
        row = (number.shown, number.key, cells, rule, value, number.day, str(number.place))
        lines.append(_Line(tuple(text or "" for text in row)))
    _print([_Column(head, fold=True) for head in (vi if lang == "vi" else en)], lines)
