"""Regenerating an edited report against filling it: whole processes in turn, on the mid-term example.

A report is first filled from a template never seen before, and regenerated with one that is known; the second line compares
with filling anew from the known template.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.cold_fill import EXAMPLE
from benchmarks.measure import Line, Run, compare_processes, process


def edit(report: Path, edited: Path) -> None:
    """Write a report as a person would have left it: one figure and nine words changed."""
    with zipfile.ZipFile(report) as source, zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                data = data.replace(b"953", b"955", 1).replace("Khối".encode(), "khối".encode(), 9)
            made.writestr(part, data)


def lines(*, quick: bool) -> Iterator[Line]:
    """Against the first filling, and against filling anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report, edited = folder / "r.docx", folder / "edited.docx"
        command = [sys.executable, "-m", "toolkit.cli.fill_report", str(EXAMPLE / "so-lieu.xlsx"),
                   "-t", str(EXAMPLE / "mau-bao-cao.docx"), "-o", str(report)]  # fmt: skip
        cache, numbers = str(folder / "cache"), count()
        process(command, PHULUC_CACHE=cache)
        edit(report, edited)

        def refill() -> Run:
            shutil.copy(edited, report)
            return process(command, PHULUC_CACHE=cache)

        def fill(*, seen: bool) -> Run:
            report.unlink()
            return process(command, PHULUC_CACHE=cache if seen else str(folder / f"cache{next(numbers)}"))

        for work, peer, seen in (
            ("regenerating an edited report", "filling it first", False), ("  the same", "filling it anew", True),
        ):  # fmt: skip
            yield compare_processes(
                work, refill, peer, lambda seen=seen: fill(seen=seen), wanted=1.0, rounds=5 if quick else 15
            )
