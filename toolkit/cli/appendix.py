"""`phuluc appendix`: the formatted appendix as a workbook or a Word document."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.console import common, path_argument, print_json, print_problems
from toolkit.cli.language import chosen, say


@click.command(
    "appendix",
    help=say(
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
    ),
)
@path_argument("data", "DATA.xlsx")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx|OUT.docx", required=True, help=say(
    "Tệp phụ lục; đuôi tệp quyết định loại.", "The appendix; its ending says which kind."
))  # fmt: skip
@common
def command(data: Path, output: Path, *, as_json: bool, lang: str | None) -> int:
    """Write the appendix, print every problem."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.make_appendix(data, output)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang, workbook=data.name, document=output.name)
        done = f"Đã ghi {output}: {outcome.rows} dòng." if lang == "vi" else f"Wrote {output}: {outcome.rows} rows."
        click.echo(done)
    return 0
