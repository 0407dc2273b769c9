"""What a short command loads and does is counted, so that nothing slow slips in unseen: counts do not depend on the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.word.package import Package

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kien-giang-2023"
MOST_CALLS = 320_000  # of functions, from the first import on; a fifth more than are made
SCRIPT = """
import json, sys
counted = 0
def count(frame, event, argument):
    global counted
    counted += event in ("call", "c_call")
sys.setprofile(count)
from toolkit.cli.fill_report import main
try:
    main()
except SystemExit as stop:
    sys.setprofile(None)
    print(json.dumps([stop.code, counted, sorted(sys.modules)]), file=sys.__stderr__)
"""
UNNEEDED = {
    "click",
    "jinja2",
    "lxml",
    "zipfile",
    "dataclasses",
    "openpyxl",
    "docx",
    "rich",
    "rapidfuzz",
    "hashlib",
    "tempfile",
    "tomllib",
    "typing",
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, int, set[str]]]:
    """The exit code, the calls and the modules of a run that finds its template compiled, and of one that updates an edited report."""
    folder = tmp_path_factory.mktemp("runs")
    report = folder / "r.docx"
    given = [str(EXAMPLE / "so-lieu.xlsx"), "-t", str(EXAMPLE / "mau-bao-cao.docx"), "-o", str(report)]
    made = []
    for options in ([], ["--fresh"], []):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, *given, *options], capture_output=True, text=True, check=True, cwd=ROOT,
            env={**os.environ, "PHULUC_CACHE": str(folder / "cache")},
        )  # fmt: skip
        code, calls, modules = json.loads(run.stderr.splitlines()[-1])
        made.append((code, calls, set(modules)))
        package = Package.read(report.read_bytes())
        package.parts[package.main] = package.parts[package.main].replace("Khối".encode(), "khối".encode(), 9)
        with report.open("wb") as stream:
            package.write(stream)
    return made[1:]


def test_it_does_not_do_more(runs: list[tuple[int, int, set[str]]]) -> None:
    for code, calls, _ in runs:
        assert code == 0
        assert 50_000 < calls < MOST_CALLS


def test_it_does_not_load_more(runs: list[tuple[int, int, set[str]]]) -> None:
    for _, _, modules in runs:
        assert not UNNEEDED & modules, UNNEEDED & modules
        assert sum(name.startswith("toolkit.") for name in modules) < 150
