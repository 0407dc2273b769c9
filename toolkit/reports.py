"""One function for each verb. What is heavy is imported inside the verb that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.outcomes import Fields, FillOutcome, Shown
from toolkit.problems import Problem, Severity, ToolkitError, sort_problems

if TYPE_CHECKING:
    from toolkit.model import Computed
    from toolkit.word.fill import Template


def read(data: Path) -> Computed:
    """A workbook read and computed. Raises a `ToolkitError` when it cannot be read or holds no appendix."""
    from toolkit.compute import compute
    from toolkit.excel.read import read_workbook

    return compute(read_workbook(data))


def show(data: Path) -> Shown:
    """What was read from a workbook and what follows from it."""
    computed = read(data)
    return Shown(computed.problems, computed)


def fields(data: Path) -> Fields:
    """Every key a template may use, with its value."""
    from toolkit.facts import Facts

    computed = read(data)
    return Fields(computed.problems, tuple(Facts(computed).all()))


def default_report(data: Path) -> Path:
    """Where a workbook's report goes when nothing else is said: beside it, under its name."""
    return data.with_suffix(".docx")


def load_template(path: Path | None, computed: Computed) -> Template:
    """The template at a path, or the shipped one of the form the workbook's `Thông tin` asks for."""
    from toolkit.gate import admit_document
    from toolkit.word.fill import compile_template

    if path is None:
        path = shipped_template(computed)
    admitted = admit_document(path)
    return compile_template(admitted.data, path.name)


def shipped_template(computed: Computed) -> Path:
    """The shipped template for a workbook's form and date."""
    from toolkit.profiles import choose_profile

    return template_folder() / choose_profile(computed.workbook).template


def template_folder() -> Path:
    """The folder of the shipped templates, installed or in a checkout."""
    from importlib.resources import files

    try:
        return Path(str(files("toolkit.templates")))
    except ModuleNotFoundError:
        return Path(__file__).resolve().parent.parent / "templates"


def fill(
    data: Path,
    *,
    template: Path | None = None,
    output: Path | None = None,
    strict: bool = False,
) -> FillOutcome:
    """Fill a report from a workbook and write it.

    The report is written whole or not at all; the one it replaces is kept as `<name>.bak.docx`. With `strict` nothing
    is written when there are errors. Raises a `ToolkitError` when the workbook or the template cannot be used.
    """
    from toolkit.facts import Facts
    from toolkit.files import refuse_input, write_whole
    from toolkit.word.fill import fill as fill_template

    report = output or default_report(data)
    refuse_input(report, data, template)
    computed = read(data)
    compiled = load_template(template, computed)
    filled = fill_template(compiled, Facts(computed), workbook=data.name)
    problems = sort_problems([*computed.problems, *filled.problems])
    if strict and _has_errors(problems):
        return FillOutcome(problems, report, compiled.name, written=False)
    write_whole(report, filled.package.write, backup=report.with_suffix(".bak.docx"))
    return FillOutcome(problems, report, compiled.name, filled=filled.filled)


def _has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


__all__ = ["ToolkitError", "fields", "fill", "read", "show"]
