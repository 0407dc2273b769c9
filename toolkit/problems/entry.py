"""What the catalogue says of one code."""

from __future__ import annotations

from enum import IntEnum

from toolkit.records import record


class Severity(IntEnum):
    """How bad a problem is; the worst sorts first."""

    ERROR = 0
    WARNING = 1
    NOTE = 2

    @property
    def word(self) -> str:
        """The word JSON carries: "error", "warning" or "note"."""
        return self.name.lower()


@record(frozen=True, slots=True)
class Entry:
    """Severity and sentences of one code, with `str.format` fields named after the problem's values."""

    severity: Severity
    vi: str
    en: str
    hint_vi: str = ""
    hint_en: str = ""


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
