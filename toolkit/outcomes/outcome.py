"""What every verb gives back: the problems of the run."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.hints import Any
from toolkit.problems import Problem, Severity
from toolkit.records import record

JsonObject = dict[str, Any]


@record(frozen=True, slots=True)
class Outcome:
    """The problems of a run; what else it gave is added by each verb."""

    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """True when at least one problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def as_json(self, lang: str) -> JsonObject:
        """The outcome as the command's one JSON object."""
        return {"problems": problems_json(self.problems, lang)}


def problems_json(problems: Iterable[Problem], lang: str) -> list[dict[str, str | None]]:
    """Problems as JSON carries them."""
    return [problem.as_json(lang) for problem in problems]
