"""`phuluc fields`: every key a template may use, with its value as shown."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.console import common, path_argument, print_json, strict_option
from toolkit.cli.language import chosen, say


@click.command(
    "fields",
    help=say(
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
    ),
)
@path_argument("data", "DATA.xlsx")
@strict_option("Mã thoát 1 khi bảng tính có lỗi.", "Exit code 1 when the workbook has errors.")
@common
def command(data: Path, *, strict: bool, as_json: bool, lang: str | None) -> int:
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
