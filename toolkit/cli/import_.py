"""`phuluc import`: the appendix of a Word report as a workbook."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli.commands import COMMON, Command, argument, output_option
from toolkit.cli.console import print_json, print_problems, tell
from toolkit.cli.language import chosen


def work(document: Path, output: Path, *, as_json: bool, lang: str | None) -> int:
    """Write the workbook, print what does not tie in it."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.import_workbook(document, output)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang, workbook=output.name)
        done = f"Đã ghi {output}: {outcome.appendices} phụ lục, {outcome.rows} dòng."
        tell(done if lang == "vi" else f"Wrote {output}: {outcome.appendices} appendices, {outcome.rows} rows.")
    return 1 if outcome.failed else 0


command = Command(
    "phuluc import",
    """Lấy bảng phụ lục trong báo cáo Word (.docx) hoặc văn bản (.txt, .tsv) ra bảng tính chuẩn. Mã thoát 1 khi có lỗi.

    \b
    Ví dụ:
      phuluc import bao-cao-nam-truoc.docx -o so-lieu.xlsx
    """,
    """Take the appendix tables of a Word report (.docx) or a text (.txt, .tsv) into a standard workbook. Exit code 1 on errors.

    \b
    Example:
      phuluc import bao-cao-nam-truoc.docx -o so-lieu.xlsx
    """,
    (
        argument("document", "REPORT.docx"),
        output_option(
            "DATA.xlsx",
            "Bảng tính ghi ra; không ghi đè tệp đã có.",
            "The workbook to write; an existing file is not written over.",
        ),
        *COMMON,
    ),
    work,
)
