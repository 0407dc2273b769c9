"""The verbs that make one file for each of many units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit import jobs as crew
from toolkit.files import make_folder
from toolkit.outcomes.fill import EachOutcome, EachReport, FillOutcome
from toolkit.places import File
from toolkit.problems import Problem
from toolkit.reports import default_report, fill, template_at


@dataclass(frozen=True, slots=True)
class _Pair:
    """A workbook and the report to be made from it."""

    data: Path
    report: Path

    def __str__(self) -> str:
        return self.data.name


def fill_each(
    workbooks: Sequence[Path],
    *,
    template: Path | None = None,
    folder: Path | None = None,
    numbers: str | None = None,
    fresh: bool = False,
    final: bool = False,
    strict: bool = False,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> EachOutcome:
    """Fill or regenerate one report for each workbook from one template, which is compiled once in each process.

    Reports go beside their workbooks, or into `folder`, which is made where it is not there. What hinders one report
    sets it aside with its problems (PL661, PL662) and no other. The other options are those of `reports.fill`; `jobs`
    and `scheduler` those of `jobs.run`. Raises a `ToolkitError` when the template or the folder cannot be used.
    """
    if template is not None:
        template = template.absolute()
        template_at(template)
    if folder is not None:
        make_folder(folder)
    if scheduler is not None:
        workbooks = [data.absolute() for data in workbooks]
    pairs, problems = _pairs(workbooks, folder)
    function = partial(
        _fill_pair, template=template, numbers=numbers, fresh=fresh, final=final, strict=strict
    )  # fmt: skip
    reports: list[EachReport] = []
    for done in crew.run(function, pairs, jobs=jobs, scheduler=scheduler, progress=progress):
        reports.append(EachReport(done.item.data, done.value, done.problems))
        if done.value is None:
            codes = ", ".join(dict.fromkeys(problem.code for problem in done.problems))
            problems.append(Problem("PL662", File(str(done.item.data)), {"file": str(done.item), "codes": codes}))
    return EachOutcome(tuple(problems), tuple(reports))


def _fill_pair(
    pair: _Pair, *, template: Path | None, numbers: str | None, fresh: bool, final: bool, strict: bool
) -> FillOutcome:
    return fill(
        pair.data, template=template, output=pair.report, numbers=numbers, fresh=fresh, final=final, strict=strict
    )


def _pairs(workbooks: Sequence[Path], folder: Path | None) -> tuple[list[_Pair], list[Problem]]:
    """Each workbook with its report; of those that lead to one report only the first, the others are problems (PL661)."""
    pairs: dict[str, _Pair] = {}
    problems = []
    for data in workbooks:
        report = default_report(data if folder is None else folder / data.name)
        first = pairs.setdefault(str(report).casefold(), _Pair(data, report))
        if first.data != data:
            values = {"file": str(data), "other": str(first.data), "report": report.name}
            problems.append(Problem("PL661", File(str(data)), values))
    return list(pairs.values()), problems
