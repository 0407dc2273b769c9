"""`phuluc scatter`: the blank workbook of each unit on a roster."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli.commands import COMMON, CREW, Command, argument, path_option
from toolkit.cli.console import print_json, print_problems, tell
from toolkit.cli.language import chosen
from toolkit.cli.many import progress_bar


def work(
    data: Path,
    roster: Path,
    folder: Path | None,
    *,
    jobs: int | None,
    scheduler: str | None,
    as_json: bool,
    lang: str | None,
) -> int:
    """Write the workbooks, print what is doubtful."""
    from toolkit.scatter import hand_out, plan

    lang = lang or chosen()
    planned = plan(data, roster, folder)
    label = "Phát bảng" if lang == "vi" else "Handing out"
    with progress_bar(len(planned.sendings), label, quiet=as_json) as told:
        outcome = hand_out(planned, jobs=jobs, scheduler=scheduler, progress=told)
    if as_json:
        print_json(outcome.as_json(lang))
    else:
        print_problems(outcome.problems, lang)
        total = len(outcome.units)
        tell(
            f"Đã ghi {outcome.written} bảng trống cho {total} đơn vị vào {outcome.folder}."
            if lang == "vi"
            else f"Wrote {outcome.written} blank workbooks for {total} units into {outcome.folder}."
        )
    return 1 if any(problem.code == "PL666" for problem in outcome.problems) else 0


command = Command(
    "phuluc scatter",
    """Phát bảng trống cho từng đơn vị trong danh sách: các chỉ tiêu của DATA.xlsx, ghi sẵn tên đơn vị và chỉ tiêu giao.

    Danh sách có cột Tên đơn vị; tùy ý: Mã, Hạn nộp, và cột mang mã của một chỉ tiêu để giao riêng từng đơn vị.
    Tệp đã có không bị ghi đè. Số liệu gửi về: phuluc merge.

    \b
    Ví dụ:
      phuluc scatter so-lieu.xlsx --roster danh-sach.xlsx -o don-vi
    """,
    """Hand out a blank workbook to each unit on a roster: the indicators of DATA.xlsx, with the unit's name and targets.

    The roster has a column Tên đơn vị; optional: Mã, Hạn nộp, and columns headed by an indicator's key with each
    unit's own target. Existing files are not written over. What comes back: phuluc merge.

    \b
    Example:
      phuluc scatter data.xlsx --roster roster.xlsx -o units
    """,
    (
        argument("data", "DATA.xlsx"),
        path_option(
            "roster", "--roster", metavar="ROSTER.xlsx", required=True, vi="Danh sách đơn vị.", en="The list of units."
        ),
        path_option(
            "folder",
            "-o",
            "--output",
            metavar="FOLDER",
            vi="Thư mục ghi ra (mặc định: don-vi, cạnh DATA).",
            en="The folder to write to (default: don-vi, beside DATA).",
        ),
        *CREW,
        *COMMON,
    ),
    work,
)
