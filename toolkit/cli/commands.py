"""What a command takes, as data. A command line in plain form is read by it at once; `clicked.py` has click read any other.

To load click takes an eighth of a short run, and nearly every command line is plain. A property test holds both to one reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.cli.language import say
from toolkit.hints import TYPE_CHECKING, Any, NoReturn
from toolkit.problems import ToolkitError
from toolkit.records import NamedTuple

if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["path", "text", "number", "choice", "flag"]


class Parameter(NamedTuple):
    """An option, or an argument where it has no flags; `name` is the keyword its value goes by."""

    name: str
    flags: tuple[str, ...]
    kind: Kind
    vi: str = ""
    en: str = ""
    metavar: str | None = None
    default: str | None = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    required: bool = False
    many: bool = False
    hidden: bool = False


class Command(NamedTuple):
    """A verb: what stands in its help, what it takes, and what it does with that, which gives the exit code."""

    name: str
    vi: str
    en: str
    parameters: tuple[Parameter, ...]
    work: Callable[..., int]

    def call(self, given: Sequence[str]) -> int:
        """The exit code of this command with the words `given`. Raises PL558 where they are not right."""
        values = plain_values(self.parameters, given)
        if values is not None:
            return self.work(**values)
        from toolkit.cli.clicked import call, clicked

        return call(clicked(self), given)


def plain_values(parameters: Sequence[Parameter], given: Sequence[str]) -> dict[str, Any] | None:
    """The value of each parameter; None where click has to say what a command line means, or what is wrong with it.

    Plain is a line of arguments, flags, and options apart from their values, where no other word begins with a dash.
    """
    options = {flag: parameter for parameter in parameters for flag in parameter.flags}
    values: dict[str, Any] = {each.name: False if each.kind == "flag" else each.default for each in parameters}
    free: list[str] = []
    words = iter(given)
    for word in words:
        option = options.get(word)
        if option is None:
            free.append(word)
        elif option.kind == "flag":
            values[option.name] = True
        elif (value := _value(option, next(words, ""))) is None:
            return None
        else:
            values[option.name] = value
    for each in parameters:
        if not each.flags:
            taken = free if each.many else free[:1]
            free = free[len(taken) :]
            found = [_value(each, word) for word in taken]
            if None in found:
                return None
            if found:
                values[each.name] = tuple(found) if each.many else found[0]
        if each.required and values[each.name] is None:
            return None
    return None if free else values


def _value(parameter: Parameter, word: str) -> Path | str | int | None:
    """What a word stands for; None where that is for click to say."""
    if not word or word.startswith("-"):
        return None
    if parameter.kind == "path":
        return Path(word)
    if parameter.kind == "number":
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 9 else -1
        low, high = parameter.least or 0, parameter.most
        return number if low <= number and (high is None or number <= high) else None
    return word if parameter.kind == "text" or word in parameter.choices else None


def argument(name: str, metavar: str, *, required: bool = True, many: bool = False) -> Parameter:
    """An argument that is a file's path; whether it can be used is for the gate to say."""
    return Parameter(name, (), "path", metavar=metavar, required=required, many=many)


def path_option(name: str, *flags: str, metavar: str, vi: str, en: str, required: bool = False) -> Parameter:
    """An option that is a file's path."""
    return Parameter(name, flags, "path", vi, en, metavar=metavar, required=required)


def output_option(metavar: str, vi: str, en: str, *, required: bool = True) -> Parameter:
    """Where a verb writes to."""
    return path_option("output", "-o", "--output", metavar=metavar, required=required, vi=vi, en=en)


def flag(name: str, vi: str, en: str) -> Parameter:
    """An option that is given or not."""
    return Parameter(name, (f"--{name}",), "flag", vi, en)


CREW = (
    Parameter(
        "jobs", ("--jobs",), "number", metavar="N", least=1,
        vi="Số tiến trình (mặc định: số nhân máy; 1: không chạy song song).",
        en="Number of processes (default: the cores; 1: no parallel work).",
    ),
    Parameter(
        "scheduler", ("--scheduler",), "text", metavar="tcp://HOST:PORT",
        vi="Chạy trên cụm máy Dask có sẵn; các máy phải thấy cùng thư mục.",
        en="Use the workers of a Dask cluster; they must see the same folders.",
    ),
)  # fmt: skip
COMMON = (
    Parameter(
        "as_json", ("--json",), "flag",
        vi="In một đối tượng JSON ra đầu ra chuẩn.", en="Print one JSON object on standard output.",
    ),
    Parameter(
        "lang", ("--lang",), "choice", choices=("vi", "en"),
        vi="Ngôn ngữ của thông báo (mặc định: theo máy).", en="Language of messages (default: the locale).",
    ),
)  # fmt: skip


def refuse_line(command: str, vi: str, en: str) -> NoReturn:
    """Raise PL558: the words of a command line do not go together."""
    raise ToolkitError("PL558", None, reason=say(vi, en), command=command)
