"""One finding, and the one error class of the toolkit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from toolkit.numbers import decimals_of, show
from toolkit.places import File, Place
from toolkit.problems.catalogue import CATALOGUE, Severity
from toolkit.records import field, record

_LONGEST_VALUE = 1_000  # characters of a sentence that a file may fill
_MOST_NAMED = 12  # of a list, in a sentence that a person reads


@record(frozen=True, slots=True)
class Problem:
    """One finding: a code of the catalogue, where it is, and the values its sentence needs.

    Values may be texts, places, whole numbers, `Decimal`s or tuples of texts; a `Decimal` is printed in Vietnamese form with
    all the digits it has, up to four, of a tuple the first few, and all in JSON.
    """

    code: str
    place: Place | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(f"no such problem code: {self.code}")

    @property
    def severity(self) -> Severity:
        """How bad it is, from the catalogue."""
        return CATALOGUE[self.code].severity

    def message(self, lang: str = "vi", *, whole: bool = False) -> str:
        """The sentence in Vietnamese ("vi") or English ("en"), with all of its lists where it is to be `whole`."""
        entry = CATALOGUE[self.code]
        return _fill(entry.en if lang == "en" else entry.vi, self.values, whole=whole)

    def hint(self, lang: str = "vi") -> str:
        """What to do next; empty where the sentence says it all."""
        entry = CATALOGUE[self.code]
        return _fill(entry.hint_en if lang == "en" else entry.hint_vi, self.values)

    def as_json(self, lang: str = "vi") -> dict[str, str | None]:
        """The problem as the commands' JSON carries it."""
        return {
            "code": self.code,
            "severity": self.severity.word,
            "place": None if self.place is None else str(self.place),
            "message": self.message(lang, whole=True),
            "hint": self.hint(lang),
        }


def _fill(sentence: str, values: Mapping[str, object], *, whole: bool = False) -> str:
    return sentence.format_map({name: _shown(value, whole=whole) for name, value in values.items()})


def _shown(value: object, *, whole: bool) -> str:
    if value.__class__ is tuple:  # a place is one too
        told = value if whole else value[:_MOST_NAMED]
        return "; ".join([*map(str, told), *["…"][: len(value) > len(told)]])
    if isinstance(value, Decimal):
        return show(value, min(4, decimals_of(value)))
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} …"


class ToolkitError(Exception):
    """A result is impossible; `problems` says why. The only exception class the toolkit raises on purpose."""

    def __init__(self, code: str, place: Place | str | None = None, **values: object) -> None:
        self.problem = Problem(code, File(place) if isinstance(place, str) else place, values)
        self.problems: tuple[Problem, ...] = (self.problem,)
        super().__init__(self.problem.message("en"))

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> ToolkitError:
        """One error for several problems that are known before it is raised."""
        known = tuple(problems)
        error = cls(known[0].code, known[0].place, **known[0].values)
        error.problems = known
        return error


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with the worst first, those of one severity in the order they were found; exact repeats dropped."""
    unique = {(problem.code, problem.place, str(problem.values)): problem for problem in problems}
    return tuple(sorted(unique.values(), key=lambda problem: problem.severity))
