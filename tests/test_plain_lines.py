"""Command lines in plain form are read without click, and read as click reads them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import fill_report
from toolkit.cli.clicked import call, clicked
from toolkit.cli.commands import Command, plain_values
from toolkit.cli.phuluc import VERBS
from toolkit.problems import ToolkitError

COMMANDS = {"fill-report": fill_report.command, **{name: verb.command() for name, verb in VERBS.items()}}
WORDS = ("a.xlsx", "b c.docx", "năm", "quý", "keep", "vi", "en", "3", "0", "007", "2024", "1e3", "²", "", "-", "--", "-1", "--khac",
         "--lang=en", "-oa", "@a", "*.xlsx", "a b", "tcp://x:1", "99999999999")  # fmt: skip


def by_click(command: Command, words: Sequence[str]) -> dict[str, Any] | None:
    """What click reads a command line as; None where it refuses it."""
    found: dict[str, Any] = {}

    def work(**values: Any) -> int:
        found.update(values)
        return 0

    try:
        call(clicked(command._replace(work=work)), words)
    except ToolkitError:
        return None
    return found


@st.composite
def lines(draw: st.DrawFn) -> tuple[Command, list[str]]:
    command = draw(st.sampled_from(list(COMMANDS.values())))
    flags = [flag for parameter in command.parameters for flag in parameter.flags]
    valued = st.sampled_from([flag for each in command.parameters if each.kind != "flag" for flag in each.flags])
    pairs = st.tuples(valued, st.sampled_from(WORDS)).map(list)
    alone = st.sampled_from([*WORDS, *flags]).map(lambda word: [word])
    return command, [word for words in draw(st.lists(pairs | alone, max_size=6)) for word in words]


@given(lines())
def test_what_is_plain_click_reads_alike(line: tuple[Command, list[str]]) -> None:
    command, words = line
    plain = plain_values(command.parameters, words)
    if plain is not None:
        assert plain == by_click(command, words)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("fill-report", "so-lieu.xlsx"),
        ("fill-report", "so-lieu.xlsx -t mau.docx -o ra.docx --fresh --strict --json --lang vi"),
        ("fill-report", "--each a.xlsx b.xlsx --jobs 2 -o ra"),
        ("check", "bao-cao.docx so-lieu.xlsx --mark ra.docx"),
        ("new", "so-lieu.xlsx --kind quý --year 2026"),
        ("trace", "bao-cao.docx 79,42"),
        ("merge", "a.xlsx b.xlsx -o tong.xlsx --roster ds.xlsx"),
    ],
)
def test_usual_lines_are_plain(name: str, line: str) -> None:
    values = plain_values(COMMANDS[name].parameters, line.split())
    assert values is not None
    assert values == by_click(COMMANDS[name], line.split())


@pytest.mark.parametrize(
    "line", ["", "a.xlsx b.xlsx", "a.xlsx --year 1989", "a.xlsx --kind tuần", "a.xlsx --help", "-- a.xlsx"]
)
def test_other_lines_are_left_to_click(line: str) -> None:
    assert plain_values(COMMANDS["new"].parameters, line.split()) is None


@pytest.mark.parametrize("parameter", ["fill-report", *VERBS])
def test_no_two_options_have_one_flag(parameter: str) -> None:
    flags = [flag for each in COMMANDS[parameter].parameters for flag in each.flags]
    assert len(flags) == len(set(flags))


def test_a_shell_is_told_how_a_line_can_go_on(tmp_path: Path) -> None:
    script = "from toolkit.cli.fill_report import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent,
        env={"_FILL_REPORT_COMPLETE": "bash_complete", "COMP_WORDS": "fill-report --fre", "COMP_CWORD": "1"},
    )  # fmt: skip
    assert "--fresh" in done.stdout
