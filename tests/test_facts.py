"""Facts by key: unique tails, diacritics, what is ambiguous or unknown, and the list of all of them."""

from __future__ import annotations

from support.reportdata import sample

from toolkit.expressions import Scope, parse
from toolkit.facts import Facts


def test_every_listed_fact_is_what_its_key_and_attribute_give() -> None:
    facts = Facts(sample())
    listed = list(facts.all())
    assert len(listed) > 100
    for fact in listed:
        source = f"{fact.key}.{fact.attribute}" if fact.attribute else fact.key
        result = parse(source).evaluate(Scope(facts))
        assert (result.value, result.text) == (fact.value, fact.shown), source
