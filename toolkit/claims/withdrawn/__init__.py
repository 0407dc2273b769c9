"""Alarms that are taken away again: what speaks against them in their own figures, and what the rest of their passage says.

`is_unfounded` and `is_wild` judge an alarm by itself before it can outweigh another reading; all else needs all claims of the
passage, and is one sweep over them: `idle` by the other claims, `made` and `explained` by figures that were not taken for parts or wholes.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.model import Claim
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.withdrawn.explained import without_explained
from toolkit.claims.withdrawn.far import far_fetched
from toolkit.claims.withdrawn.far import wild as is_wild
from toolkit.claims.withdrawn.idle import without_idle
from toolkit.claims.withdrawn.made import without_made
from toolkit.claims.withdrawn.unlikely import unlikely

__all__ = ["is_unfounded", "is_wild", "without"]


def is_unfounded(sentence: Sentence, claim: Claim) -> bool:
    """True for an alarm that its own figures and words speak against."""
    return far_fetched(sentence, claim) or unlikely(sentence, claim)


def without(sentences: Sequence[Sentence], told: Sequence[Claim]) -> list[Claim]:
    """The claims of a passage without the alarms that its other claims and figures take away."""
    return without_explained(sentences, without_made(sentences, without_idle(told)))
