"""Writing the appendix: the workbook against a bare xlsxwriter loop over the same cells, the Word table against lxml.

Run: `python benchmarks/appendix.py [ROWS ...]`. The reading and computing that both need is not timed. The loop writes the
very cells and formats of our sheet, taken from our own calls; the floor of the Word table parses and serialises the XML
that we wrote. Medians of five, the sides in turn.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from lxml import etree
from xlsxwriter.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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
ROUNDS = 5
BARE = Dress(charts=False, problems=False)
_WRITES = ("write_string", "write_number", "write_formula", "write_blank")


def data(rows: int) -> Computed:
    """An appendix of so many rows, a section every twenty."""
    columns = tuple(Column(role, number, "") for number, role in enumerate(ROLES, 1))
    made = []
    for number in range(rows):
        at = Cell("PHỤ LỤC", number + 3, 1)
        if number % 20 == 0:
            made.append(Row(Kind.SECTION, at, f"CÔNG TÁC SỐ {number // 20}", "I", values=(Figure(),) * 4))
            continue
        figures = tuple(
            Figure(Decimal(100 + (number * 7 + step) % 50), Cell("PHỤ LỤC", number + 3, 5 + step), state=State.NUMBER)
            for step in range(4)
        )
        target = Target(Figure(Decimal(500), Cell("PHỤ LỤC", number + 3, 4), state=State.NUMBER))
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


def median_pair(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The median seconds of both, run in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for side, work in zip(times, (first, second), strict=True):
            start = time.perf_counter()
            work()
            side.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def peak(work: Callable[[], object]) -> float:
    """The most megabytes held at once by Python while working."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def workbook_ratio(rows: int) -> None:
    """Our workbook against the bare loop."""
    computed = data(rows)
    calls = recorded(computed)
    looks = looks_of(calls)
    streamed = rows > book._HELD_ROWS
    ours, loop = median_pair(lambda: write_book(computed, dress=BARE), lambda: bare(calls, looks, streamed))
    held = peak(lambda: write_book(computed, dress=BARE))
    print(f"workbook {rows:>6} rows: ours {ours:.2f} s, loop {loop:.2f} s, ratio {ours / loop:.2f}; peak {held:.0f} MB")


def word_ratio(rows: int) -> None:
    """Our Word appendix against parsing and serialising its XML."""
    facts = Facts(data(rows))
    template = compile_template((template_folder() / "phu-luc.docx").read_bytes(), "phu-luc.docx")
    xml = fill(template, facts, workbook="so-lieu.xlsx", store=False).package.parts["word/document.xml"]
    ours, floor = median_pair(
        lambda: fill(template, facts, workbook="so-lieu.xlsx", store=False),
        lambda: etree.tostring(etree.fromstring(xml, etree.XMLParser(huge_tree=True))),
    )
    print(f"Word     {rows:>6} rows: ours {ours:.2f} s, lxml {floor:.2f} s, ratio {ours / floor:.2f}")


def main(sizes: list[int]) -> None:
    """Print the ratios."""
    for rows in sizes or [1_000, 10_000, 25_000, 50_000]:
        workbook_ratio(rows)
    for rows in sizes or [60, 600, 6_000]:
        word_ratio(rows)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]])
