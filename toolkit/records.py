"""Data classes and named tuples that cost little to define.

The library's own compile several methods for each class from text while a program starts; for the some hundred classes of a
short command that is a tenth of its run. Here what makes an object is compiled once for each number of fields and takes the
names of a class's own after the first few objects, which are made without it: half of the classes never have more. All else is
inherited. To the type checker they are the library's.
"""

from __future__ import annotations

from toolkit.hints import TYPE_CHECKING

__all__ = ["NamedTuple", "field", "record", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import field, replace
    from typing import NamedTuple
else:
    import operator
    from functools import cache
    from types import FunctionType

    try:
        from _collections import _tuplegetter as _item
    except ImportError:

        def _item(index, doc):
            return property(operator.itemgetter(index), doc=doc)

    class _Factory:
        """What makes the default of a field."""

        __slots__ = ("make",)

        def __init__(self, make):
            self.make = make

    def field(*, default_factory):
        """A field whose default is made anew for each object."""
        return _Factory(default_factory)

    def replace(made, /, **changes):
        """The same record with other values in some fields."""
        cls = made.__class__
        pairs = zip(cls._record_names, cls._record_values(made), strict=True)
        return cls(*[changes.pop(name, value) for name, value in pairs], **changes)

    # --- what makes an object -------------------------------------------------------------------------------------

    _STEPS = {"frozen": "_set(self, '{0}', {1})", "open": "self.{0} = {1}", "row": "{0}"}
    _KNOWN = {"_set": object.__setattr__, "_tuple": tuple.__new__, "_Factory": _Factory}

    @cache
    def _shape(kind, count, factories, after):
        """The code of a constructor with fields `f0`, `f1` and so on; those in `factories` may have to be made."""
        names = [f"f{index}" for index in range(count)]
        values = [f"{n}.make() if {n}.__class__ is _Factory else {n}" if n in factories else n for n in names]
        steps = [_STEPS[kind].format(name, value) for name, value in zip(names, values, strict=True)]
        body = [f"return _tuple(self, ({''.join(f'{step}, ' for step in steps)}))"] if kind == "row" else steps
        text = f"def made({', '.join(['self', *names])}):\n " + "\n ".join([*(body or ["pass"]), *after])
        space = {}
        exec(text, space)  # noqa: S102  the names above and nothing else
        return space["made"].__code__

    _FEW = 3
    _made = {}

    def _values(cls, given, named):
        """The values of all fields of one of the first objects; None where the constructor is due, or has to say what is wrong."""
        number = _made[cls] = _made.get(cls, 0) + 1
        if number > _FEW:
            return None
        names, defaults = cls._record_names, cls._record_defaults
        if names[len(names) - len(defaults) :] != tuple(defaults):
            raise TypeError(f"{cls.__qualname__}: a field without a default follows one with")
        values, left = list(given), len(named)
        for name in names[len(values) :]:
            if name in named:
                values.append(named[name])
                left -= 1
            elif name in defaults:
                value = defaults[name]
                values.append(value.make() if value.__class__ is _Factory else value)
            else:
                return None
        return values if not left and len(values) == len(names) else None

    def _constructor(cls, kind):
        """The constructor of a class, its fields named as they are there."""
        names, defaults = cls._record_names, cls._record_defaults
        factories = tuple(
            f"f{index}" for index, name in enumerate(names) if isinstance(defaults.get(name), _Factory)
        )  # fmt: skip
        after = ("self.__post_init__()",) if hasattr(cls, "__post_init__") else ()
        code = _shape(kind, len(names), factories, after)
        own = {f"f{index}": name for index, name in enumerate(names)}
        name = "__new__" if kind == "row" else "__init__"
        code = code.replace(
            co_name=name, co_filename=__file__,
            co_varnames=tuple([own.get(each, each) for each in code.co_varnames]),
            co_names=tuple([own.get(each, each) for each in code.co_names]),
            co_consts=tuple([own.get(each, each) if isinstance(each, str) else each for each in code.co_consts]),
        )  # fmt: skip
        made = FunctionType(code, _KNOWN, name, tuple(defaults.values()) or None)
        made.__qualname__ = f"{cls.__qualname__}.{name}"
        return made

    # --- data classes ---------------------------------------------------------------------------------------------

    def record(*, frozen=False, slots=False, order=False):
        """A class decorator: `dataclasses.dataclass` with these options, but for when its methods are made."""

        def decorate(cls):
            held = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
            before, defaults = getattr(cls, "_record_names", ()), dict(getattr(cls, "_record_defaults", ()))
            own = tuple([name for name in held.get("__annotations__", ()) if name not in before])
            defaults |= {name: held.pop(name) for name in own if name in held}
            if any(value.__class__.__name__ == "Field" for value in defaults.values()):
                raise TypeError(f"{cls.__qualname__}: the library's field in a record")
            names = before + own
            held |= {
                "__match_args__": names, "__qualname__": cls.__qualname__, "_record_names": names,
                "_record_defaults": defaults, "_record_values": _all_of(names), "__dataclass_fields__": _LIBRARY_FIELDS,
                "__init__": _init,
            }  # fmt: skip
            if slots:
                held["__slots__"] = own
            if order:
                held["__lt__"] = _less
            bases = tuple([base for base in cls.__bases__ if base is not object])
            if not issubclass(cls, _Record):
                bases = (*bases, _Frozen if frozen else _Record)
            return type(cls)(cls.__name__, bases, held)

        return decorate

    def _all_of(names):
        """A function that gives an object's values in a tuple."""
        if len(names) > 1:
            return operator.attrgetter(*names)
        return staticmethod(lambda made: tuple([getattr(made, name) for name in names]))

    def _init(self, *given, **named):
        cls = self.__class__
        values = _values(cls, given, named)
        if values is None:
            cls.__init__ = _constructor(cls, "frozen" if issubclass(cls, _Frozen) else "open")
            cls.__init__(self, *given, **named)
            return
        for name, value in zip(cls._record_names, values, strict=True):
            object.__setattr__(self, name, value)
        if hasattr(cls, "__post_init__"):
            self.__post_init__()

    def _less(self, other):
        return (
            self._record_values(self) < self._record_values(other)
            if other.__class__ is self.__class__
            else NotImplemented
        )

    class _LibraryFields:
        """The fields as the library's functions want them, made where one of those asks."""

        def __get__(self, made, cls):
            import dataclasses

            given = []
            for name in cls._record_names:
                value = cls._record_defaults.get(name, dataclasses.MISSING)
                made_by = isinstance(value, _Factory)
                held = dataclasses.field(default_factory=value.make) if made_by else dataclasses.field()
                if not made_by:
                    held.default = value
                given.append((name, object, held))
            fields = dataclasses.make_dataclass(cls.__name__, given, slots=True).__dataclass_fields__
            if "__dataclass_fields__" in cls.__dict__:
                cls.__dataclass_fields__ = fields
            return fields

    _LIBRARY_FIELDS = _LibraryFields()

    class _Record:
        """What every record can do."""

        __slots__ = ()
        __hash__ = None

        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return self._record_values(self) == self._record_values(other)

        def __repr__(self):
            said = ", ".join(
                [f"{name}={value!r}" for name, value in zip(self._record_names, self._record_values(self), strict=True)]
            )
            return f"{self.__class__.__qualname__}({said})"

        def __reduce__(self):
            return self.__class__, self._record_values(self)

    class _Frozen(_Record):
        """A record that stays what it is."""

        __slots__ = ()

        def __hash__(self):
            return hash(self._record_values(self))

        def __setattr__(self, name, value):
            _refuse(name)

        def __delattr__(self, name):
            _refuse(name)

    def _refuse(name):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot change {name!r}")

    # --- named tuples ---------------------------------------------------------------------------------------------

    class _Row(tuple):
        """What every named tuple can do."""

        __slots__ = ()

        def __repr__(self):
            said = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
            return f"{self.__class__.__name__}({said})"

        def __getnewargs__(self):
            return tuple(self)

        def _replace(self, **changes):
            pairs = zip(self._fields, self, strict=True)
            return self.__class__(*[changes.pop(name, value) for name, value in pairs], **changes)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        @classmethod
        def _make(cls, values):
            return cls(*values)

    class _Rows(type):
        """Makes the class of a named tuple from its annotations."""

        def __new__(mcs, name, bases, held):
            if not bases:
                return type.__new__(mcs, name, bases, held)
            names = tuple(held.get("__annotations__", ()))
            defaults = {field: held[field] for field in names if field in held}
            held |= {field: _item(index, None) for index, field in enumerate(names)}
            held |= {
                "__slots__": (), "__match_args__": names, "_fields": names, "_field_defaults": defaults, "_record_names": names,
                "_record_defaults": defaults, "__new__": _new_row,
            }  # fmt: skip
            return type.__new__(type, name, (_Row,), held)

    def _new_row(cls, *given, **named):
        values = _values(cls, given, named)
        if values is None:
            cls.__new__ = staticmethod(_constructor(cls, "row"))
            return cls(*given, **named)
        return tuple.__new__(cls, values)

    class NamedTuple(metaclass=_Rows):
        """The base that a named tuple is written with: `typing.NamedTuple`, but for when its methods are made."""
