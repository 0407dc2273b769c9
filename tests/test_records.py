"""Records behave as the library's frozen data classes do."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from toolkit.places import Cell, File, Sheet
from toolkit.problems import Problem
from toolkit.records import record

DEFAULT = ("a",)


@record(frozen=True, slots=True)
class Ours:
    """A record with every kind of field."""

    first: int
    second: tuple[str, ...] = DEFAULT
    third: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same by the library."""

    first: int
    second: tuple[str, ...] = DEFAULT
    third: dict[str, int] = dataclasses.field(default_factory=dict)


def test_made_shown_and_compared_like_a_data_class() -> None:
    for made, model in ((Ours(1), Theirs(1)), (Ours(2, third={"x": 1}), Theirs(2, third={"x": 1}))):
        assert repr(made) == repr(model).replace("Theirs", "Ours")
        assert dataclasses.asdict(made) == dataclasses.asdict(model)
        assert dataclasses.replace(made, first=9) == Ours(9, made.second, made.third) != made
    assert Ours.__match_args__ == Theirs.__match_args__
    assert Ours(1).third is not Ours(1).third
    with pytest.raises(TypeError, match="first"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="fourth"):
        Ours(1, fourth=2)  # type: ignore[call-arg]


def test_frozen_and_without_a_dict() -> None:
    made = Ours(1)
    for change in (lambda: setattr(made, "first", 2), lambda: delattr(made, "first"), lambda: setattr(made, "new", 2)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert not hasattr(made, "__dict__")


def test_equal_only_within_a_class_hashed_ordered_copied_and_sent() -> None:
    assert Sheet("a") != File("a")
    assert len({Cell("a", 1, 2), Cell("a", 1, 2), Cell("a", 2, 1)}) == 2
    assert sorted([Cell("b", 1, 1), Cell("a", 2, 1), Cell("a", 1, 3)])[0] == Cell("a", 1, 3)
    assert not Cell("a", 1, 1) > Cell("a", 1, 1)
    for made in (Cell("a", 1, 2), Sheet("a"), Problem("PL502", None, {"tag": "x"})):
        assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError):
        record(frozen=True)
