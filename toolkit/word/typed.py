"""A tag as it was meant: what a word processor changes while one types is changed back."""

from __future__ import annotations

import re

from toolkit.hints import Final

TAG: Final = re.compile(
    r"\{\{((?:[^{}]|\{(?!\{)|\}(?!\}))*+)\}\}|\{%((?:[^{%]|\{(?!%)|%(?!\}))*+)%\}|\{#(?:[^{#]|\{(?!#)|#(?!\}))*+#\}"
)
"""A tag; it holds no second opening of its kind, so a text full of openings is passed through once."""

STRAY: Final = re.compile(r"\{[ \u00a0]?\{|\}[ \u00a0]?\}|\{%|%\}")
"""Half a tag, or one whose braces stand apart."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_QUOTES: Final = str.maketrans(
    dict.fromkeys("“”„″", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
)
_SIGNS: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/"})
_TEXT: Final = re.compile(r"""("[^"]*"|'[^']*')""")


def as_meant(inside: str) -> str:
    """What stands between the braces, with straight quotes and plain signs, without invisible letters and the marks of white-space control.

    Signs inside a text stay as they are.
    """
    plain = inside.translate(_INVISIBLE).translate(_QUOTES)
    pieces = _TEXT.split(plain)
    pieces[::2] = [piece.translate(_SIGNS) for piece in pieces[::2]]
    text = "".join(pieces)
    return text.removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+").strip()


def extents(text: str, matches: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Where each tag begins and ends, with the white space that `{{-` and `-}}` take away as they do in Jinja."""
    found: list[tuple[int, int]] = []
    done = 0
    for match in matches:
        start, end = match.span()
        if match[0][2] in "-–":
            start = max(done, len(text[:start].rstrip()))
        if match[0][-3] in "-–":
            end += len(text) - end - len(text[end:].lstrip())
        found.append((start, end))
        done = end
    return found
