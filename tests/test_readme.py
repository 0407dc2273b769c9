"""What the README says is true: its lines run, its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def lines(beginning: str) -> list[str]:
    found = re.findall(rf"^{beginning}.*$", README, re.MULTILINE)
    assert found
    return found


def test_the_first_line_fills_the_example(tmp_path: Path) -> None:
    (line,) = [line for line in lines("python3 -m venv") if "fill-report" in line]
    arguments = line.split("fill-report", 1)[1].split()
    output = tmp_path / arguments[-1]
    command = [sys.executable, "-m", "toolkit.cli.fill_report", *arguments[:-1], str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert output.exists()


def test_the_second_line_runs_this_suite() -> None:
    (line,) = [line for line in lines("python3 -m venv") if "pytest" in line]
    assert line.endswith("-m pytest")
    assert '".[test]"' in line


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (ROOT / target).exists(), target
