"""Records behave as the library's frozen data classes do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing

import pytest

from toolkit.memory import MOST, Memory
from toolkit.places import Cell, File, Sheet
from toolkit.problems import Problem
from toolkit.records import NamedTuple, field, record, replace

DEFAULT = ("a",)


@record(frozen=True, slots=True)
class Ours:
    """A record with every kind of field."""

    first: int
    second: tuple[str, ...] = DEFAULT
    third: dict[str, int] = field(default_factory=dict)


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


@record(slots=True)
class Open:
    """One that may be changed."""

    first: int
    second: list[int] = field(default_factory=list)


@record(frozen=True, slots=True)
class Longer(Ours):
    """One with a field more, made after what it is built on was used."""

    fourth: str = "d"

    def __post_init__(self) -> None:
        """Leave a trace in a field that was given none."""
        if not self.third:
            object.__setattr__(self, "third", {"made": 1})


class Row(NamedTuple):
    """A named tuple of ours."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def both(self) -> str:
        """Two fields in one."""
        return f"{self.first}{self.second}"


class LibraryRow(typing.NamedTuple):
    """The same by the library."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()


def test_one_that_may_be_changed() -> None:
    made, other = Open(1), Open(1)
    made.second.append(2)
    made.first = 3
    assert (made, other) == (Open(3, [2]), Open(1))
    assert Open(second=[4], first=5) == Open(5, [4])
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)


def test_built_on_another() -> None:
    assert Longer(1).third == {"made": 1}
    assert Longer(1, ("x",), {"a": 2}, "e") == replace(Longer(1, third={"a": 2}), second=("x",), fourth="e")
    assert Longer(1, ("x",), {"a": 2}) != Ours(1, ("x",), {"a": 2})
    assert [each.name for each in dataclasses.fields(Longer)] == ["first", "second", "third", "fourth"]
    assert [each.name for each in dataclasses.fields(Ours)] == ["first", "second", "third"]
    with pytest.raises(TypeError, match="fifth"):
        replace(Longer(1), fifth=2)


def new_classes() -> tuple[type, ...]:
    """Classes of which there is no object yet."""

    @record(frozen=True, slots=True)
    class Frozen:
        first: int
        second: list[int] = field(default_factory=list)
        third: str = "c"

        def __post_init__(self) -> None:
            """Keep what is wrong out."""
            if self.first < 0:
                raise ValueError("first")

    @record(slots=True)
    class Unfrozen:
        first: int
        second: list[int] = field(default_factory=list)
        third: str = "c"

    class Tuple(NamedTuple):
        first: int
        second: tuple[int, ...] = ()
        third: str = "c"

    return Frozen, Unfrozen, Tuple


@pytest.mark.parametrize("at", range(3))
def test_first_objects_are_like_later_ones(at: int) -> None:
    cls = new_classes()[at]
    for _ in range(8):
        for made in (cls(1), cls(first=1), cls(1, third="c"), cls(1, *([[]] if at < 2 else [()]), "c")):
            assert made == cls(1)
            assert (made.first, list(made.second), made.third) == (1, [], "c")
    for wrong in ({}, {"fourth": 2}, {"second": ()}):
        cls = new_classes()[at]
        for _ in range(8):
            with pytest.raises(TypeError):
                cls(*([1, ()] if wrong else []), **wrong)
            with pytest.raises(TypeError):
                cls(1, (), "c", 4)
            cls(1)
    if at == 0:
        for _ in range(8):
            with pytest.raises(ValueError, match="first"):
                cls(-1)
    if at < 2:
        cls(1).second.append(2)
        assert cls(1).second == []


def test_named_tuples_are_those_of_the_library() -> None:
    for made, model in (
        (Row(1), LibraryRow(1)),
        (Row(1, third=(2,)), LibraryRow(1, third=(2,))),
        (Row(third=(), first=4, second="c"), LibraryRow(third=(), first=4, second="c")),
    ):
        assert made == model == tuple(made)
        assert hash(made) == hash(model)
        assert repr(made) == repr(model).removeprefix("Library")
        assert made._asdict() == model._asdict()
        assert made._replace(second="z") == model._replace(second="z")
        assert (made.first, made.second, made.third) == (model.first, model.second, model.third)
        again = pickle.loads(pickle.dumps(made))
        assert (again, type(again)) == (copy.copy(made), Row)
        assert Row._make(made) == made
    assert Row(7).both == "7b"
    assert Row.__match_args__ == LibraryRow.__match_args__ == Row._fields
    for wrong in (lambda: Row(), lambda: Row(1, "b", (), 2), lambda: Row(1, other=2), lambda: Row(1)._replace(other=2)):  # type: ignore[call-arg]
        with pytest.raises((TypeError, ValueError)):
            wrong()
    with pytest.raises(AttributeError):
        Row(1).first = 2  # type: ignore[misc]


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="library"):
        record(slots=True)(type("Wrong", (), {"__annotations__": {"a": "list"}, "a": dataclasses.field()}))
    wrong = record(slots=True)(type("Wrong", (), {"__annotations__": {"a": "int", "b": "int"}, "a": 1}))
    with pytest.raises(TypeError, match="without a default"):
        wrong(1, 2)


def test_what_was_made_is_kept_until_there_is_too_much() -> None:
    asked: list[int] = []

    def double(key: int) -> int:
        asked.append(key)
        return 2 * key

    kept = Memory(double)
    assert [kept[key] for key in (1, 2, 1, 2)] == [2, 4, 2, 4]
    assert asked == [1, 2]
    assert [kept[key] for key in range(3 * MOST)] == list(range(0, 6 * MOST, 2))
    assert len(kept) <= MOST
