"""`phuluc`: the group of verbs; each verb's file is loaded only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from toolkit import __version__
from toolkit.cli.console import run
from toolkit.records import NamedTuple

if TYPE_CHECKING:
    from toolkit.cli.commands import Command


class Verb(NamedTuple):
    """A verb: the module of this package that holds it, and what it does in a few words."""

    module: str
    vi: str
    en: str

    def command(self) -> Command:
        """The verb's command."""
        found: Command = import_module(f"toolkit.cli.{self.module}").command
        return found


VERBS: Final = {
    "show": Verb("show", "hiện số liệu đọc được, kết quả tính và mọi vấn đề", "what was read and computed, and every problem"),
    "fields": Verb("fields", "các mã mẫu báo cáo dùng được, kèm giá trị", "the keys a template may use, with their values"),
    "appendix": Verb("appendix", "lập phụ lục trình bày sẵn (.xlsx hoặc .docx)", "the formatted appendix (.xlsx or .docx)"),
    "new": Verb("new", "tạo bảng số liệu trống", "a blank workbook"),
    "import": Verb("import_", "lấy phụ lục của báo cáo cũ ra bảng tính", "the appendix of an old report as a workbook"),
    "check": Verb("check", "đối chiếu từng con số trong báo cáo", "tie out every number of a report"),
    "scatter": Verb("scatter", "phát bảng trống cho từng đơn vị", "a blank workbook for each unit"),
    "trace": Verb("trace", "con số trong báo cáo lấy từ ô nào", "the cells behind a number of a report"),
    "merge": Verb("merge", "gộp bảng của các đơn vị thành một", "merge the workbooks of many units"),
    "watch": Verb("watch", "cập nhật báo cáo mỗi khi lưu bảng tính", "fill again at each save"),
}  # fmt: skip


class Group:
    """The verbs as one command, whose first word names one of them."""

    def call(self, given: Sequence[str]) -> int:
        """The exit code of the verb that is named. Raises PL558 where the words are not right."""
        if given and given[0] in VERBS:
            return VERBS[given[0]].command().call(given[1:])
        from toolkit.cli.clicked import call, grouped

        return call(grouped(VERBS, __version__), given)


def main() -> None:
    """The console script `phuluc`."""
    run(Group(), sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    main()
