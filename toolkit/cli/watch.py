"""`phuluc watch`: regenerate the report each time the workbook is saved."""

from __future__ import annotations

import time
from pathlib import Path

import click

from toolkit.cli.console import common, path_argument, print_problems, tell
from toolkit.cli.fill_report import summary
from toolkit.cli.language import chosen, say
from toolkit.problems import Severity, ToolkitError


@click.command(
    "watch",
    help=say(
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
    ),
)
@path_argument("data", "DATA.xlsx")
@click.option("-t", "--template", type=click.Path(path_type=Path), metavar="TEMPLATE.docx", help=say(
    "Mẫu báo cáo.", "The template."
))  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="REPORT.docx", help=say(
    "Tệp báo cáo.", "The report."
))  # fmt: skip
@common
def command(data: Path, template: Path | None, output: Path | None, *, as_json: bool, lang: str | None) -> int:
    """Fill again and again; a run that fails says why and the watch goes on."""
    from toolkit import reports
    from toolkit.cli.console import print_json
    from toolkit.watch import saves

    lang = lang or chosen()
    for _ in saves(data):
        clock = time.strftime("%H:%M:%S")
        try:
            outcome = reports.fill(data, template=template, output=output)
        except ToolkitError as error:
            click.echo(clock, nl=False, err=True)
            click.echo(" ", nl=False, err=True)
            print_problems(error.problems, lang, workbook=data.name)
            continue
        if as_json:
            print_json(outcome.as_json(lang))
            continue
        errors = sum(problem.severity is Severity.ERROR for problem in outcome.problems)
        word = "lỗi trong bảng" if lang == "vi" else "errors in the sheet"
        tell(f"{clock} {summary(outcome, lang)} ({errors} {word})")
    return 0
