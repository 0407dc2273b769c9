"""`phuluc appendix`: the formatted appendix as a workbook or a Word document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.commands import COMMON, Command, argument, flag, output_option
from toolkit.cli.console import NOTHING_WRITTEN, print_json, print_problems, tell
from toolkit.cli.language import chosen

if TYPE_CHECKING:
    from toolkit.outcomes.write import Written


def work(data: Path, output: Path, *, strict: bool, as_json: bool, lang: str | None) -> int:
    """Write the appendix, print every problem."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.make_appendix(data, output, strict=strict)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang, workbook=data.name, document=output.name)
        tell(summary(outcome, output, lang), err=not outcome.written)
    return 0 if outcome.written else 1


def summary(outcome: Written, output: Path, lang: str) -> str:
    """One line that says what was written."""
    if not outcome.written:
        return NOTHING_WRITTEN[lang]
    return f"Đã ghi {output}: {outcome.rows} dòng." if lang == "vi" else f"Wrote {output}: {outcome.rows} rows."


command = Command(
    "phuluc appendix",
    """Lập phụ lục trình bày sẵn từ DATA.xlsx: bảng tính có công thức và biểu đồ (.xlsx) hoặc văn bản Word (.docx).

    \b
    Ví dụ:
      phuluc appendix so-lieu.xlsx -o phu-luc.xlsx
      phuluc appendix so-lieu.xlsx -o phu-luc.docx
    """,
    """Make the formatted appendix of DATA.xlsx: a workbook with live formulas and charts, or a Word document.

    \b
    Example:
      phuluc appendix so-lieu.xlsx -o phu-luc.xlsx
      phuluc appendix so-lieu.xlsx -o phu-luc.docx
    """,
    (
        argument("data", "DATA.xlsx"),
        output_option(
            "OUT.xlsx|OUT.docx", "Tệp phụ lục; đuôi tệp quyết định loại.", "The appendix; its ending says which kind."
        ),
        flag("strict", "Không ghi gì khi có lỗi; mã thoát 1.", "Write nothing when there are errors; exit code 1."),
        *COMMON,
    ),
    work,
)
