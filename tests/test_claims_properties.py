"""What must hold of every claim: harmless edits change nothing, a changed number is caught, the cost is linear."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_claims_kinds import CASES

from toolkit.claims import Verdict, check
from toolkit.numbers import round_half_up, show
from toolkit.passages import text_passages

SPELLINGS = (("ủy", "uỷ"), ("hóa", "hoá"), ("hòa", "hoà"), ("tỷ", "tỉ"), ("kỷ", "kỉ"), ("kỳ", "kì"), ("thủy", "thuỷ"))


def other_spelling(text: str) -> str:
    for new, old in SPELLINGS:
        text = text.replace(new, old).replace(new.capitalize(), old.capitalize())
    return text


EDITS: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "other spelling": other_spelling,
    "double spaces": lambda text: text.replace(" ", "  "),
    "long dashes": lambda text: text.replace(" - ", " – "),
    "zero width": lambda text: text.replace(" ", " \u200b"),
}


def verdicts(text: str) -> list[tuple[str, Verdict, str]]:
    passages = text_passages([text])
    return [
        (claim.kind, claim.verdict, unicodedata.normalize("NFC", text[claim.place.start : claim.place.end]))
        for claim in check(passages)
    ]


def plain(found: list[tuple[str, Verdict, str]]) -> list[tuple[str, Verdict, str]]:
    """The claims with their printed figures down to their digits."""
    return [(kind, verdict, "".join(char for char in printed if char.isdigit())) for kind, verdict, printed in found]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("sentence", CASES)
def test_a_harmless_edit_changes_no_verdict(sentence: str, edit: str) -> None:
    assert plain(verdicts(EDITS[edit](sentence))) == plain(verdicts(sentence))


FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@pytest.mark.parametrize("sentence", CASES)
def test_a_figure_that_is_nought_stops_nothing(sentence: str) -> None:
    for match in FIGURE.finditer(sentence):
        verdicts(f"{sentence[: match.start()]}0{sentence[match.end() :]}")


percent = st.decimals(min_value=1, max_value=99, places=2)
count = st.integers(min_value=100, max_value=9999)
SLIP = st.sampled_from(["0.02", "0.3", "1", "9", "20"]).map(Decimal)


def written(number: int | Decimal) -> str:
    return show(Decimal(number))


@given(count, count, SLIP, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_changed_percentage_of_a_target_is_caught(reached: int, target: int, slip: Decimal, below: bool) -> None:
    true = round_half_up(Decimal(reached) * 100 / target)
    text = "Kết nạp {} đảng viên, đạt {}% chỉ tiêu ({} đảng viên)."
    right = text.format(written(reached), written(true), written(target))
    assert [verdict for _, verdict, _ in verdicts(right)] == [Verdict.CONSISTENT]
    wrong = true - slip if below and true > slip + 1 else true + slip
    (found,) = verdicts(text.format(written(reached), written(wrong), written(target)))
    if "," in written(wrong) and len(written(wrong).partition(",")[2]) == 2:
        assert found[1] is Verdict.INCONSISTENT


@given(
    st.lists(st.integers(min_value=11, max_value=900), min_size=2, max_size=5), st.integers(min_value=1, max_value=9)
)
@settings(max_examples=60, deadline=None)
def test_a_changed_total_is_caught(parts: list[int], slip: int) -> None:
    listed = ", ".join(f"{part} hộ ở xã {letter}" for part, letter in zip(parts, "abcde", strict=False))
    text = "Hỗ trợ {} hộ, gồm " + listed + "."
    assert [verdict for _, verdict, _ in verdicts(text.format(written(sum(parts))))] == [Verdict.CONSISTENT]
    assert [verdict for _, verdict, _ in verdicts(text.format(written(sum(parts) + slip)))] == [Verdict.INCONSISTENT]


@given(count, count)
@settings(max_examples=60, deadline=None)
def test_a_change_turned_round_is_caught(before: int, now: int) -> None:
    if abs(now - before) * 50 < before:
        return
    share = round_half_up(abs(Decimal(now) / before - 1) * 100)
    right, wrong = ("tăng", "giảm") if now > before else ("giảm", "tăng")
    text = "Xảy ra {} vụ, {} {}% so với cùng kỳ ({} vụ)."
    (good,) = verdicts(text.format(written(now), right, written(share), written(before)))
    (bad,) = verdicts(text.format(written(now), wrong, written(share), written(before)))
    assert (good[1], bad[1]) == (Verdict.CONSISTENT, Verdict.INCONSISTENT)


def calls(lines: list[str]) -> int:
    """How many Python calls a check takes."""
    made = 0

    def count_call(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    passages = text_passages(lines)
    sys.setprofile(count_call)
    try:
        check(passages)
    finally:
        sys.setprofile(None)
    return made


def test_the_cost_grows_with_the_length() -> None:
    lines = list(CASES)
    check(text_passages(lines))
    once, thrice = calls(lines), calls(lines * 3)
    assert thrice < once * 3.4


def test_the_cost_of_one_endless_sentence_grows_with_its_length() -> None:
    clause = "kết nạp 953 đảng viên, đạt 79,42% chỉ tiêu (1.200 đảng viên), "
    once, thrice = calls([clause * 60]), calls([clause * 180])
    assert thrice < once * 3.4
