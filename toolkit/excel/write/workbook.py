"""The workbook under way: xlsxwriter's, with formulas written as they are given."""

from __future__ import annotations

from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


class _Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter tells no types
    """A sheet that looks for no newer functions in formulas: ours have none, and looking takes longer than writing."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")


class _Book(Workbook):  # type: ignore[misc]
    worksheet_class = _Sheet


def new_book(stream: BinaryIO, *, held: bool = True) -> Workbook:
    """A workbook that is written to a stream; one that is not `held` in memory goes to a temporary file row by row."""
    return _Book(stream, {"constant_memory": not held, "in_memory": held, "strings_to_formulas": False})
