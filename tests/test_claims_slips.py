"""Slips of the hand in reports written by people who did not know the rules: nearly all are found, hardly an alarm is false."""

from __future__ import annotations

from support.slipset import load, score

from toolkit.claims import Claim, check

TEXTS = load()


def test_slips_are_found_and_alarms_are_true() -> None:
    """Kept on texts that were read while rules were mended; what unread prose gives stands in `docs/tie-out.md`."""
    result = score(TEXTS, check)
    assert result.recall >= 0.9, result.missed
    assert result.precision >= 0.98, result.false


def test_a_check_that_says_nothing_finds_nothing() -> None:
    silent = score(TEXTS, lambda passages: [])
    assert (silent.found, silent.alarms, silent.recall) == (0, 0, 0)


def test_an_alarm_that_the_right_copy_raises_too_finds_nothing() -> None:
    def everywhere(passages: object) -> list[Claim]:
        return [claim for text in TEXTS[:1] for claim in check(text.wrong)]

    result = score(TEXTS[:1], everywhere)
    assert result.found == 0
    assert len(result.false) == result.alarms > 0
