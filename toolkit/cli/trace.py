"""`phuluc trace`: the cells behind a shown number."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli.commands import COMMON, Command, Parameter, argument
from toolkit.cli.console import print_json, tell
from toolkit.cli.language import chosen


def work(report: Path, text: str, *, as_json: bool, lang: str | None) -> int:
    """Print the source of each shown number, or that there is none."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.trace(report, text)
    if as_json:
        print_json(outcome.as_json(lang))
    elif not outcome.numbers:
        nothing = "không có trường nào" if lang == "vi" else "no field"
        shows = " hiện" if lang == "vi" else " shows"
        tell(f"{report.name}: {nothing}{f'{shows} “{text}”' if text else ''}.")
    else:
        from toolkit.cli.tables import print_traced

        print_traced(outcome.numbers, lang)
    return 0


command = Command(
    "phuluc trace",
    """Cho biết mỗi con số trong báo cáo lấy từ ô nào của bảng tính. Chỉ cần tệp báo cáo.

    \b
    Ví dụ:
      phuluc trace bao-cao.docx "79,42"
    """,
    """Say from which cells each number of a report comes. Only the report itself is needed.

    \b
    Example:
      phuluc trace report.docx "79,42"
    """,
    (
        argument("report", "REPORT.docx"),
        Parameter("text", (), "text", default=""),
        *COMMON,
    ),
    work,
)
