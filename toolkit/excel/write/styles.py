"""The formats of a workbook under way: each made once, all in Times New Roman."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.numbers import decimals_of, round_half_up

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT: Final = "Times New Roman"
SIZE: Final = 12
# The locale in brackets makes programs that honour it show 1.905 and 98,49 on any machine; cells stay numeric.
_LOCALE: Final = "[$-42A]"
NUMBER_FORMATS: Final = (f"{_LOCALE}#,##0", f"{_LOCALE}#,##0.0", f"{_LOCALE}#,##0.00")
_HEADER_FILL: Final = "#E7E6E6"
RISKY: Final = tuple("=+-@\t\r\n")
"""What a spreadsheet program takes for the beginning of a formula when a cell is edited or a .csv opened."""


class Styles:
    """Formats by their look."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **look: object) -> Format:
        """The format of a look, in the house's font and size unless the look says otherwise."""
        key = tuple(sorted(look.items()))
        made = self._made.get(key)
        if made is None:
            full = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **look}
            made = self._made[key] = self._workbook.add_format(full)
        return made

    def bare(self, **look: object) -> Format:
        """A format that says nothing but its look, for conditions."""
        return self._workbook.add_format(look)

    def header(self, **look: object) -> Format:
        """The look of a heading cell."""
        return self(bold=True, align="center", text_wrap=True, border=1, bg_color=_HEADER_FILL, **look)

    def note(self, **look: object) -> Format:
        """The look of explanations around the tables."""
        return self(italic=True, font_size=11, **look)


@lru_cache(maxsize=65_536)
def number_format(value: Decimal) -> str:
    """The format that shows a value rounded to two decimals with its trailing zeros dropped."""
    return NUMBER_FORMATS[min(2, decimals_of(round_half_up(value)))]


def worded_format(before: str, shown: str, after: str) -> str:
    """A number format of ours with words shown before and after the number."""
    digits = shown.removeprefix(_LOCALE)
    quoted = (f'"{text}"' if text else "" for text in (before, after))
    return _LOCALE + digits.join(quoted)


def text_look(text: str, look: Mapping[str, object]) -> dict[str, object]:
    """A look for a text cell; a text that begins like a formula stays a text when somebody edits the cell."""
    return {**look, "quote_prefix": True} if text.startswith(RISKY) else dict(look)
