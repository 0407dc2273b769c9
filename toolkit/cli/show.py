"""`phuluc show`: what was read and computed, as a table."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli.commands import COMMON, Command, argument, flag
from toolkit.cli.console import print_json, print_problems
from toolkit.cli.language import chosen


def work(data: Path, *, strict: bool, as_json: bool, lang: str | None) -> int:
    """Print the appendices as tables and every problem."""
    from toolkit import reports

    del strict  # taken as everywhere; show always is

    lang = lang or chosen()
    outcome = reports.show(data)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        from toolkit.cli.tables import print_appendices

        if outcome.computed is not None:
            print_appendices(outcome.computed, lang)
        print_problems(outcome.problems, lang, workbook=data.name)
    return 1 if outcome.failed else 0


command = Command(
    "phuluc show",
    """Hiện những gì đọc được từ DATA.xlsx và kết quả tính, kèm mọi chỗ không khớp. Mã thoát 1 khi có lỗi.

    \b
    Ví dụ:
      phuluc show so-lieu.xlsx
    """,
    """Show what was read from DATA.xlsx and computed, with everything that does not tie. Exit code 1 on errors.

    \b
    Example:
      phuluc show so-lieu.xlsx
    """,
    (
        argument("data", "DATA.xlsx"),
        flag("strict", "", "")._replace(hidden=True),
        *COMMON,
    ),
    work,
)
