"""Frozen data classes that cost little to define.

The library's own `dataclass` compiles six methods for each class while a program starts, which for the some seventy
classes of a short command is a good part of its time. Here only `__init__` is compiled, and not before the first object
is made; what else differs from class to class is a loop over the fields. To the type checker it is the library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    import dataclasses
    import operator

    def record(*, frozen: bool = False, slots: bool = False, order: bool = False):
        """A class decorator: `dataclasses.dataclass` with these options, but for when its methods are made."""
        if not (frozen and slots):
            raise TypeError("a record is frozen and has slots")

        def decorate(cls):
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            names = tuple(cls.__dataclass_fields__)
            values = (
                operator.attrgetter(*names) if len(names) > 1 else lambda self: tuple(getattr(self, n) for n in names)
            )
            cls.__init__ = _init_at_first_use(cls)
            for name, method in _methods(values, order).items():
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            return cls

        return decorate

    def _init_at_first_use(cls):
        def init(self, *values, **named):
            cls.__init__ = _compiled_init(cls)
            cls.__init__(self, *values, **named)

        return init

    def _compiled_init(cls):
        missing = dataclasses.MISSING
        known = {"_set": object.__setattr__}
        given, body = ["self"], []
        for field in dataclasses.fields(cls):
            value = field.name
            if field.default is not missing:
                known[f"_{field.name}"] = field.default
                given.append(f"{field.name}=_{field.name}")
            elif field.default_factory is not missing:
                known[f"_{field.name}"] = field.default_factory
                given.append(f"{field.name}=_set")
                value = f"_{field.name}() if {field.name} is _set else {field.name}"
            else:
                given.append(field.name)
            body.append(f"_set(self, {field.name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        exec(f"def __init__({', '.join(given)}):\n " + "\n ".join(body or ["pass"]), known)  # noqa: S102  our own fields
        return known["__init__"]

    def _methods(values, order):
        """What a data class can do, on a function that gives an object's values."""

        def equal(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def less(self, other):
            return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

        def hashed(self):
            return hash(values(self))

        def reduced(self):
            return self.__class__, values(self)

        made = {"__eq__": equal, "__hash__": hashed, "__reduce__": reduced}
        made |= {"__repr__": _shown, "__setattr__": _refuse, "__delattr__": _refuse}
        return made | ({"__lt__": less} if order else {})

    def _shown(self):
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{self.__class__.__qualname__}({said})"

    def _refuse(self, name, *_):
        raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")
