"""`phuluc new`: a blank standard workbook to fill in or send out."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.console import common, path_argument, print_json, print_problems, tell
from toolkit.cli.language import chosen, say
from toolkit.kinds import KINDS
from toolkit.text import fold


@click.command(
    "new",
    help=say(
        """Tạo bảng số liệu trống OUT.xlsx có sẵn tiêu đề, danh sách chọn, công thức và hướng dẫn.

        \b
        Ví dụ:
          phuluc new so-lieu.xlsx --kind quý
          phuluc new so-lieu.xlsx --periods "2024,2025,6 tháng 2026"
        """,
        """Make a blank workbook OUT.xlsx with headings, drop-downs, formulas and a guide.

        \b
        Example:
          phuluc new so-lieu.xlsx --kind quý
          phuluc new so-lieu.xlsx --periods "2024,2025,6 tháng 2026"
        """,
    ),
)
@path_argument("output", "OUT.xlsx")
@click.option(
    "--periods", default="", help=say("Tên các kỳ, cách nhau bằng dấu phẩy.", "Names of the periods, parted by commas.")
)
@click.option("--kind", type=click.Choice(KINDS), default="năm", help=say(
    "Loại báo cáo; quyết định các kỳ khi không có --periods (mặc định: năm).",
    "The kind of report; gives the periods where --periods does not (default: năm, a year).",
))  # fmt: skip
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    help=say("Năm báo cáo (mặc định: năm nay).", "The year (default: this one)."),
)
@common
def command(output: Path, *, periods: str, kind: str, year: int | None, as_json: bool, lang: str | None) -> int:
    """Write the workbook, say what to do next."""
    from toolkit import reports

    lang = lang or chosen()
    names = [name.strip() for name in periods.split(",") if name.strip()]
    if len(set(map(fold, names))) < len(names):
        raise click.UsageError(say("--periods có kỳ lặp lại.", "--periods names a period twice."))
    outcome = reports.new_workbook(output, kind=kind, periods=names, year=year)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang)
        done = f"Đã tạo {output}: {outcome.rows} dòng trống. Điền xong, chạy: fill-report {output.name}"
        tell(
            done
            if lang == "vi"
            else f"Made {output}: {outcome.rows} blank rows. When filled in: fill-report {output.name}"
        )
    return 0
