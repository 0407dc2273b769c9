"""Which language the program speaks: `--lang`, else the locale, else Vietnamese."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def chosen(arguments: Sequence[str] | None = None) -> str:
    """The language of this run, "vi" or "en"; help texts are made before options are parsed, so it reads them itself."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for index, argument in enumerate(given):
        if argument.startswith("--lang="):
            return _known(argument.partition("=")[2])
        if argument == "--lang" and index + 1 < len(given):
            return _known(given[index + 1])
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE"):
        value = os.environ.get(name, "")
        if value:
            return _known(value)
    if sys.platform != "win32":  # there nothing else says it
        return "vi"
    import locale

    return _known(locale.getlocale()[0] or "")


def _known(name: str) -> str:
    return "en" if name.lower().startswith("en") else "vi"


def say(vi: str, en: str) -> str:
    """One of two texts, by the language of this run."""
    return en if chosen() == "en" else vi
