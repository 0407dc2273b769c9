"""Commands read by click: help, completion, and every command line that is not in plain form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.commands import Command, Parameter
from toolkit.cli.language import say
from toolkit.cli.usage import usage_problem
from toolkit.problems import ToolkitError

if TYPE_CHECKING:
    from toolkit.cli.phuluc import Verb


def call(command: click.Command, given: Sequence[str]) -> int:
    """The exit code of a command with the words `given`. Raises PL558 where they are not right."""
    try:
        code = command.main(args=list(given), prog_name=command.name, standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        raise ToolkitError.of((usage_problem(error),)) from error
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


def clicked(command: Command) -> click.Command:
    """A command as click knows it."""
    return click.Command(
        command.name,
        callback=command.work,
        params=[_parameter(each) for each in command.parameters],
        help=say(command.vi, command.en),
    )


def grouped(verbs: Mapping[str, Verb], version: str) -> click.Command:
    """The group of verbs as click knows it."""
    stamp = click.version_option(version, prog_name="phuluc")
    return stamp(_Group(verbs))


class _Group(click.Group):
    """The group of verbs; each verb's file is loaded only when it is named."""

    def __init__(self, verbs: Mapping[str, Verb]) -> None:
        self.verbs = verbs
        super().__init__(
            "phuluc",
            help=say(
                "Từ bảng số liệu đến báo cáo Word mà mọi con số đều khớp.",
                "From a spreadsheet of indicators to a Word report in which every number ties.",
            ),
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order they are learnt."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None for a name there is none of."""
        return clicked(self.verbs[cmd_name].command()) if cmd_name in self.verbs else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the first word names."""
        if args and args[0] not in self.verbs and not args[0].startswith("-"):
            known = ", ".join(self.verbs)
            ctx.fail(say(f"không có lệnh {args[0]} (có: {known})", f"there is no verb {args[0]} (known: {known})"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs, each in a few words, without loading them."""
        with formatter.section(say("Các lệnh", "Verbs")):
            formatter.write_dl([(name, say(verb.vi, verb.en)) for name, verb in self.verbs.items()])


def _parameter(given: Parameter) -> click.Parameter:
    settings: dict[str, Any] = {"type": _type(given), "metavar": given.metavar}
    if given.default is not None:
        settings["default"] = given.default
    if not given.flags:
        return click.Argument([given.name], required=given.required, nargs=-1 if given.many else 1, **settings)
    if given.kind == "flag":
        settings = {"is_flag": True}
    return click.Option(
        [given.name, *given.flags],
        required=given.required,
        hidden=given.hidden,
        help=say(given.vi, given.en),
        **settings,
    )


def _type(given: Parameter) -> click.ParamType[Any]:
    match given.kind:
        case "path":
            return click.Path(path_type=Path)
        case "choice":
            return click.Choice(given.choices)
        case "number":
            return click.IntRange(given.least, given.most)
        case _:
            return click.STRING
