"""What a workbook holds, as read and as computed: frozen data, every figure with its cell.

The reader makes a `Workbook`; `toolkit.compute` turns it into a `Computed` one. Nothing here knows Excel or Word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from toolkit.hints import TYPE_CHECKING
from toolkit.patterns import worded
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.records import field, record
from toolkit.text import fold, is_percent

if TYPE_CHECKING:
    from typing import TypeVar

    Each = TypeVar("Each")

_MEANS = worded(
    r"\bbinh quan\b|\bbq\b|^(?:ty le|ti le|ty suat|ty trong|ti trong|mat do|nang suat|he so|toc do)\b",
    "binh quan", "bq", "ty ", "ti ", "mat do", "nang suat", "he so", "toc do",
)  # fmt: skip


class Kind(Enum):
    """What a row of the grid is."""

    SECTION = "section"  # I, II, A, B: heads a part of the grid
    GROUP = "group"  # heads other rows and carries no figure of its own
    INDICATOR = "indicator"  # carries at least one figure or a target


class State(Enum):
    """What a figure's cell holds."""

    NUMBER = "number"
    BLANK = "blank"
    DAMAGED = "damaged"  # error value, formula never calculated, date, text that is no number, ambiguous number


class Rule(Enum):
    """How the periods of an indicator make its actual figure (`Cách tính`)."""

    SUM = "sum"
    MEAN = "mean"
    MEAN_PER_YEAR = "mean_per_year"
    LAST = "last"
    MAX = "max"
    MIN = "min"
    TYPED = "typed"
    FORMULA = "formula"


class Judgement(Enum):
    """Whether the target was exceeded, met or missed."""

    EXCEEDED = "vuot"
    MET = "dat"
    MISSED = "chua_dat"


@record(frozen=True, slots=True)
class Figure:
    """One typed figure and its cell.

    `value` is None unless `state` is NUMBER; a percent-formatted 0.9849 has the value 98.49. `decimals` counts the
    digits after the decimal sign that the cell shows. `text` is what the cell says, for messages. `percent` is True
    when the cell itself carries a percent sign or format. `lead` is a folded word that stood before the number
    ("tang", "giam", "vuot", "dat", ...). `upper` is the upper end of a range such as 80-85.
    """

    value: Decimal | None = None
    cell: Cell | None = None
    text: str = ""
    decimals: int = 0
    state: State = State.BLANK
    percent: bool = False
    lead: str = ""
    upper: Decimal | None = None


NO_FIGURE = Figure()


@record(frozen=True, slots=True)
class Target:
    """What was to be reached. `direction` is ">=" or "<=" (None: not said, more is better); `strict` for dưới/trên."""

    figure: Figure = NO_FIGURE
    direction: str | None = None
    strict: bool = False


@record(frozen=True, slots=True)
class Row:
    """One row of a grid as read.

    `level` counts from 0 for sections. `path` holds the labels of the rows above it in the hierarchy, outermost
    first, without its own. `parent` is the index in `Appendix.rows` of the nearest row above it in the hierarchy.
    `part` is True for a child under "trong đó": a part of the parent that need not exhaust it. `values` has one
    figure for each period of the appendix, in its order. `place` is the row's first cell. `key`, `rule_text`,
    `direction_text` and `merge_text` are the cells Mã, Cách tính, Chiều and Cách gộp, as typed.
    """

    kind: Kind
    place: Cell
    label: str
    stt: str = ""
    bullet: str = ""
    level: int = 0
    section: str = ""
    section_stt: str = ""
    path: tuple[str, ...] = ()
    parent: int | None = None
    part: bool = False
    bold: bool = False
    unit: str = ""
    target: Target = Target()
    values: tuple[Figure, ...] = ()
    actual: Figure = NO_FIGURE
    percent: Figure = NO_FIGURE
    prior: Figure = NO_FIGURE
    prior_percent: Figure = NO_FIGURE
    note: str = ""
    key: str = ""
    rule_text: str = ""
    direction_text: str = ""
    merge_text: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)  # role name -> cell, also where blank

    @property
    def is_rate(self) -> bool:
        """True for an indicator measured in percent."""
        return is_percent(self.unit)

    @property
    def is_intensive(self) -> bool:
        """True where figures average and never add up: rates, so much per something, and whatever is a mean already."""
        return _is_intensive(self.unit, self.label)


@lru_cache(maxsize=4096)
def _is_intensive(unit: str, label: str) -> bool:
    return is_percent(unit) or "/" in unit or "‰" in unit or _MEANS.search(fold(label)) is not None


@record(frozen=True, slots=True)
class Column:
    """One column of a grid: its role (see `toolkit.columns`), 1-based column, heading, and the heading above it."""

    role: str
    number: int
    heading: str
    over: str = ""
    width: float | None = None


@record(frozen=True, slots=True)
class Appendix:
    """One indicator grid.

    `title` holds the lines above the grid, `footer` the lines below. `periods` names the period columns in order.
    `header_rows` are the sheet rows of the header. `growth` is True when the prior-percent heading asks for growth
    (tăng/giảm) and not for a share. `spanning` is the period that spans the others and was taken as thực hiện. `partial` is True where the
    periods are fewer than what thực hiện spans by its heading ("Tháng 6" beside "Lũy kế 6 tháng"), `running` where each period
    is told from the start of the year on (quý I, 6 tháng, 9 tháng). `counted` are the indices of the periods that thực hiện is made
    of, None for all: those of another year or inside another one are only known.
    """

    sheet: str
    rows: tuple[Row, ...]
    periods: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    title: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    growth: bool = False
    spanning: str = ""
    partial: bool = False
    running: bool = False
    counted: tuple[int, ...] | None = None

    def adding(self, of_periods: Sequence[Each]) -> Sequence[Each]:
        """Of something told for each period what is told for those that thực hiện is made of."""
        return of_periods if self.counted is None else [of_periods[index] for index in self.counted]

    def column(self, role: str) -> Column | None:
        """The column of a role, or None where the grid has none."""
        return next((column for column in self.columns if column.role == role), None)

    def heading(self, role: str, default: str = "") -> str:
        """The heading a role has in this grid."""
        column = self.column(role)
        return column.heading if column else default


@record(frozen=True, slots=True)
class InfoEntry:
    """One line of the `Thông tin` sheet: a slug key ("co_quan") and its text as typed (dates as dd/mm/yyyy)."""

    key: str
    label: str
    text: str
    cell: Cell | None = None


@record(frozen=True, slots=True)
class FigureEntry:
    """One line of the `Số liệu` sheet: a figure the prose needs. `text` is used when `figure` is no number."""

    key: str
    label: str
    figure: Figure
    unit: str = ""
    prior: Figure = NO_FIGURE
    place: Cell | None = None


@record(frozen=True, slots=True)
class Workbook:
    """Everything read from one workbook, with the problems met on the way.

    `origins` gives for a cell of a merged workbook the cells of the units' files it was made of.
    """

    source: str
    appendices: tuple[Appendix, ...] = ()
    info: tuple[InfoEntry, ...] = ()
    figures: tuple[FigureEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    origins: Mapping[Cell, tuple[Cell, ...]] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Indicator:
    """One computed data row.

    Percentages are in percent (79.42 for 79,42%), not rounded; None where there is nothing to say. `points` is
    actual - target for indicators in percent, else None. `rule_source` is "typed" or "inferred", None without a
    rule. `prior_percent` is now / before x 100; `stated_prior_percent` is what the sheet says it is where last year's
    figure is not given. `actual_cells` are the cells the actual was computed from, `period_cells` those of each period
    that a formula over keys gave and nobody typed so; `row.values` hold what it gave.
    """

    row: Row
    key: str
    rule: Rule | None = None
    rule_source: str | None = None
    actual: Decimal | None = None
    percent: Decimal | None = None
    points: Decimal | None = None
    prior: Decimal | None = None
    prior_percent: Decimal | None = None
    judgement: Judgement | None = None
    actual_cells: tuple[Cell, ...] = ()
    period_cells: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    stated_prior_percent: Decimal | None = None

    @property
    def prior_share(self) -> Decimal | None:
        """The actual in percent of last year's figure: computed, else as the sheet states it."""
        return self.stated_prior_percent if self.prior_percent is None else self.prior_percent

    @property
    def met(self) -> bool:
        """True when the target was met or exceeded."""
        return self.judgement in (Judgement.MET, Judgement.EXCEEDED)


@record(frozen=True, slots=True)
class Group:
    """A section or group row without figures, with its key."""

    row: Row
    key: str


@record(frozen=True, slots=True)
class ComputedAppendix:
    """An appendix with its computed rows, one entry for each row of `appendix.rows` and in its order."""

    appendix: Appendix
    rows: tuple[Indicator | Group, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The data rows alone."""
        return tuple(row for row in self.rows if isinstance(row, Indicator))


@record(frozen=True, slots=True)
class Computed:
    """A workbook computed. `problems` holds the reader's and the arithmetic's, worst first."""

    workbook: Workbook
    appendices: tuple[ComputedAppendix, ...]
    problems: tuple[Problem, ...] = ()
