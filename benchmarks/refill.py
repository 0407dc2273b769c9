"""Regenerating an edited report against filling it: whole processes in turn, on the mid-term example."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kien-giang-2023"
PAIRS = 9


def timed(command: list[str]) -> float:
    """Wall seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        report, edited = Path(name) / "r.docx", Path(name) / "edited.docx"
        command = [sys.executable, "-m", "toolkit.cli.fill_report", str(EXAMPLE / "so-lieu.xlsx"),
                   "-t", str(EXAMPLE / "mau-bao-cao.docx"), "-o", str(report)]  # fmt: skip
        timed(command)
        with zipfile.ZipFile(report) as source, zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as made:
            for part in source.namelist():
                data = source.read(part)
                if part == "word/document.xml":
                    data = data.replace(b"953", b"955", 1).replace("Khối".encode(), "khối".encode(), 9)
                made.writestr(part, data)
        fills, refills = [], []
        for _ in range(PAIRS):
            report.unlink()
            fills.append(timed(command))
            shutil.copy(edited, report)
            refills.append(timed(command))
    print(f"fill {statistics.median(fills):.3f} s, refill {statistics.median(refills):.3f} s, "
          f"ratio {statistics.median(refills) / statistics.median(fills):.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
