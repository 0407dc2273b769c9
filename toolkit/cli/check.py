"""`phuluc check`: every number statement of a report with its verdict."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.commands import COMMON, Command, argument, path_option
from toolkit.cli.console import RED, coloured, echo, print_json, print_problems, tell
from toolkit.cli.language import chosen
from toolkit.text import visible

if TYPE_CHECKING:
    from toolkit.outcomes.check import CheckOutcome


def work(report: Path, data: Path | None, mark: Path | None, *, as_json: bool, lang: str | None) -> int:
    """Print each claim that does not hold, the counts and the problems."""
    from toolkit import reports

    lang = lang or chosen()
    outcome = reports.check(report, data, mark, lang=lang)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        _print(outcome, lang)
        workbook = report.name if data is None else data.name
        print_problems(outcome.problems, lang, workbook=workbook, document=report.name)
    return 1 if outcome.failed else 0


def _print(outcome: CheckOutcome, lang: str) -> None:
    """Each claim that does not hold with its sentence, under its heading and in the order of the document, then the counts."""
    from toolkit.outcomes.check import heading_over, where

    last = ""
    for claim in outcome.inconsistent:
        heading = heading_over(claim.place)
        if heading and heading != last:
            tell(heading)
        last = heading
        wrong, old = ("không khớp", "số cũ") if lang == "vi" else ("does not tie", "stale")
        found = claim.message(lang) if claim.kind == "stale" else f"{wrong}: {claim.message(lang)}"
        stressed = old if claim.kind == "stale" else wrong
        _told(f"{where(claim.place, lang, heading=False)}: {found}", 2 if heading else 0, stressed)
        _told(claim.excerpt, 6)
        if claim.formula and claim.formula not in claim.message(lang):
            _told(claim.formula, 6)
    tell(f"{'Đối chiếu' if lang == 'vi' else 'Tie-out'} {outcome.report.name}: {outcome.counted(lang)}.")
    if outcome.marked is not None:
        tell(f"{'Đã ghi bản đánh dấu' if lang == 'vi' else 'Wrote the marked copy'} {outcome.marked}.")


def _told(text: str, indent: int, stressed: str = "") -> None:
    """Print a line moved in, on a terminal broken to its width; its first `stressed` words stand out there."""
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else 0
    margin = " " * indent
    wrapped = textwrap.wrap(visible(text), max(40, width - 1), initial_indent=margin, subsequent_indent=f"{margin}    ")
    shown = "\n".join(wrapped) if width else f"{margin}{visible(text)}"
    echo(shown.replace(stressed, coloured(stressed, RED), 1) if stressed else shown)


command = Command(
    "phuluc check",
    """Đối chiếu từng con số trong báo cáo REPORT (.docx hoặc .txt): phép tính trong câu, với bảng tính DATA.xlsx, hoặc với
    phụ lục của chính báo cáo. Mã thoát 1 khi có chỗ không khớp.

    \b
    Ví dụ:
      phuluc check bao-cao.docx
      phuluc check bao-cao.docx so-lieu.xlsx --mark bao-cao-doi-chieu.docx
    """,
    """Tie out every number of the report REPORT (.docx or .txt): by the arithmetic of its sentence, with the workbook
    DATA.xlsx, or with the report's own appendix. Exit code 1 when something does not tie.

    \b
    Example:
      phuluc check report.docx
      phuluc check report.docx data.xlsx --mark report-checked.docx
    """,
    (
        argument("report", "REPORT"),
        argument("data", "[DATA.xlsx]", required=False),
        path_option(
            "mark",
            "--mark",
            metavar="OUT.docx",
            vi="Ghi một bản sao có chú thích Word ở mỗi chỗ không khớp và bảng tổng hợp ở cuối.",
            en="Write a copy with a Word comment at each place that does not tie and a closing table.",
        ),
        *COMMON,
    ),
    work,
)
