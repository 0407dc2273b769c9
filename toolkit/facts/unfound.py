"""What is said of a name that cannot be found, or could be two things; nothing is ever guessed."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.facts.sections import SectionSubject
from toolkit.facts.subjects import FigureSubject, IndicatorSubject, Subject, Value
from toolkit.hints import Final
from toolkit.text import first_words

_NEAREST: Final = 3
_MOST_SHOWN: Final = 12


class TemplateProblem(Exception):  # noqa: N818 - it becomes a Problem, which need not be an error
    """A tag cannot be read or filled: a problem code and the values of its sentence, but for the tag and its place."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)


def listed(names: Iterable[str]) -> str:
    """Names for a message, not too many of them."""
    found = tuple(names)
    return ", ".join(found[:_MOST_SHOWN]) + (", …" if len(found) > _MOST_SHOWN else "")


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names most like a name, best first."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(known), scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=50)
    return tuple(choice for choice, *_ in found)


def labelled(subject: Subject) -> str:
    """The key of a subject with its label, for a message."""
    label = subject.get("noi_dung")
    return f"{subject.key} ({first_words(label.text, 40)})" if isinstance(label, Value) and label.text else subject.key


def no_attribute(found: Value | Subject, name: str) -> TemplateProblem:
    """The problem of an attribute that a value or subject does not have."""
    owner = found.key if isinstance(found, Subject) else found.facts[0].key if found.facts else found.text
    known = found.attributes if isinstance(found, Subject) else ()
    if isinstance(found, IndicatorSubject | FigureSubject | SectionSubject) or known:
        return TemplateProblem("PL407", key=owner, attribute=name, known=", ".join(known))
    return TemplateProblem("PL426", key=owner, attribute=name)
