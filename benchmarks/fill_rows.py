"""Filling and saving a report with an appendix of many rows, warm, against the floor of any way that goes through a tree.

The floor is to unzip the very report we made, parse each of its parts with lxml, serialise it and zip all at level 6.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator

from lxml import etree

from benchmarks.appendix import data
from benchmarks.measure import Line, compare
from toolkit.facts import Facts
from toolkit.reports import template_folder
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill

SIZES = (60, 600, 6000)


def floor(report: bytes) -> bytes:
    """Unzip, parse, serialise, zip."""
    stream = io.BytesIO()
    parser = etree.XMLParser(huge_tree=True)
    with (
        zipfile.ZipFile(io.BytesIO(report)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
    ):
        for name in source.namelist():
            made.writestr(name, etree.tostring(etree.fromstring(source.read(name), parser)))
    return stream.getvalue()


def lines(*, quick: bool) -> Iterator[Line]:
    """One line a size, and one for how the time grows."""
    template = compile_template((template_folder() / "phu-luc.docx").read_bytes(), "phu-luc.docx")
    times: list[float] = []
    sizes = SIZES[:2] if quick else SIZES
    for rows in sizes:
        rounds = 3 if rows > 1000 else 7
        waiting = iter([data(rows, 20 * rows * number) for number in range(rounds + 2)])

        def ours(waiting=waiting) -> bytes:
            stream = io.BytesIO()
            filled = fill(template, Facts(next(waiting)), workbook="so-lieu.xlsx", day="2026-01-01")
            filled.package.write(stream)
            return stream.getvalue()

        report = ours()
        line = compare(
            f"fill and save, {rows:,} rows", ours, "lxml floor", lambda report=report: floor(report), wanted=1.6,
            rounds=rounds,
        )  # fmt: skip
        times.append(line.ours)
        yield line
    growth = math.log(times[-1] / times[-2]) / math.log(sizes[-1] / sizes[-2])
    yield Line(f"  growth exponent, {sizes[-2]:,} to {sizes[-1]:,} rows", "", times[-2], times[-1], growth, 1.05)
