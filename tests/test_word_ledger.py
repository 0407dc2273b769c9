"""A report somebody else sends may hold any ledger: it is read whole or taken for no report of ours."""

from __future__ import annotations

import base64
import json
import re
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.books import book

from toolkit.problems import ToolkitError
from toolkit.reports import fill, import_workbook, trace
from toolkit.word.ledger import STEERING, Entry, Ledger, find, load
from toolkit.word.package import Package
from toolkit.word.xml import escape

GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|5|9\n2|Mở lớp|Lớp|5|2|4|6"
BOMB = base64.b64encode(zlib.compress(bytes(300_000_000), 9)).decode()
ENTRY = ["mo_lop.thuc_hien", "6", ["PHỤ LỤC!G3"], "sum", "6", "Mở lớp", "", 1]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    fill(book(tmp_path / "so-lieu.xlsx", GRID))
    return tmp_path / "so-lieu.docx"


def give(report: Path, **nodes: object) -> None:
    """Put another ledger into a report: each keyword is an element, its value the JSON or the text in it."""
    package = Package.read(report.read_bytes())
    name = find(package)
    assert name is not None
    inside = "".join(
        f"<pl:{tag}>{escape(value if isinstance(value, str) else json.dumps(value))}</pl:{tag}>"
        for tag, value in nodes.items()
    )
    package.parts[name] = f'<pl:so_nguon xmlns:pl="urn:phuluc:so-nguon:1">{inside}</pl:so_nguon>'.encode()
    with report.open("wb") as stream:
        package.write(stream)


HOSTILE: dict[str, dict[str, object]] = {
    "a bomb": {"goc": ["word/document.xml", BOMB]},
    "cut off": {"goc": ["word/document.xml", base64.b64encode(zlib.compress(b"x" * 9999)[:-9]).decode()]},
    "not packed": {"goc": ["word/document.xml", "AAAA"]},
    "not base64": {"goc": ["word/document.xml", "%%%"]},
    "no JSON": {"o": "{"},
    "deep": {"o": "[" * 100_000},
    "too few": {"o": [["a", "b"]]},
    "numbers for texts": {"o": [[*ENTRY[:1], 6, *ENTRY[2:]]]},
    "a name that is none": {"o": [[{}, *ENTRY[1:]]]},
    "cells that are none": {"o": [[*ENTRY[:2], 5, *ENTRY[3:]]]},
    "a count that is none": {"o": [[*ENTRY[:7], "x"]]},
    "steering": {"dau": {STEERING: {"mo_lop": ["a"]}}},
    "steering of another kind": {"dau": {STEERING: [1]}},
    "an empty part": {"goc": []},
}


@pytest.mark.parametrize("form", HOSTILE)
def test_a_ledger_that_is_none_of_ours(report: Path, tmp_path: Path, form: str) -> None:
    give(report, **HOSTILE[form])
    before = report.read_bytes()
    tracemalloc.start()
    assert load(Package.read(before)) is None
    assert tracemalloc.get_traced_memory()[1] < 64_000_000
    tracemalloc.stop()
    for run in (lambda: trace(report), lambda: fill(tmp_path / "so-lieu.xlsx")):
        with pytest.raises(ToolkitError) as caught:
            run()
        assert caught.value.problem.code == "PL529"
    assert report.read_bytes() == before
    assert import_workbook(report, tmp_path / "a.xlsx").rows == 2


def test_a_ledger_of_little_is_one_all_the_same(report: Path, tmp_path: Path) -> None:
    give(report, o=[ENTRY], them=["gì đó"])
    assert "mo_lop.thuc_hien" in {number.key for number in trace(report, "6").numbers}
    assert "PL530" in {problem.code for problem in fill(tmp_path / "so-lieu.xlsx").problems}
    assert len(trace(report).numbers) > 4


ENTRIES = st.builds(
    Entry, st.text(), st.text(), st.lists(st.text(), max_size=3).map(tuple), st.none() | st.text(),
    st.none() | st.text(), st.text(), st.text(), st.integers(1, 9),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(ENTRIES, max_size=4))
@example([Entry("a", '\ud800\ufffe\uffff<&>"\x00\x7f\n\ud55c'), Entry("b", "1", ("PHỤ LỤC!G3",), "sum", "1.50")])
def test_entries_are_written_as_the_library_writes_json(entries: list[Entry]) -> None:
    ledger = Ledger(entries={str(number): entry for number, entry in enumerate(entries)})
    written = ledger.to_member(Package({})).content.decode()
    found = re.findall("<pl:o>(.*)</pl:o>", written, re.DOTALL)
    told = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    assert found == ([escape(told).replace("&quot;", '"')] if entries else [])
