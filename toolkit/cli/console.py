"""Printing: problems, JSON, and the one place where a run ends with its exit code."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice

from toolkit.cli.language import chosen, say
from toolkit.hints import TYPE_CHECKING, Any, NoReturn, TextIO
from toolkit.places import File, Paragraph
from toolkit.problems import Problem, Severity, ToolkitError
from toolkit.text import spelt, visible

if TYPE_CHECKING:
    from typing import Protocol

    class Program(Protocol):
        """What can be called with the words of a command line and gives an exit code."""

        def call(self, given: Sequence[str]) -> int:
            """The exit code. Raises a `ToolkitError` where there is no result."""


_WORDS = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
NOTHING_WRITTEN = {
    "vi": "Có lỗi nên không ghi gì (--strict).",
    "en": "Errors: nothing was written (--strict).",
}
_MOST_OF_A_CODE = 20
_OF_THE_REPORT = frozenset(("PL530", "PL531", "PL535", "PL536"))  # told of it as a whole
_MADE_BETWEEN = 200_000  # objects from one look for what can be freed to the next: a run makes many and drops few
_PIECES_AT_ONCE = 50_000
RED, YELLOW, CYAN = 31, 33, 36
_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: CYAN}


def echo(text: str, *, end: str = "\n", err: bool = False) -> None:
    """Print a text as it is."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # a program without a console
        return
    if sys.platform == "win32" and stream.isatty():  # old consoles do not know the codes of colours
        import click

        click.echo(text + end, nl=False, err=err)
        return
    stream.write(text + end)
    stream.flush()


def coloured(text: str, colour: int, *, err: bool = False) -> str:
    """A text that a terminal shows in bold and a colour; as it is where something else reads it."""
    stream = sys.stderr if err else sys.stdout
    return f"\x1b[{colour}m\x1b[1m{text}\x1b[0m" if stream is not None and stream.isatty() else text


def print_json(content: dict[str, Any]) -> None:
    """Print the run's one JSON object, which is never held as a text."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(content)
    while text := "".join(islice(pieces, _PIECES_AT_ONCE)):
        echo(spelt(text), end="")
    echo("")


def tell(text: str, *, err: bool = False) -> None:
    """Print a line; names and texts of files in it are shown, never obeyed."""
    echo(visible(text), err=err)


def print_problems(problems: Iterable[Problem], lang: str, *, workbook: str = "", document: str = "") -> None:
    """Print each problem with its file, place, code, sentence and hint on standard error, and a closing count.

    A hint is said once, and of a code with very many problems only the first are printed.
    """
    counts = dict.fromkeys(Severity, 0)
    told: Counter[str] = Counter()
    hints: set[str] = set()
    for problem in problems:
        counts[problem.severity] += 1
        told[problem.code] += 1
        if told[problem.code] > _MOST_OF_A_CODE:
            continue
        of_report = isinstance(problem.place, Paragraph) or (problem.place is None and problem.code in _OF_THE_REPORT)
        file = document if of_report else "" if isinstance(problem.place, File) else workbook
        where = ": ".join(text for text in (file, str(problem.place or "")) if text)
        word = coloured(_WORDS[lang][problem.severity], _COLOURS[problem.severity], err=True)
        said = f"{problem.code} {visible(problem.message(lang))}"
        echo(f"{visible(where) + ': ' if where else ''}{word} {said}", err=True)
        hint = problem.hint(lang)
        if hint and hint not in hints:
            hints.add(hint)
            tell(f"    {'gợi ý' if lang == 'vi' else 'hint'}: {hint}", err=True)
    for code, number in told.items():
        if number > _MOST_OF_A_CODE:
            more = number - _MOST_OF_A_CODE
            vi, en = (
                f"còn {more} chỗ nữa như vậy; --json liệt kê hết",
                f"{more} more of the kind; --json lists them all",
            )
            echo(f"{code}: {vi if lang == 'vi' else en}", err=True)
    if sum(counts.values()):
        plural = {severity: "s" if lang == "en" and number > 1 else "" for severity, number in counts.items()}
        found = (f"{number} {_WORDS[lang][at]}{plural[at]}" for at, number in counts.items() if number)
        echo(f"{'Vấn đề' if lang == 'vi' else 'Problems'}: {', '.join(found)}", err=True)


def run(command: Program, arguments: list[str] | None = None) -> NoReturn:
    """Run a command of ours to its exit code: 2 with a sentence for whatever makes a result impossible."""
    speak_utf8()
    streams = [stream for stream in (sys.stdout, sys.stderr) if stream is not None]
    code = 0
    gc.set_threshold(_MADE_BETWEEN)
    try:
        code = _ended(command, sys.argv[1:] if arguments is None else arguments)
        for stream in streams:
            stream.flush()
    except OSError as error:
        code = max(code, _unprinted(error, streams))
    gc.freeze()  # the process ends: looking through all it holds for what could be freed would be its last tenth
    sys.exit(code)


def _ended(command: Program, given: list[str]) -> int:
    """The exit code of a command once it has printed what it has to say. Raises the OSError of a stream that takes no more."""
    try:
        return command.call(given)
    except SystemExit:  # so click and rich end where nobody reads any more
        raise BrokenPipeError from None
    except KeyboardInterrupt:
        echo(say("Đã dừng.", "Stopped."), err=True)
        return 2
    except ToolkitError as error:
        return refuse(error.problems, given)
    except (MemoryError, RecursionError) as error:
        return refuse((Problem("PL551", None, {"reason": type(error).__name__}),), given)
    except Exception as error:
        if os.environ.get("PHULUC_DEBUG") or (isinstance(error, OSError) and error.filename is None):
            raise
        return refuse((Problem("PL551", None, {"reason": f"{type(error).__name__}: {error}"}),), given)


def _unprinted(error: OSError, streams: Iterable[TextIO]) -> int:
    """What is printed finds no end: 0 where the reader has read enough, 2 and PL559 where it is lost."""
    enough = isinstance(error, BrokenPipeError)
    if not enough:
        with suppress(OSError):
            print_problems((Problem("PL559", None, {"reason": error.strerror or str(error)}),), chosen())
    for stream in streams:
        try:
            stream.flush()
        except OSError:  # nothing is left in it for the interpreter to fail on
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 0 if enough else 2


def refuse(problems: tuple[Problem, ...], arguments: Iterable[str]) -> int:
    """Say why nothing was written; exit code 2."""
    given = list(arguments)
    lang = chosen(given)
    try:
        if "--json" in given:
            print_json({"problems": [problem.as_json(lang) for problem in problems]})
        else:
            print_problems(problems, lang)
    except BrokenPipeError:
        pass
    except OSError:  # the output itself is what fails: a full disk behind ">"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        with suppress(OSError):
            print_problems(problems, lang)
    return 2


def speak_utf8() -> None:
    """Print Vietnamese on any console, a Windows one in an old code page included."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
