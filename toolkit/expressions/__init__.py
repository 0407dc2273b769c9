"""What may stand between `{{ }}` and `{% %}`: parsed by Jinja, evaluated here, never executed."""

from toolkit.expressions.parse import (
    ElIf,
    Else,
    EndFor,
    EndIf,
    Expression,
    For,
    If,
    Item,
    Result,
    Scope,
    Statement,
    TemplateProblem,
    parse,
    parse_statement,
)

__all__ = [
    "ElIf", "Else", "EndFor", "EndIf", "Expression", "For", "If", "Item", "Result", "Scope", "Statement",
    "TemplateProblem", "parse", "parse_statement",
]  # fmt: skip
