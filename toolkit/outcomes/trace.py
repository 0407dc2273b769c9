"""The shown numbers of a report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.numbers import plain
from toolkit.outcomes.outcome import JsonObject, Outcome, problems_json
from toolkit.records import record

if TYPE_CHECKING:
    from toolkit.word.trace import Traced


@record(frozen=True, slots=True)
class TraceOutcome(Outcome):
    """The shown numbers of a report with the cells behind them."""

    numbers: tuple[Traced, ...] = ()

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc trace --json`."""
        return {
            "numbers": [
                {
                    "shown": number.shown,
                    "key": number.key,
                    "workbook": number.workbook,
                    "cells": list(number.cells),
                    "rule": number.rule,
                    "value": None if number.value is None else plain(Decimal(number.value)),
                    "label": number.label,
                    "filled": number.filled,
                    "since": number.day or None,
                    "place": str(number.place),
                }
                for number in self.numbers
            ],
            "problems": problems_json(self.problems, lang),
        }
