"""The plain forms of an expression, read without Jinja: names with attributes, periods and filters, and comparisons of them.

Nearly all tags of a report have one of these, and reading those takes a fifth of the time that loading Jinja and parsing with
it do. Jinja stays the measure: what is read here Jinja reads alike, and everything else, all that is wrong included, is left
to it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from toolkit.expressions.nodes import (
    FUNCTIONS,
    Attribute,
    Call,
    Comparison,
    Constant,
    Element,
    Filter,
    Name,
    Node,
    Operation,
    name_of,
)
from toolkit.facts import TemplateProblem
from toolkit.phrases import FILTERS

_LONGEST: Final = 400
_MOST_PIECES: Final = 16  # far from how deep an expression may be
_NAME: Final = r"[^\W\d]\w*+"
_VALUE: Final = r"""(?:"[^"\\]*+"|'[^'\\]*+'|(?:0|[1-9][0-9]{0,8}+)(?!\w))"""
_FILTER: Final = rf" *+\| *+({_NAME})(?: *+\( *+({_VALUE}(?: *+, *+{_VALUE})*+) *+\))?+"
_OPERAND: Final = re.compile(
    rf"({_NAME})(?:\( *+({_VALUE}) *+\))?+((?:\.{_NAME}|\[ *+{_VALUE} *+\])*+)((?:{_FILTER})*+)|({_VALUE})"
)
_PIECE: Final = re.compile(rf"\.({_NAME})|\[ *+({_VALUE}) *+\]")
_EACH_FILTER: Final = re.compile(_FILTER)
_EACH_VALUE: Final = re.compile(_VALUE)
_SIGN: Final = re.compile(r" *+(==|!=|<=|>=|<|>) *+")
_JOINED: Final = re.compile(r" ++(and|or) ++")
_WORDS: Final = frozenset(
    ("true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is", "if", "else")
)


def read_plain(text: str) -> Node | None:
    """The expression a text spells, without spaces around it; None where it has none of the plain forms."""
    if len(text) > _LONGEST or not text.isprintable():
        return None
    try:
        return _Reader(text).expression()
    except (_Other, TemplateProblem):
        return None


class _Other(Exception):  # noqa: N818  nothing is wrong
    """The text has another form."""


class _Reader:
    """Goes through one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._pieces = 0

    def expression(self) -> Node:
        """Comparisons with either `and` or `or` between all of them."""
        node = self._comparison()
        first = ""
        while found := _JOINED.match(self._text, self._at):
            first = first or found[1]
            if found[1] != first:
                raise _Other
            self._at = found.end()
            node = Operation(first, node, self._comparison())
            self._count()
        if self._at < len(self._text):
            raise _Other
        return node

    def _comparison(self) -> Node:
        left = self._operand()
        found = _SIGN.match(self._text, self._at)
        if found is None:
            return left
        self._at = found.end()
        return Comparison(left, ((found[1], self._operand()),))

    def _operand(self) -> Node:
        found = _OPERAND.match(self._text, self._at)
        if found is None:
            raise _Other
        self._at = found.end()
        name, argument, pieces, filters, value = found.group(1, 2, 3, 4, 7)
        if value is not None:
            return _constant(value)
        plain = _name(name)
        if argument is not None and plain not in FUNCTIONS:
            raise _Other
        node: Node = Name(plain) if argument is None else Call(None, plain, _constant(argument))
        for attribute, index in _PIECE.findall(pieces):
            self._count()
            node = Attribute(node, _name(attribute)) if attribute else Element(node, _index(index))
        for word, given in _EACH_FILTER.findall(filters):
            self._count()
            arguments = tuple([_constant(each) for each in _EACH_VALUE.findall(given)])
            known = FILTERS.get(called := _name(word))
            if known is None or not known.least <= len(arguments) <= known.most:
                raise _Other
            node = Filter(node, called, arguments)
        return node

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > _MOST_PIECES:
            raise _Other


def _name(text: str) -> str:
    if text in _WORDS or not text.isidentifier():
        raise _Other
    return name_of(text)


def _constant(text: str) -> Constant:
    return Constant(text[1:-1] if text[0] in "\"'" else Decimal(text))


def _index(text: str) -> Constant:
    index = _constant(text)
    if isinstance(index.value, str) and index.value.startswith("_"):
        raise _Other
    return index
