"""`phuluc new`: a blank standard workbook to fill in or send out."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli.commands import COMMON, Command, Parameter, argument, refuse_line
from toolkit.cli.console import print_json, print_problems, tell
from toolkit.cli.language import chosen
from toolkit.kinds import KINDS
from toolkit.text import fold


def work(output: Path, *, periods: str, kind: str, year: int | None, as_json: bool, lang: str | None) -> int:
    """Write the workbook, say what to do next."""
    from toolkit import reports

    lang = lang or chosen()
    names = [name.strip() for name in periods.split(",") if name.strip()]
    if len(set(map(fold, names))) < len(names):
        refuse_line("phuluc new", "--periods có kỳ lặp lại.", "--periods names a period twice.")
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


command = Command(
    "phuluc new",
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
    (
        argument("output", "OUT.xlsx"),
        Parameter(
            "periods",
            ("--periods",),
            "text",
            default="",
            vi="Tên các kỳ, cách nhau bằng dấu phẩy.",
            en="Names of the periods, parted by commas.",
        ),
        Parameter(
            "kind",
            ("--kind",),
            "choice",
            default="năm",
            choices=KINDS,
            vi="Loại báo cáo; quyết định các kỳ khi không có --periods (mặc định: năm).",
            en="The kind of report; gives the periods where --periods does not (default: năm, a year).",
        ),
        Parameter(
            "year",
            ("--year",),
            "number",
            least=1990,
            most=2100,
            vi="Năm báo cáo (mặc định: năm nay).",
            en="The year (default: this one).",
        ),
        *COMMON,
    ),
    work,
)
