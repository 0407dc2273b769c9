"""What may stand between `{{ }}` and `{% %}` in a template: parsed by Jinja, evaluated here, never executed.

`identity` is an expression's canonical spelling: plain ASCII names, no spaces but around words, texts in double quotes,
and in place of a loop variable the key of what it stands for (`x.ty_le | phan_tram` with x at kndv is
`kndv.ty_le|phan_tram`). Evaluated in the scope of another workbook it gives the same fact of that workbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from toolkit.expressions.evaluate import Evaluator, Operand
from toolkit.expressions.functions import condition_of, operand_of, value_of
from toolkit.expressions.nodes import LONGEST, Call, Conditional, Name, Node, name_of, read_expression, size_of
from toolkit.expressions.values import Loop
from toolkit.expressions.write import write
from toolkit.facts import Fact, Facts, TemplateProblem
from toolkit.facts.sections import AppendixSubject, SectionSubject
from toolkit.facts.subjects import Items, Periods, Subject, Value
from toolkit.hints import Final
from toolkit.model import ComputedAppendix
from toolkit.records import NamedTuple, field, record
from toolkit.text import compose, fold

Item = Subject
"""What a loop variable stands for in one pass; `key` is an expression that finds it again."""


class Result(NamedTuple):
    """What an expression gives.

    `text` is what a report prints; `value` the unrounded figure, text or answer, None where there is none. `facts` are
    the figures behind it. `truth` says whether a condition on it holds. `blank` is True when nothing is printed and
    the template did not say what to do then.
    """

    text: str
    value: object
    facts: tuple[Fact, ...]
    identity: str
    truth: bool
    blank: bool


@record(frozen=True)
class Scope:
    """The facts and the loop variables that hold where a tag stands."""

    facts: Facts
    bindings: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def names(self) -> Evaluator:
        """What names stand for here."""
        return Evaluator(self.facts, self.bindings)

    def bind(self, name: str, value: object) -> Scope:
        """The scope with one more name; a text or number is taken as a value."""
        bound = value if isinstance(value, Value | Subject) else Value(str(value), str(value))
        return Scope(self.facts, {**self.bindings, name_of(name): bound})

    def loop(self, name: str, items: Sequence[Item], index: int) -> Scope:
        """The scope of one pass of a loop: its variable, and `loop`; `index` counts from 0."""
        return Scope(self.facts, {**self.bindings, name_of(name): items[index], "loop": Loop(index + 1, items)})


@record(frozen=True)
class Expression:
    """One parsed expression. `source` is what the template says.

    `test` and `variable` belong to a loop of the form `x in list if test`. `spelled` is its canonical spelling where no
    loop variable holds. `size` is how many of its nodes go through a list, and how many nodes there are.
    """

    source: str
    node: Node
    test: Node | None = None
    variable: str = ""
    spelled: str = ""
    size: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if not self.spelled:
            object.__setattr__(self, "spelled", write(self.node, lambda _: None))
            object.__setattr__(self, "size", size_of((self.node, self.test)))

    @cached_property
    def operand(self) -> Callable[[Evaluator], Operand]:
        """The function that gives what the expression stands for."""
        return operand_of(self.node)

    @cached_property
    def value(self) -> Callable[[Evaluator], Value]:
        """The function that gives its figure or text."""
        return value_of(self.node)

    @cached_property
    def condition(self) -> Callable[[Evaluator], bool]:
        """The function that says whether it holds."""
        return condition_of(self.node)

    def identity(self, names: Evaluator) -> str:
        """The canonical spelling, with what the loop variables stand for."""
        return names.written(self.node) if names.bindings else self.spelled

    @property
    def is_appendix(self) -> bool:
        """True for `phu_luc` or `phu_luc("…")` alone, which stands for a whole appendix table."""
        match self.node:
            case Name("phu_luc") | Call(None, "phu_luc", _):
                return True
        return False

    def appendices(self, scope: Scope) -> tuple[ComputedAppendix, ...]:
        """The appendices that an `is_appendix` expression stands for: all of the workbook, or the one it names."""
        found = self.operand(scope.names)
        entries = found.entries if isinstance(found, Items) else (found,)
        return tuple(entry.appendix for entry in entries if isinstance(entry, AppendixSubject))

    def evaluate(self, scope: Scope) -> Result:
        """What the expression gives. Raises a `TemplateProblem` when a name is unknown or a filter does not fit."""
        names = scope.names
        value = self.value(names)
        return Result(value.text, value.value, value.facts, self.identity(names), value.truth, value.blank)

    def holds(self, scope: Scope) -> bool:
        """Whether the expression holds as a condition; a list holds when it has entries."""
        return self.condition(scope.names)

    def items(self, scope: Scope) -> tuple[Item, ...]:
        """What a loop over the expression goes through; for a section or an appendix its indicators. Raises PL412 for what is no list."""
        found: Value | Subject | None = self.operand(scope.names)
        if isinstance(found, SectionSubject | AppendixSubject):
            found = found.get("chi_tieu")  # {% for x in muc("II") %} goes through its indicators
        if isinstance(found, Periods):
            entries: tuple[Item, ...] = found.entries()
        elif isinstance(found, Items):
            entries = found.entries
        else:
            raise TemplateProblem("PL412", what=self.source)
        if self.test is None:
            return entries
        holds, name = condition_of(self.test), self.variable
        return tuple(entry for entry in entries if holds(Evaluator(scope.facts, {**scope.bindings, name: entry})))


@record(frozen=True, slots=True)
class Condition(Expression):
    """An expression that only asks: lists are allowed, and a missing line of `Thông tin` is blank."""

    def evaluate(self, scope: Scope) -> Result:
        """Whether it holds; `text` is empty."""
        names = scope.names
        holds = self.condition(names)
        return Result("", holds, (), self.identity(names), holds, False)


class For(NamedTuple):
    """`{% for variable in expression %}`."""

    variable: str
    expression: Expression


class If(NamedTuple):
    """`{% if expression %}`."""

    expression: Expression


class ElIf(NamedTuple):
    """`{% elif expression %}`."""

    expression: Expression


class Else(NamedTuple):
    """`{% else %}`."""

    word: str = "else"


class EndFor(NamedTuple):
    """`{% endfor %}`."""

    word: str = "endfor"


class EndIf(NamedTuple):
    """`{% endif %}`."""

    word: str = "endif"


Statement = For | If | ElIf | Else | EndFor | EndIf
_BARE: Final[dict[str, Statement]] = {"else": Else(), "endfor": EndFor(), "endif": EndIf()}


def parse(source: str) -> Expression:
    """The expression of a `{{ }}` tag. Raises a `TemplateProblem` for what cannot be read or is not allowed."""
    return Expression(source.strip(), read_expression(source))


def parse_statement(source: str) -> Statement:
    """The statement of a `{% %}` tag. Raises a `TemplateProblem` for what is no statement of ours."""
    text = compose(source).strip()
    if len(text) > LONGEST:
        raise TemplateProblem("PL414", limit=LONGEST)
    if text.lower() in _BARE:  # a capital letter begins what Word takes for a sentence
        return _BARE[text.lower()]
    asked = re.fullmatch(r"(?P<word>if|elif)\b(?P<test>.+)", text, re.DOTALL | re.IGNORECASE)
    if asked:
        test = asked["test"].strip()
        condition = Condition(test, read_expression(test))
        return If(condition) if asked["word"].lower() == "if" else ElIf(condition)
    looped = re.fullmatch(r"for\s+(?P<name>\w+)\s+in\s+(?P<list>.+)", text, re.DOTALL | re.IGNORECASE)
    if looped:
        return _for(looped["name"], looped["list"])
    word = text.split(maxsplit=1)[0] if text else ""
    if fold(word) in ("for", "if", "elif", *_BARE):
        raise TemplateProblem("PL401", reason="not a complete statement")
    raise TemplateProblem("PL402", what=word or "{% %}")


def _for(name: str, source: str) -> For:
    variable = name_of(name)
    if variable == "loop":
        raise TemplateProblem("PL402", what="loop")
    node = read_expression(source)
    # "a if b else c" is a choice of lists; "a if b" goes through those of a for which b holds.
    if isinstance(node, Conditional) and node.otherwise is None:
        return For(variable, Expression(source, node.then, node.test, variable))
    return For(variable, Expression(source, node))


__all__ = [
    "ElIf", "Else", "EndFor", "EndIf", "Expression", "For", "If", "Item", "Result", "Scope", "Statement",
    "TemplateProblem", "parse", "parse_statement",
]  # fmt: skip
