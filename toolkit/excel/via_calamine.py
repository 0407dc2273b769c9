"""Reading .xls, .xlsb and .ods through the fast reader, where values alone suffice.

A hostile file can make that reader abort the whole process or take all memory, so it runs in a child of its own with
limits. What comes back is plain JSON.
"""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from toolkit.excel.cells import Content, RawCell, RawSheet, RawWorkbook
from toolkit.excel.room import SheetRoom
from toolkit.gate import limits
from toolkit.numbers import from_float
from toolkit.places import File
from toolkit.problems import Problem, ToolkitError

_SECONDS: Final = 10
_PROCESSOR_SECONDS: Final = 5
_MEMORY: Final = 480_000_000
_WHOSE: Final = re.compile(r"^[\w.]+: |^\s*\d+: .*")  # the class of an exception, or where in a library it was


def read_other(path: Path, kind: str, name: str) -> RawWorkbook:
    """The values of a workbook of another kind, with the warning PL134 of what cannot be seen. Raises PL108 when it cannot be read."""
    command = [
        sys.executable,
        "-c",
        "from toolkit.excel.via_calamine import child; child()",
        str(path.resolve()),
        str(limits.MOST_CELLS),
    ]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, the path is one argument
            command, capture_output=True, timeout=_SECONDS, check=False, cwd=Path(__file__).resolve().parents[2]
        )
    except subprocess.TimeoutExpired:
        raise ToolkitError("PL108", File(name), file=name, reason=f"> {_SECONDS} s") from None
    if done.returncode and b"PasswordError" in done.stderr:
        raise ToolkitError("PL104", File(name), file=name)
    if done.returncode:
        raise ToolkitError("PL108", File(name), file=name, reason=_reason(done.stderr))
    sheets = tuple(_sheet(entry) for entry in json.loads(done.stdout))
    return RawWorkbook(name, sheets, complete=False, problems=(Problem("PL134", File(name), {"kind": "." + kind}),))


def _reason(stderr: bytes) -> str:
    lines = [
        line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip() and not line.startswith("note:")
    ]
    told = [line for line in lines if line.startswith("memory allocation")] or lines[-1:]
    return _WHOSE.sub("", "".join(told))[:200] or "?"


def _sheet(entry: dict[str, Any]) -> RawSheet:
    cells = {}
    for row, column, kind, value in entry["cells"]:
        cells[row, column] = _cell(kind, value)
    merges = tuple((a, b, c, d) for a, b, c, d in entry["merges"])
    return RawSheet(entry["name"], cells, merges, entry["hidden"], unread=entry["unread"])


def _cell(kind: str, value: Any) -> RawCell:
    if kind == "n":
        return RawCell(Content.NUMBER, number=from_float(float(value)))
    if kind == "b":
        return RawCell(Content.BOOLEAN, "TRUE" if value else "FALSE")
    if kind == "d":
        return RawCell(Content.DATE, str(value), Decimal(0))
    return RawCell(Content.TEXT, str(value))


def child() -> None:
    """The child's side: read the file named by the first argument and print its cells as JSON, as many as the second allows."""
    _limit()
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_path(sys.argv[1])
    room = SheetRoom(int(sys.argv[2]))
    sheets = []
    for meta in book.sheets_metadata:
        if not str(meta.typ).endswith("WorkSheet"):
            continue
        sheet = book.get_sheet_by_name(meta.name)
        filled = sum(value not in ("", None) for row in sheet.iter_rows() for value in row)
        width = sheet.end[1] + 1 if sheet.end else 0
        read = room.holds(meta.name, filled)
        sheets.append(
            {
                "name": meta.name,
                "cells": list(_cells(sheet.iter_rows(), width)) if read else [],
                "merges": [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or ()],
                "hidden": meta.visible is not SheetVisibleEnum.Visible,
                "unread": 0 if read else filled,
            }
        )
    sys.stdout.write(json.dumps(sheets))


def _cells(rows: Iterable[Sequence[Any]], width: int) -> Iterator[tuple[int, int, str, Any]]:
    """The cells that hold anything, as JSON can carry them: row, column, kind, value.

    Rows come from the first of the sheet on, but what they hold only from the first column that holds anything up to the
    last of `width`.
    """
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, width + 1 - len(values)):
            if value == "" or value is None:
                continue
            if isinstance(value, bool):
                yield row, column, "b", value
            elif isinstance(value, int | float):
                yield row, column, "n", value
            elif isinstance(value, datetime.date):
                yield row, column, "d", f"{value.day:02d}/{value.month:02d}/{value.year}"
            else:
                yield row, column, "s", str(value)


def _limit() -> None:
    """Bound the child's memory where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
