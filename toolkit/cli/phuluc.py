"""`phuluc`: the group of verbs; each verb's file is loaded only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from toolkit import __version__
from toolkit.cli.console import run
from toolkit.cli.language import say

# verb -> module of this package
VERBS = {
    "show": "show",
    "fields": "fields",
    "appendix": "appendix",
    "new": "new",
    "import": "import_",
    "check": "check",
    "scatter": "scatter",
    "trace": "trace",
    "merge": "merge",
    "watch": "watch",
}


class Verbs(click.Group):
    """A group whose verbs are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order they are learnt."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None for a name there is none of."""
        if cmd_name not in VERBS:
            return None
        found: click.Command = import_module(f"toolkit.cli.{VERBS[cmd_name]}").command
        return found


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
    run(group)


if __name__ == "__main__":
    main()
