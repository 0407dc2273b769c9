"""Small files that ask for much, and large ones that are let in, through the real commands: how long each takes, how much memory, and how it ends.

    python -m benchmarks.hostile            # every bomb through every command
    python -m benchmarks.hostile merge deep # those whose kind, name or command holds one of these words

A run must end in exit code 0, 1 or 2, within 512 MB and, where it refuses, within 2
seconds of processor time, which is the same on a machine that does other work. Exit code 1 when any does not.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from support import hostile, stress

from benchmarks.measure import ROOT

MOST_MEGABYTES, MOST_SECONDS, MOST_TO_REFUSE = 512, 10.0, 2.0
FILL = [sys.executable, "-m", "toolkit.cli.fill_report"]
PHULUC = [sys.executable, "-m", "toolkit.cli.phuluc"]
DATA = ROOT / "examples" / "kien-giang-2023" / "so-lieu.xlsx"


def commands(kind: str, bomb: Path, folder: Path) -> dict[str, list[str]]:
    """The commands a bomb of a kind goes through."""
    report, made = str(folder / "out.docx"), str(folder / "out.xlsx")
    if kind == "workbook":
        return {
            "show": [*PHULUC, "show", str(bomb)],
            "fields": [*PHULUC, "fields", str(bomb)],
            "data": [*FILL, str(bomb), "-o", report],
            "appendix": [*PHULUC, "appendix", str(bomb), "-o", made],
            "merge": [*PHULUC, "merge", str(bomb), str(DATA), "-o", made, "--jobs", "1"],
        }
    found = {"template": [*FILL, str(DATA), "-t", str(bomb), "-o", report]}
    if kind == "document":
        found["existing"] = [*FILL, str(DATA), "-o", str(bomb)]
        found["import"] = [*PHULUC, "import", str(bomb), "-o", made]
        found["trace"] = [*PHULUC, "trace", str(bomb)]
        found["check"] = [*PHULUC, "check", str(bomb)]
        found["mark"] = [*PHULUC, "check", str(bomb), str(DATA), "--mark", report]
    return found


def measure(command: list[str], folder: Path) -> tuple[int, float, int, str]:
    """Exit code, processor seconds, peak memory in megabytes and the first problem code of a run."""
    said = folder / "said"
    with said.open("wb") as stream:
        running = subprocess.Popen(
            command, stdout=stream, stderr=stream, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(3 * MOST_SECONDS),) * 2),
        )  # fmt: skip
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = 0
        seconds = used.ru_utime + used.ru_stime
    text = said.read_text("utf-8", "replace")
    code = re.search(r"(?:lỗi|error) (PL\d+)", text)
    trace = "TRACEBACK" if "Traceback (most" in text else ""
    return os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss // 1024, trace or (code[1] if code else "")


def build(make: Callable[[], bytes], path: Path) -> None:
    """Write a bomb from a process of its own: what it takes to build one must not count as what a run takes."""
    maker = multiprocessing.get_context("fork").Process(target=lambda: path.write_bytes(make()))
    maker.start()
    maker.join()


def _wanted(run: str, words: list[str]) -> bool:
    return not words or any(word in run for word in words)


def main() -> int:
    """Print one line a run; 1 when any is out of bounds."""
    words = [word.lower() for word in sys.argv[1:]]
    bad = 0
    for kind, bombs in (
        ("workbook", [*hostile.workbooks(), *stress.workbooks()]),
        ("document", [*hostile.documents(), *stress.documents()]),
        ("template", [*hostile.templates(), *stress.templates()]),
    ):
        for name, make in bombs:
            verbs = [verb for verb in commands(kind, Path(), Path()) if _wanted(f"{kind} {name} {verb}", words)]
            if not verbs:
                continue
            source = Path(tempfile.mkdtemp()) / "bomb"
            build(make, source)
            size = source.stat().st_size
            for verb in verbs:
                folder = Path(tempfile.mkdtemp())
                try:
                    bomb = folder / ("a.xlsx" if kind == "workbook" else "a.docx")
                    shutil.copy(source, bomb)
                    code, seconds, megabytes, said = measure(commands(kind, bomb, folder)[verb], folder)
                finally:
                    shutil.rmtree(folder)
                slow = seconds > (MOST_TO_REFUSE if code == 2 else MOST_SECONDS)
                wrong = code not in (0, 1, 2) or slow or megabytes > MOST_MEGABYTES or said == "TRACEBACK"
                bad += wrong
                print(f"{'!!' if wrong else '  '} {kind:8} {name:34} {size / 1e6:6.2f} MB  {verb:9} exit {code}  "
                      f"{seconds:6.2f} s {megabytes:5} MB  {said}", flush=True)  # fmt: skip
    print(f"{bad} out of bounds")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
