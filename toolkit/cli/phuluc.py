"""`phuluc`: the group of verbs; each verb's file is loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final, NamedTuple

import click

from toolkit import __version__
from toolkit.cli.console import run
from toolkit.cli.language import say


class Verb(NamedTuple):
    """A verb: the module of this package that holds it, and what it does in a few words."""

    module: str
    vi: str
    en: str


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


class Verbs(click.Group):
    """A group whose verbs are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order they are learnt."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None for a name there is none of."""
        if cmd_name not in VERBS:
            return None
        found: click.Command = import_module(f"toolkit.cli.{VERBS[cmd_name].module}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the first word names."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            known = ", ".join(VERBS)
            ctx.fail(say(f"không có lệnh {args[0]} (có: {known})", f"there is no verb {args[0]} (known: {known})"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs, each in a few words, without loading them."""
        with formatter.section(say("Các lệnh", "Verbs")):
            formatter.write_dl([(name, say(verb.vi, verb.en)) for name, verb in VERBS.items()])


@click.command(
    cls=Verbs,
    help=say(
        "Từ bảng số liệu đến báo cáo Word mà mọi con số đều khớp.",
        "From a spreadsheet of indicators to a Word report in which every number ties.",
    ),
)
@click.version_option(__version__, prog_name="phuluc")
def group() -> None:
    """Hold the verbs."""


def main() -> None:
    """The console script `phuluc`."""
    run(group, sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    main()
