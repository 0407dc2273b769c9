"""`phuluc merge`: many units' workbooks into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.commands import COMMON, CREW, Command, argument, output_option, path_option
from toolkit.cli.console import print_json, print_problems, tell
from toolkit.cli.language import chosen
from toolkit.cli.many import inputs, progress_bar

if TYPE_CHECKING:
    from toolkit.excel.merging import MergedOutcome

_MOST_CHANGES = 40


def work(
    units: tuple[Path, ...],
    output: Path,
    *,
    roster: Path | None,
    jobs: int | None,
    scheduler: str | None,
    as_json: bool,
    lang: str | None,
) -> int:
    """Write the merged workbook, print who has sent, what changed and every problem."""
    from toolkit import reports

    lang = lang or chosen()
    files = inputs(units)
    label = "Đọc các đơn vị" if lang == "vi" else "Reading the units"
    with progress_bar(len(files), label, quiet=as_json) as progress:
        outcome = reports.merge(
            files, output, roster=roster, workers=jobs, scheduler=scheduler, progress=progress
        )  # fmt: skip
    if as_json:
        print_json(outcome.as_json(lang))
    elif outcome.made is not None:
        print_problems(outcome.problems, lang)
        _print_changes(outcome.made, lang)
        tell(summary(outcome.made, lang))
    return 1 if outcome.failed else 0


def _print_changes(made: MergedOutcome, lang: str) -> None:
    if made.changes:
        tell("Thay đổi so với lần nộp trước:" if lang == "vi" else "Changes since the last sending:")
    for change in made.changes[:_MOST_CHANGES]:
        nothing = "trống" if lang == "vi" else "blank"
        moved = f"{change.old or nothing} → {change.new or nothing}"
        tell(f"  {change.unit}: {change.label} ({change.column}): {moved}  {change.place}")
    more = len(made.changes) - _MOST_CHANGES
    if more > 0:
        tell(f"  … và {more} ô nữa (trang Thay đổi)" if lang == "vi" else f"  … and {more} more (sheet Thay đổi)")


def summary(made: MergedOutcome, lang: str) -> str:
    """What became of the files, in one line each for files and roster."""
    turnout = made.turnout
    counts = {
        category: len(turnout.of(category)) for category in dict.fromkeys(one.category for one in turnout.received)
    }
    vi = lang == "vi"
    words = {
        "merged": ("đã gộp", "merged"), "replaced": ("lần nộp cũ", "replaced by a newer one"),
        "same": ("tệp trùng", "the same as another"), "unclear": ("chưa rõ lần nộp", "of which nobody can tell the newest"),
        "unreadable": ("không đọc được", "not readable"), "skipped": ("tệp tạm", "temporary"),
    }  # fmt: skip
    parts = ", ".join(f"{number} {words[category][0 if vi else 1]}" for category, number in counts.items())
    total = len(turnout.received)
    lines = [f"{total} tệp: {parts}." if vi else f"{_many(total, 'file')}: {parts}."]
    if turnout.roster:
        numbers = (len(turnout.missing), len(turnout.late), len(turnout.unknown))
        lines.append(
            "{} đơn vị chưa nộp, {} nộp muộn, {} ngoài danh sách.".format(*numbers)
            if vi
            else "{} missing, {} late, {} not on the roster.".format(_many(numbers[0], "unit"), *numbers[1:])
        )
    lines.append(
        f"Đã ghi {made.output}: {made.appendices} phụ lục, {made.rows} dòng; đọc {made.read} tệp, dùng lại {made.reused}."
        if vi
        else f"Wrote {made.output}: {_many(made.appendices, 'appendix', 'appendices')}, {_many(made.rows, 'row')}; "
        f"{_many(made.read, 'file')} read, {made.reused} reused."
    )
    return "\n".join(lines)


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"


command = Command(
    "phuluc merge",
    """Gộp bảng tính của các đơn vị thành một bảng tính chuẩn: số lượng cộng lại, tỷ lệ theo cột Cách gộp, mỗi số là một
    công thức trên trang Nguồn số liệu. Chạy lại thì chỉ đọc tệp có thay đổi. Mã thoát 1 khi có lỗi.

    \b
    Ví dụ:
      phuluc merge don-vi/*.xlsx -o tong-hop.xlsx
      phuluc merge don-vi -o tong-hop.xlsx --roster danh-sach.xlsx
    """,
    """Merge the workbooks of many units into one standard workbook: counts add up, rates follow the column Cách gộp, and
    each figure is a formula over the sheet Nguồn số liệu. A later run reads only what changed. Exit code 1 on errors.

    \b
    Example:
      phuluc merge don-vi/*.xlsx -o tong-hop.xlsx
      phuluc merge don-vi -o tong-hop.xlsx --roster danh-sach.xlsx
    """,
    (
        argument("units", "UNIT.xlsx...", many=True),
        output_option(
            "DATA.xlsx",
            "Bảng tính tổng hợp; bản cũ được giữ ở tệp .bak.xlsx.",
            "The merged workbook; the old one is kept as .bak.xlsx.",
        ),
        path_option(
            "roster",
            "--roster",
            metavar="ROSTER.xlsx",
            vi="Danh sách đơn vị phải nộp: cột Tên đơn vị, có thể thêm Mã, Hạn nộp.",
            en="The units that should send: a column Tên đơn vị, and perhaps Mã and Hạn nộp.",
        ),
        *CREW,
        *COMMON,
    ),
    work,
)
