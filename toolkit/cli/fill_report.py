"""`fill-report`: fill or regenerate a report from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.console import common, path_argument, print_json, print_problems, run
from toolkit.cli.language import chosen, say

if TYPE_CHECKING:
    from toolkit.outcomes import FillOutcome


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
@click.option("--numbers", type=click.Choice(["keep", "workbook"]), help=say(
    "Chỗ cả báo cáo và bảng tính cùng sửa: giữ số trong báo cáo (mặc định) hay lấy số của bảng tính.",
    "Where report and workbook both changed: keep the report's number (default) or take the workbook's.",
))  # fmt: skip
@click.option("--fresh", is_flag=True, help=say(
    "Lập lại từ mẫu; báo cáo cũ được giữ ở tệp .bak.docx.", "Start again; the old report is kept as .bak.docx."
))  # fmt: skip
@click.option("--final", is_flag=True, help=say(
    "Bản để ban hành: bỏ trường và sổ nguồn.", "For publication: without fields and ledger."
))  # fmt: skip
@click.option("--strict", is_flag=True, help=say(
    "Không ghi gì khi có lỗi; mã thoát 1.", "Write nothing when there are errors; exit code 1."
))  # fmt: skip
@common
def command(
    data: Path,
    template: Path | None,
    output: Path | None,
    *,
    numbers: str | None,
    fresh: bool,
    final: bool,
    strict: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Fill the report, print what was done and every problem."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.fill(
        data, template=template, output=output, numbers=numbers, fresh=fresh, final=final, strict=strict
    )
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang, workbook=data.name, document=outcome.report.name)
        click.echo(summary(outcome, lang), err=not outcome.written)
    return 0 if outcome.written else 1


def summary(outcome: FillOutcome, lang: str) -> str:
    """One line that says what a run did."""
    vi = lang == "vi"
    if not outcome.written:
        return "Có lỗi nên không ghi gì (--strict)." if vi else "Errors: nothing was written (--strict)."
    if not outcome.refreshed:
        return (
            f"Đã ghi {outcome.report}: {outcome.filled} trường, theo mẫu {outcome.template}."
            if vi
            else f"Wrote {outcome.report}: {outcome.filled} fields, by the template {outcome.template}."
        )
    changed = outcome.filled - outcome.unchanged
    return (
        f"Đã cập nhật {outcome.report}: {changed} trường có số mới, {outcome.unchanged} không đổi, "
        f"{outcome.kept} giữ số sửa tay, {outcome.conflicts} hai bên cùng sửa, {outcome.lost} không còn trong báo cáo."
        if vi
        else f"Updated {outcome.report}: {changed} fields with new figures, {outcome.unchanged} unchanged, "
        f"{outcome.kept} kept by hand, {outcome.conflicts} in conflict, {outcome.lost} gone."
    )


def main() -> None:
    """The console script `fill-report`."""
    run(command)


if __name__ == "__main__":
    main()
