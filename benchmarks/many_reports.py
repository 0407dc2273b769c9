"""Many reports from one template in one process, on the mid-term example, against docxtpl on the same text and table.

Ours makes the facts of a computed workbook, fills and writes; docxtpl is handed its texts ready made. It is timed in the
quicker of its two ways, a template object for each report or one rendered again.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.cold_fill import EXAMPLE, make_peer_template, rows_of
from benchmarks.measure import Line, compare, need, seconds
from toolkit.facts import Facts
from toolkit.profiles import with_form
from toolkit.reports import read
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill

REPORTS = 10


def lines(*, quick: bool) -> Iterator[Line]:
    """One line; times are those of one report."""
    need("docxtpl", "openpyxl")
    from docxtpl import DocxTemplate

    computed = read(EXAMPLE / "so-lieu.xlsx")
    template = compile_template((EXAMPLE / "mau-bao-cao.docx").read_bytes(), "mau-bao-cao.docx")

    def ours() -> bytes:
        facts = Facts(replace(computed, workbook=with_form(computed.workbook)))
        stream = io.BytesIO()
        fill(template, facts, workbook="so-lieu.xlsx", day="2026-01-01").package.write(stream)
        return stream.getvalue()

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first.docx").write_bytes(ours())
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
            "a report of many, one process", lambda: [ours() for _ in range(REPORTS)], "docxtpl",
            lambda: [way() for _ in range(REPORTS)], wanted=0.1, rounds=3 if quick else 5, each=REPORTS,
        )  # fmt: skip
        yield line._replace(note=f"1,000 reports: {line.ours * 1000:.0f} s against {line.theirs * 1000:.0f}")
