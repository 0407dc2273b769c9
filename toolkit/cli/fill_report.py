"""`fill-report`: fill or regenerate a report from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.console import common, path_argument, print_json, print_problems, run
from toolkit.cli.language import chosen, say


@click.command(
    "fill-report",
    help=say(
        """Điền báo cáo Word từ bảng tính DATA.xlsx. Chạy lại sau khi sửa bảng để cập nhật báo cáo.

        \b
        Ví dụ:
          fill-report so-lieu.xlsx
          fill-report so-lieu.xlsx -t mau-bao-cao.docx -o bao-cao.docx
        """,
        """Fill a Word report from the spreadsheet DATA.xlsx. Run it again after the sheet was edited.

        \b
        Example:
          fill-report so-lieu.xlsx
          fill-report so-lieu.xlsx -t template.docx -o report.docx
        """,
    ),
)
@path_argument("data", "DATA.xlsx")
@click.option("-t", "--template", type=click.Path(path_type=Path), metavar="TEMPLATE.docx", help=say(
    "Mẫu báo cáo (mặc định: mẫu đi kèm theo thể thức Đảng hoặc Nhà nước).",
    "The template (default: the shipped one of the Party or State form).",
))  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="REPORT.docx", help=say(
    "Tệp báo cáo (mặc định: cạnh bảng tính, cùng tên).", "The report (default: beside the data, same name)."
))  # fmt: skip
@click.option("--strict", is_flag=True, help=say(
    "Không ghi gì khi có lỗi; mã thoát 1.", "Write nothing when there are errors; exit code 1."
))  # fmt: skip
@common
def command(
    data: Path, template: Path | None, output: Path | None, *, strict: bool, as_json: bool, lang: str | None
) -> int:
    """Fill the report, print what was done and every problem."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.fill(data, template=template, output=output, strict=strict)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang, workbook=data.name, document=outcome.template)
        if outcome.written:
            click.echo(
                f"Đã ghi {outcome.report}: {outcome.filled} trường, theo mẫu {outcome.template}."
                if lang == "vi"
                else f"Wrote {outcome.report}: {outcome.filled} fields, by the template {outcome.template}."
            )
        else:
            click.echo(
                "Có lỗi nên không ghi gì (--strict)." if lang == "vi" else "Errors: nothing was written (--strict).",
                err=True,
            )
    return 0 if outcome.written else 1


def main() -> None:
    """The console script `fill-report`."""
    run(command)


if __name__ == "__main__":
    main()
