"""A workbook as it was read and computed, and the keys it gives."""

from __future__ import annotations

from decimal import Decimal

from toolkit.facts import Fact
from toolkit.model import Appendix, Computed, ComputedAppendix, Figure, Indicator
from toolkit.numbers import decimals_of, plain
from toolkit.outcomes.outcome import JsonObject, Outcome, problems_json
from toolkit.records import record


@record(frozen=True, slots=True)
class Shown(Outcome):
    """A workbook read and computed."""

    computed: Computed | None = None

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc show --json`."""
        if self.computed is None:
            return Outcome.as_json(self, lang)
        workbook = self.computed.workbook
        return {
            "source": workbook.source,
            "appendices": [_appendix(appendix) for appendix in self.computed.appendices],
            "info": {entry.key: entry.text for entry in workbook.info},
            "figures": [
                {
                    "key": entry.key,
                    "label": entry.label,
                    "value": typed_number(entry.figure)
                    if entry.figure.value is not None
                    else entry.figure.text or None,
                    "unit": entry.unit,
                    "prior": typed_number(entry.prior),
                    "place": None if entry.place is None else str(entry.place),
                }
                for entry in workbook.figures
            ],
            "problems": problems_json(self.problems, lang),
        }


def typed_number(figure: Figure) -> str | None:
    """A typed figure as a plain decimal string with the digits it was typed with, at least as precise as it is shown."""
    return None if figure.value is None else plain(figure.value, max(2, min(6, decimals_of(figure.value))))


def _appendix(computed: ComputedAppendix) -> JsonObject:
    appendix = computed.appendix
    return {
        "sheet": appendix.sheet,
        "title": " ".join(appendix.title),
        "periods": list(appendix.periods),
        "indicators": [_indicator(indicator, appendix) for indicator in computed.indicators],
    }


def _indicator(indicator: Indicator, appendix: Appendix) -> JsonObject:
    row, share = indicator.row, indicator.prior_percent
    return {
        "place": str(row.place),
        "key": indicator.key,
        "section": row.section,
        "stt": row.stt,
        "level": row.level,
        "label": row.label,
        "unit": row.unit,
        "target": typed_number(row.target.figure),
        "direction": row.target.direction,
        "values": {period: typed_number(figure) for period, figure in zip(appendix.periods, row.values, strict=True)},
        "rule": None if indicator.rule is None else indicator.rule.value,
        "rule_source": indicator.rule_source,
        "actual": plain(indicator.actual),
        "percent": plain(indicator.percent),
        "points": plain(indicator.points),
        "prior": plain(indicator.prior),
        "prior_percent": plain(share - 100 if appendix.growth and share is not None else share),
        "judgement": None if indicator.judgement is None else indicator.judgement.value,
        "note": row.note,
        "typed": {
            "actual": typed_number(row.actual),
            "percent": typed_number(row.percent),
            "prior_percent": typed_number(row.prior_percent),
        },
    }


@record(frozen=True, slots=True)
class Fields(Outcome):
    """Every key a template may use."""

    facts: tuple[Fact, ...] = ()

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc fields --json`."""
        return {
            "fields": [
                {
                    "key": fact.key,
                    "attribute": fact.attribute,
                    "label": fact.label,
                    "value": plain(fact.value) if isinstance(fact.value, Decimal) else fact.value,
                    "shown": fact.shown,
                    "place": None if fact.place is None else str(fact.place),
                }
                for fact in self.facts
            ],
            "problems": problems_json(self.problems, lang),
        }
