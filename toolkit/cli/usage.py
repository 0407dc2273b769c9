"""What is wrong with a command line, in the language of the run."""

from __future__ import annotations

import re

import click

from toolkit.cli.language import say
from toolkit.problems import Problem

_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


def usage_problem(error: click.ClickException) -> Problem:
    """The problem PL558 of a command line that click refused."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "phuluc"
    return Problem("PL558", None, {"reason": _reason(error), "command": command})


def _reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption(option_name=option, possibilities=near):
            more = f" ({say('có phải', 'did you mean')} {', '.join(near)}?)" if near else ""
            return say(f"không có tùy chọn {option}", f"there is no option {option}") + more
        case click.BadOptionUsage(option_name=option):
            return say(f"thiếu hoặc thừa giá trị sau {option}", error.format_message())
        case click.MissingParameter(param=click.Parameter() as missing):
            return say(f"thiếu {_name(missing)}", f"{_name(missing)} is missing")
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as wrong):
            known = ", ".join(f'"{choice}"' if " " in str(choice) else str(choice) for choice in choices)
            return say(f"{_name(wrong)} phải là một trong: {known}", f"{_name(wrong)} must be one of: {known}")
        case click.BadParameter(param=click.Parameter(type=click.IntRange(min=low, max=high)) as wrong):
            bounds = say(f"từ {low} đến {high}", f"from {low} to {high}") if high is not None else f"≥ {low}"
            return say(f"{_name(wrong)} phải là số nguyên {bounds}", f"{_name(wrong)} must be a whole number {bounds}")
        case click.BadParameter(param=click.Parameter() as wrong):
            return say(
                f"giá trị của {_name(wrong)} không dùng được ({error.message})", f"{_name(wrong)}: {error.message}"
            )
    extra = _EXTRA.search(error.message)
    return error.format_message() if extra is None else say(f"thừa {extra[1]}", f"{extra[1]} is too much")


def _name(parameter: click.Parameter) -> str:
    """What the user calls a parameter: its longest option, or the argument's placeholder."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.metavar or parameter.name or ""
