"""Opening a workbook: through the gate, then by the way of reading that fits what it is."""

from __future__ import annotations

from pathlib import Path

from toolkit.excel.cells import RawWorkbook
from toolkit.excel.sheets import is_store
from toolkit.gate import Admitted, admit_workbook
from toolkit.hints import Literal
from toolkit.records import replace

Reader = Literal["fast", "openpyxl"]


def read_raw(path: Path, reader: Reader = "fast", *, store: bool = False) -> RawWorkbook:
    """The sheets of a workbook with the gate's notes. Raises a `ToolkitError` when it may not enter or is damaged.

    Sheets on which a merged workbook keeps its units are left out; with `store` they are all that is read.
    """
    return raw_of(admit_workbook(path), path, reader, store=store)


def raw_of(admitted: Admitted, path: Path, reader: Reader = "fast", *, store: bool = False) -> RawWorkbook:
    """The sheets of the workbook at a path that has passed the gate."""

    def wanted(name: str) -> bool:
        return is_store(name) is store

    if admitted.kind == "xlsx" and reader == "openpyxl":
        from toolkit.excel.via_openpyxl import read_xlsx as read_by_openpyxl

        raw = read_by_openpyxl(admitted.data, admitted.name)
    elif admitted.kind == "xlsx" and admitted.parts is not None:
        from toolkit.excel.sheet_xml import read_xlsx

        raw = read_xlsx(admitted.parts, admitted.name, wanted)
    else:
        from toolkit.excel.via_calamine import read_other

        raw = read_other(path, admitted.kind, admitted.name)
    sheets = tuple(sheet for sheet in raw.sheets if wanted(sheet.name))
    return replace(raw, sheets=sheets, problems=(*admitted.problems, *raw.problems))
