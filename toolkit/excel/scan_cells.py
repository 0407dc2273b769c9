"""What the cells of a sheet in plain form hold, by their attributes and by what stands inside them as it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.excel.cell_xml import CellMaker, read_number, shared_number
from toolkit.excel.cells import Content, RawCell
from toolkit.hints import Final
from toolkit.patterns import seldom
from toolkit.places import column_number

MOST_COLUMN: Final = 16_384

# What is taken is never given back (`*+`), so that each character is looked at once.
ATTRIBUTES: Final = r'(?: [A-Za-z][\w:.-]*+="[^"<&]*+")*+'
KEPT: Final = '(?: xml:space="preserve")?+'
TEXT: Final = "[^<]*+"

_LOOK: Final = re.compile(r'(?: s="([0-9]{1,6}+)")?(?: t="(s|n|str|b|e|d|inlineStr)")?')
_BODY: Final = seldom(
    rf"(?:(<f){ATTRIBUTES}(?:/>|>({TEXT})</f>))?(?:(<v){KEPT}(?:/>|>({TEXT})</v>))?"
    rf"(?:(<is>)<t{KEPT}(?:/>|>({TEXT})</t>)</is>)?"
)
_ENTITY: Final = seldom(r"&(amp|lt|gt|quot|apos);")
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_ALIKE: Final = 2048
# Cells are made by the hundred in each sheet: twice as fast as by their class's own call.
_NEW: Final = tuple.__new__
_NUMBER: Final = Content.NUMBER
_IS_TEXT: Final = Content.TEXT


class _Numbers(dict[str, RawCell]):
    """The cells of one look that hold numbers, by their values as written; a form's units have most of them in common."""

    def __init__(self, look: tuple[str, bool, int]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, value: str) -> RawCell:
        if len(self) >= _MOST_ALIKE:
            self.clear()
        cell = self[value] = self.calculated(value, "")
        return cell

    def calculated(self, value: str, formula: str) -> RawCell:
        """The cell with this formula and result."""
        code, bold, indent = self._look
        return _NEW(RawCell, (_NUMBER, "", read_number(value), code, formula, bold, indent))


_numbers = lru_cache(maxsize=16)(_Numbers)


class _Texts(dict[str, RawCell]):
    """The cells of one look that hold shared strings, by their numbers as written."""

    def __init__(self, look: tuple[str, bool, int], strings: Sequence[str]) -> None:
        super().__init__()
        self._look = look
        self._strings = strings

    def __missing__(self, value: str) -> RawCell:
        code, bold, indent = self._look
        text = self._strings[shared_number(value)]
        cell = self[value] = _NEW(RawCell, (_IS_TEXT, text, None, code, "", bold, indent))
        return cell

    def calculated(self, value: str, formula: str) -> RawCell:
        """The cell with this formula and result."""
        return self[value]._replace(formula=formula)


class _Others:
    """The cells of one look that hold anything else; None for one that holds nothing."""

    def __init__(self, kind: str, style: int, maker: CellMaker) -> None:
        self._kind = kind
        self._style = style
        self._maker = maker

    def __getitem__(self, value: str) -> RawCell | None:
        return self.calculated(value, None)

    def calculated(self, value: str, formula: str | None) -> RawCell | None:
        """The cell with this formula and result."""
        return (
            self._maker.make(self._kind, self._style, unescaped(value), formula) if self._kind != "inlineStr" else None
        )

    def holding(self, body: str) -> RawCell | None:
        """The cell that holds more than a formula and a value, or less."""
        found = _BODY.fullmatch(body)
        if found is None:
            raise ValueError
        has_formula, formula, has_value, value, inline, own = found.groups()
        said = unescaped(formula or "") if has_formula else None
        if self._kind != "inlineStr":
            return self._maker.make(self._kind, self._style, unescaped(value or "") if has_value else None, said)
        return self._maker.make_inline(self._style, unescaped(own or ""), said, own_font=False) if inline else None


class Looks(dict[str, "_Numbers | _Texts | _Others"]):
    """What attributes of cells make of their values, found out once for a sheet. Raises ValueError for what is not plain."""

    def __init__(self, maker: CellMaker) -> None:
        super().__init__()
        self._maker = maker

    def __missing__(self, attributes: str) -> _Numbers | _Texts | _Others:
        kind, number = self._said(attributes)
        style = self._maker.style(number)
        look = style.format, style.bold, style.indent
        made: _Numbers | _Texts | _Others
        if kind == "n" and not style.date:
            made = _numbers(look)
        elif kind == "s" and not style.legacy:
            made = _Texts(look, self._maker.strings)
        else:
            made = _Others(kind, number, self._maker)
        self[attributes] = made
        return made

    def holding(self, attributes: str, body: str) -> RawCell | None:
        """The cell that holds more than a formula and a value, or less."""
        return _Others(*self._said(attributes), self._maker).holding(body)

    @staticmethod
    def _said(attributes: str) -> tuple[str, int]:
        found = _LOOK.fullmatch(attributes)
        if found is None:
            raise ValueError
        return found[2] or "n", int(found[1] or 0)


class _Columns(dict[str, int]):
    """The numbers of columns. Raises ValueError for one no sheet has."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters)
        if number > MOST_COLUMN:
            raise ValueError
        self[letters] = number
        return number


COLUMNS: Final = _Columns()


def unescaped(text: str) -> str:
    """The text that XML spells; raises ValueError for any reference but the five names of XML itself."""
    if "&" not in text:
        return text
    plain, found = _ENTITY.subn(lambda match: _ENTITIES[match[1]], text)
    if found != text.count("&"):
        raise ValueError
    return plain
