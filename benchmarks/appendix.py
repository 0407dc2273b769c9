"""Writing the appendix: the workbook against a bare xlsxwriter loop over the same cells, the Word table against lxml.

The reading and computing that both need is not timed. The loop writes the very cells and formats of our sheet, taken from
our own calls; the floor of the Word table parses and serialises the XML that we wrote.
"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import xlsxwriter
from lxml import etree
from xlsxwriter.worksheet import Worksheet

from benchmarks.measure import Line, compare, need
from toolkit.compute import compute
from toolkit.excel.write import book
from toolkit.excel.write.book import Dress, write_book
from toolkit.facts import Facts
from toolkit.model import Appendix, Column, Computed, Figure, Kind, Row, State, Target, Workbook
from toolkit.places import Cell
from toolkit.reports import template_folder
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill

PERIODS = ("2021", "2022", "2023", "6 tháng 2024")
ROLES = ("stt", "label", "unit", "target", *["period"] * 4, "actual", "percent", "note")
BARE = Dress(charts=False, problems=False)
_WRITES = ("write_string", "write_number", "write_formula", "write_blank")


def data(rows: int, first: int = 0) -> Computed:
    """An appendix of so many rows, a section every twenty; rows and figures count from `first`."""
    columns = tuple(Column(role, number, "") for number, role in enumerate(ROLES, 1))
    made = []
    for number in range(first, first + rows):
        line = number - first + 3
        at = Cell("PHỤ LỤC", line, 1)
        if number % 20 == 0:
            made.append(Row(Kind.SECTION, at, f"CÔNG TÁC SỐ {number // 20}", "I", values=(Figure(),) * 4))
            continue
        figures = tuple(
            Figure(Decimal(100 + (number * 7 + step) % 50), Cell("PHỤ LỤC", line, 5 + step), state=State.NUMBER)
            for step in range(4)
        )
        target = Target(Figure(Decimal(500), Cell("PHỤ LỤC", line, 4), state=State.NUMBER))
        made.append(
            Row(
                Kind.INDICATOR,
                at,
                f"Chỉ tiêu số {number}",
                str(number),
                unit="đảng viên",
                level=1,
                target=target,
                values=figures,
            )
        )
    appendix = Appendix("PHỤ LỤC", tuple(made), PERIODS, columns, ("PHỤ LỤC",))
    return compute(Workbook("so-lieu.xlsx", (appendix,)))


def recorded(computed: Computed) -> list[tuple[str, tuple[Any, ...]]]:
    """The writing calls of our sheet in order, each with its look instead of its format."""
    calls: list[tuple[str, tuple[Any, ...]]] = []
    known = {name: getattr(Worksheet, name) for name in _WRITES}

    def spy(name: str) -> Callable[..., Any]:
        def call(self: Worksheet, *given: Any) -> Any:
            calls.append((name, given))
            return known[name](self, *given)

        return call

    for name in _WRITES:
        setattr(Worksheet, name, spy(name))
    try:
        write_book(computed, dress=BARE)
    finally:
        for name in _WRITES:
            setattr(Worksheet, name, known[name])
    return calls


def bare(calls: list[tuple[str, tuple[Any, ...]]], looks: dict[int, dict[str, Any]], streamed: bool) -> bytes:
    """The same cells and formats by a plain loop."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"constant_memory": streamed})
    sheet = workbook.add_worksheet("PHỤ LỤC")
    formats = {key: workbook.add_format(look) for key, look in looks.items()}
    for name, given in calls:
        if name == "write_formula":
            sheet.write_formula(given[0], given[1], given[2], formats[id(given[3])], given[4])
        else:
            getattr(sheet, name)(given[0], given[1], given[2], formats[id(given[3])])
    workbook.close()
    return stream.getvalue()


def looks_of(calls: list[tuple[str, tuple[Any, ...]]]) -> dict[int, dict[str, Any]]:
    """What each format of ours looks like, by its identity."""
    found = {}
    for _, given in calls:
        made = given[3]
        found[id(made)] = {
            "font_name": made.font_name, "font_size": made.font_size, "bold": bool(made.bold), "border": made.bottom,
            "num_format": made.num_format, "text_wrap": bool(made.text_wrap), "italic": bool(made.italic),
        }  # fmt: skip
    return found


def peak(work: Callable[[], object]) -> float:
    """The most megabytes held at once by Python while working."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def workbook_line(rows: int, rounds: int) -> Line:
    """Our workbook against the bare loop."""
    computed = data(rows)
    calls = recorded(computed)
    looks = looks_of(calls)
    streamed = rows > book._HELD_ROWS
    line = compare(
        f"write a workbook of {rows:,} rows", lambda: write_book(computed, dress=BARE), "bare xlsxwriter",
        lambda: bare(calls, looks, streamed), rounds=rounds,
    )  # fmt: skip
    held = peak(lambda: write_book(computed, dress=BARE))
    return line._replace(note=f"peak {held:.0f} MB held by Python")


def word_line(rows: int, rounds: int) -> Line:
    """Our Word appendix against parsing and serialising its XML."""
    facts = Facts(data(rows))
    template = compile_template((template_folder() / "phu-luc.docx").read_bytes(), "phu-luc.docx")
    xml = fill(template, facts, workbook="so-lieu.xlsx", store=False).package.parts["word/document.xml"]
    return compare(
        f"a Word appendix of {rows:,} rows", lambda: fill(template, facts, workbook="so-lieu.xlsx", store=False),
        "lxml parse and serialise", lambda: etree.tostring(etree.fromstring(xml, etree.XMLParser(huge_tree=True))),
        rounds=rounds,
    )  # fmt: skip


def lines(*, quick: bool) -> Iterator[Line]:
    """A line for each size of each."""
    need("xlsxwriter", "lxml")
    for rows in (1000,) if quick else (1000, 10_000):
        yield workbook_line(rows, 3 if quick else 5)
    for rows in (600,) if quick else (600, 6000):
        yield word_line(rows, 3 if quick else 5)
