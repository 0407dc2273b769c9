"""`phuluc fields`: every key a template may use, with its value as shown."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli.commands import COMMON, Command, argument, flag
from toolkit.cli.console import print_json
from toolkit.cli.language import chosen


def work(data: Path, *, strict: bool, as_json: bool, lang: str | None) -> int:
    """Print the keys."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.fields(data)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        from toolkit.cli.tables import print_facts

        print_facts(outcome.facts, lang)
    return 1 if strict and outcome.failed else 0


command = Command(
    "phuluc fields",
    """Liệt kê mọi mã mà mẫu báo cáo dùng được, kèm giá trị như sẽ in.

    \b
    Ví dụ:
      phuluc fields so-lieu.xlsx
    """,
    """List every key a template may use, with its value as it is printed.

    \b
    Example:
      phuluc fields so-lieu.xlsx
    """,
    (
        argument("data", "DATA.xlsx"),
        flag("strict", "Mã thoát 1 khi bảng tính có lỗi.", "Exit code 1 when the workbook has errors."),
        *COMMON,
    ),
    work,
)
