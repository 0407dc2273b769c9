"""`fill-report`: fill or regenerate a report from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.cli.commands import (
    COMMON,
    CREW,
    Command,
    Parameter,
    argument,
    flag,
    output_option,
    path_option,
    refuse_line,
)
from toolkit.cli.console import NOTHING_WRITTEN, print_json, print_problems, run, tell
from toolkit.cli.language import chosen
from toolkit.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.outcomes.fill import FillOutcome


def work(
    data: tuple[Path, ...],
    template: Path | None,
    output: Path | None,
    *,
    each: bool,
    numbers: str | None,
    fresh: bool,
    final: bool,
    strict: bool,
    jobs: int | None,
    scheduler: str | None,
    as_json: bool,
    lang: str | None,
) -> int:
    """Fill the report or the reports, print what was done and every problem."""
    lang = lang or chosen()
    options: dict[str, Any] = {"numbers": numbers, "fresh": fresh, "final": final, "strict": strict}
    if each:
        return fill_many(data, template, output, options, jobs=jobs, scheduler=scheduler, as_json=as_json, lang=lang)
    if len(data) > 1 or jobs is not None or scheduler is not None:
        refuse_line("fill-report", "Nhiều bảng tính thì cần --each.", "Several workbooks need --each.")
    from toolkit import reports

    outcome = reports.fill(data[0], template=template, output=output, **options)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_filled(data[0], outcome, lang)
    return 0 if outcome.written else 1


def fill_many(
    data: Iterable[Path], template: Path | None, folder: Path | None, options: dict[str, Any], *,
    jobs: int | None, scheduler: str | None, as_json: bool, lang: str,
) -> int:  # fmt: skip
    """Fill a report for each workbook; 0 when all were written, 1 when some were, 2 when none could be."""
    from toolkit.batch import fill_each
    from toolkit.cli.many import inputs, progress_bar

    workbooks = inputs(data)
    if not workbooks:
        refuse_line("fill-report", "Không có bảng tính nào ở đó.", "There is no workbook there.")
    label = "Lập báo cáo" if lang == "vi" else "Filling reports"
    with progress_bar(len(workbooks), label, quiet=as_json) as told:
        outcome = fill_each(
            workbooks, template=template, folder=folder, jobs=jobs, scheduler=scheduler, progress=told, **options
        )
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        for report in outcome.reports:
            if report.outcome is None:
                print_problems(report.problems, lang, workbook=report.source.name)
            else:
                print_filled(report.source, report.outcome, lang)
        print_problems(outcome.problems, lang)
        total, written = len(workbooks), outcome.written
        tell(
            f"Đã lập {written} báo cáo từ {total} bảng tính."
            if lang == "vi"
            else f"{written} reports from {total} workbooks."
        )
    if outcome.written == len(workbooks):
        return 0
    return 1 if outcome.written or not outcome.problems else 2


def print_filled(data: Path, outcome: FillOutcome, lang: str) -> None:
    """Print what one run did and every problem."""
    print_problems(outcome.problems, lang, workbook=data.name, document=outcome.report.name)
    tell(summary(outcome, lang), err=not outcome.written)
    if outcome.loose:
        tell(
            f"Có {outcome.loose} con số gõ tay không khớp (PL565)."
            if lang == "vi"
            else f"{outcome.loose} numbers written by hand do not tie (PL565)."
        )


def summary(outcome: FillOutcome, lang: str) -> str:
    """One line that says what a run did."""
    vi = lang == "vi"
    if not outcome.written:
        return NOTHING_WRITTEN[lang]
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


command = Command(
    "fill-report",
    """Điền báo cáo Word từ bảng tính DATA.xlsx. Chạy lại sau khi sửa bảng để cập nhật báo cáo.

    \b
    Ví dụ:
      fill-report so-lieu.xlsx
      fill-report so-lieu.xlsx -t mau-bao-cao.docx -o bao-cao.docx
      fill-report --each don-vi/*.xlsx -t mau.docx -o bao-cao
    """,
    """Fill a Word report from the spreadsheet DATA.xlsx. Run it again after the sheet was edited.

    \b
    Example:
      fill-report so-lieu.xlsx
      fill-report so-lieu.xlsx -t template.docx -o report.docx
      fill-report --each units/*.xlsx -t template.docx -o reports
    """,
    (
        argument("data", "DATA.xlsx", many=True),
        flag(
            "each",
            "Mỗi bảng tính (hoặc mỗi bảng trong thư mục) một báo cáo, theo cùng một mẫu; -o là thư mục. "
            "Đơn vị nào lỗi thì để riêng, mã thoát 1; không lập được báo cáo nào thì 2.",
            "One report for each workbook (or each in a folder) by one template; -o is a folder. "
            "A unit in error is set aside and the exit code is 1; without any report it is 2.",
        ),
        path_option(
            "template",
            "-t",
            "--template",
            metavar="TEMPLATE.docx",
            vi="Mẫu báo cáo (mặc định: mẫu đi kèm theo thể thức Đảng hoặc Nhà nước).",
            en="The template (default: the shipped one of the Party or State form).",
        ),
        output_option(
            "REPORT.docx|FOLDER",
            "Tệp báo cáo (mặc định: cạnh bảng tính, cùng tên).",
            "The report (default: beside the data, same name).",
            required=False,
        ),
        Parameter(
            "numbers",
            ("--numbers",),
            "choice",
            choices=("keep", "workbook"),
            vi="Chỗ cả báo cáo và bảng tính cùng sửa: giữ số trong báo cáo (mặc định) hay lấy số của bảng tính.",
            en="Where report and workbook both changed: keep the report's number (default) or take the workbook's.",
        ),
        flag(
            "fresh",
            "Lập lại từ mẫu; báo cáo cũ được giữ ở tệp .bak.docx.",
            "Start again; the old report is kept as .bak.docx.",
        ),
        flag("final", "Bản để ban hành: bỏ trường và sổ nguồn.", "For publication: without fields and ledger."),
        flag("strict", "Không ghi gì khi có lỗi; mã thoát 1.", "Write nothing when there are errors; exit code 1."),
        *CREW,
        *COMMON,
    ),
    work,
)


def main() -> None:
    """The console script `fill-report`."""
    run(command)


if __name__ == "__main__":
    main()
