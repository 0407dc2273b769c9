"""`phuluc watch`: regenerate the report each time the workbook is saved."""

from __future__ import annotations

import time
from pathlib import Path

from toolkit.cli.commands import COMMON, Command, argument, output_option, path_option
from toolkit.cli.console import echo, print_problems, tell
from toolkit.cli.fill_report import summary
from toolkit.cli.language import chosen
from toolkit.problems import Severity, ToolkitError


def work(data: Path, template: Path | None, output: Path | None, *, as_json: bool, lang: str | None) -> int:
    """Fill again and again; a run that fails says why and the watch goes on, and one that an open report stopped is made up for.

    Raises PL100 when there is no workbook to begin with.
    """
    from toolkit import reports
    from toolkit.cli.console import print_json
    from toolkit.files import is_open
    from toolkit.watch import saves

    if not data.exists():
        raise ToolkitError("PL100", str(data), file=data)
    lang = lang or chosen()
    owed: set[Path] = set()  # the report, while it is behind because somebody had it open
    report = output or reports.default_report(data)
    for _ in saves(data, again=lambda: bool(owed) and not is_open(report)):
        clock = time.strftime("%H:%M:%S")
        try:
            outcome = reports.fill(data, template=template, output=output)
        except ToolkitError as error:
            echo(clock, end=" ", err=True)
            print_problems(error.problems, lang, workbook=data.name)
            owed.update({report} if error.problem.code == "PL541" else ())
            continue
        owed.clear()
        if as_json:
            print_json(outcome.as_json(lang))
            continue
        errors = sum(problem.severity is Severity.ERROR for problem in outcome.problems)
        word = "lỗi trong bảng" if lang == "vi" else "errors in the sheet"
        tell(f"{clock} {summary(outcome, lang)} ({errors} {word})")
    return 0


command = Command(
    "phuluc watch",
    """Cập nhật báo cáo mỗi khi lưu DATA.xlsx; bấm Ctrl+C để dừng.

    \b
    Ví dụ:
      phuluc watch so-lieu.xlsx -o bao-cao.docx
    """,
    """Bring the report up to date each time DATA.xlsx is saved; Ctrl+C stops.

    \b
    Example:
      phuluc watch so-lieu.xlsx -o report.docx
    """,
    (
        argument("data", "DATA.xlsx"),
        path_option("template", "-t", "--template", metavar="TEMPLATE.docx", vi="Mẫu báo cáo.", en="The template."),
        output_option("REPORT.docx", "Tệp báo cáo.", "The report.", required=False),
        *COMMON,
    ),
    work,
)
