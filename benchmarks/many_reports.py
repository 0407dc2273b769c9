"""Many reports from one template in one process, on the mid-term example, against docxtpl on the same text and table.

Ours makes the facts of a computed workbook, fills and writes; docxtpl is handed its texts ready made. Every report of ours
is that of another unit: the example's form with figures that no report before it had, so that nothing that was remembered of
figures can help. docxtpl is timed in the quicker of its two ways, a template object for each report or one rendered again.
"""

from __future__ import annotations

import io
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks.cold_fill import EXAMPLE, make_peer_template, rows_of
from benchmarks.measure import Line, compare, need, seconds
from toolkit.compute import compute
from toolkit.facts import Facts
from toolkit.model import Computed, Figure, Row, Workbook
from toolkit.numbers import decimals_of, round_half_up, show
from toolkit.profiles import with_form
from toolkit.reports import read
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill

REPORTS = 10


def unit_of(workbook: Workbook, number: int) -> Computed:
    """A unit's own workbook of the same form, computed: every number typed there is another, by up to three tenths."""
    chance = random.Random(number)

    def moved(figure: Figure) -> Figure:
        if figure.value is None or figure.upper is not None:
            return figure
        scaled = figure.value * Decimal(chance.randint(700, 1300)) / 1000
        value = round_half_up(scaled, decimals_of(figure.value))
        return replace(figure, value=value, text=figure.text and show(value))

    def row(given: Row) -> Row:
        return replace(
            given, values=tuple(map(moved, given.values)), actual=moved(given.actual), prior=moved(given.prior),
            target=replace(given.target, figure=moved(given.target.figure)),
        )  # fmt: skip

    appendices = tuple(replace(each, rows=tuple(map(row, each.rows))) for each in workbook.appendices)
    figures = tuple(replace(each, figure=moved(each.figure), prior=moved(each.prior)) for each in workbook.figures)
    return compute(replace(workbook, appendices=appendices, figures=figures))


def lines(*, quick: bool) -> Iterator[Line]:
    """One line; times are those of one report."""
    need("docxtpl", "openpyxl")
    from docxtpl import DocxTemplate

    rounds = 3 if quick else 5
    computed = read(EXAMPLE / "so-lieu.xlsx")
    template = compile_template((EXAMPLE / "mau-bao-cao.docx").read_bytes(), "mau-bao-cao.docx")
    units = iter([unit_of(computed.workbook, number) for number in range((rounds + 1) * REPORTS)])

    def ours(unit: Computed) -> bytes:
        facts = Facts(replace(unit, workbook=with_form(unit.workbook)))
        stream = io.BytesIO()
        fill(template, facts, workbook="so-lieu.xlsx", day="2026-01-01").package.write(stream)
        return stream.getvalue()

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first.docx").write_bytes(ours(computed))
        make_peer_template(folder / "first.docx", folder)
        texts = json.loads((folder / "values.json").read_text(encoding="utf-8"))
        texts["rows"] = rows_of(EXAMPLE / "so-lieu.xlsx")
        kept = DocxTemplate(folder / "peer.docx")

        def anew() -> None:
            made = DocxTemplate(folder / "peer.docx")
            made.render(texts, autoescape=True)
            made.save(io.BytesIO())

        def again() -> None:
            kept.render(texts, autoescape=True)
            kept.save(io.BytesIO())

        way = min((anew, again), key=lambda work: min(seconds(work) for _ in range(3)))
        line = compare(
            "a report of many, one process", lambda: [ours(next(units)) for _ in range(REPORTS)], "docxtpl",
            lambda: [way() for _ in range(REPORTS)], wanted=0.1, rounds=rounds, each=REPORTS,
        )  # fmt: skip
        yield line._replace(note=f"1,000 reports: {line.ours * 1000:.0f} s against {line.theirs * 1000:.0f}")
