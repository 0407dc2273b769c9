"""Compiled templates kept from run to run, so that a template is parsed once however often it is filled.

An entry is the template's own bytes and its parts as plain JSON, under a line that names this program, its sizes and a
checksum. It is read only from a folder and a file that belong to this user and that nobody else may write; whatever
does not fit to the byte is as good as not there, and the template is compiled. `PHULUC_CACHE` names another folder, and
"off" keeps nothing.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import toolkit
from toolkit.expressions import nodes
from toolkit.expressions.parse import Condition, Expression
from toolkit.hints import Any, Final
from toolkit.places import Paragraph
from toolkit.word.nodes import AppendixSlot, Choice, Guard, Loop, NoteSlot, Output, Part

_LARGEST: Final = 20_000_000
_MOST: Final = 64
_FORMAT: Final = 3
_BINARY: Final = getattr(os, "O_BINARY", 0)
_CLASSES: Final = {
    cls.__name__: cls
    for cls in (
        Output, AppendixSlot, NoteSlot, Guard, Loop, Choice, Paragraph, Expression, Condition, nodes.Name,
        nodes.Attribute, nodes.Element, nodes.Call, nodes.Filter, nodes.Constant, nodes.Negative, nodes.Not,
        nodes.Operation, nodes.Comparison, nodes.Conditional, Part,
    )
}  # fmt: skip
_AS_THEY_ARE: Final = frozenset((type(None), bool, int, str))
_PLAIN: Final[dict[str, Callable[[Any], Any]]] = {
    "bytes": str.encode,
    "tuple": tuple,
    "dict": dict,
    "Decimal": Decimal,
}


class PartStore:
    """The entries in one folder. Nothing here raises: a store that cannot be used is an empty one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of_user(cls) -> PartStore | None:
        """The store of the user who runs the program; None where there is to be none."""
        said = os.environ.get("PHULUC_CACHE", "")
        if said.lower() in ("off", "0", "no"):
            return None
        folder = Path(said) if said else _user_folder()
        return None if folder is None else cls(folder)

    def get(self, template: bytes) -> dict[str, Part] | None:
        """The compiled parts of a template with these very bytes; None where they are not kept."""
        try:
            if not _is_own(self._folder.stat()):
                return None
            with os.fdopen(
                os.open(self._path(template), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _BINARY), "rb"
            ) as stream:
                if not _is_own(os.fstat(stream.fileno())):
                    return None
                head, body = stream.readline(), stream.read()
            if not body.startswith(template):
                return None
            packed = body[len(template) :]
            if head != _head(template, packed):
                return None
            parts: dict[str, Part] = json.loads(packed, object_hook=_unpacked)
            return parts
        except (OSError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            return None

    def put(self, template: bytes, parts: Mapping[str, Part]) -> None:
        """Keep the compiled parts of a template; the oldest of many entries go."""
        packed = json.dumps(_packed(dict(parts)), ensure_ascii=False, separators=(",", ":")).encode()
        if len(template) + len(packed) > _LARGEST:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self._folder.stat()):
                return
            path = self._path(template)
            temporary = path.with_suffix(f".{os.getpid()}")
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as stream:
                stream.write(_head(template, packed) + template + packed)
            temporary.replace(path)
            for old in sorted(self._folder.iterdir(), key=lambda entry: -entry.stat().st_mtime)[_MOST:]:
                old.unlink()
        except OSError:
            return

    def _path(self, template: bytes) -> Path:
        return self._folder / f"{zlib.crc32(template):08x}-{len(template):x}.template"


def _user_folder() -> Path | None:
    """Where programs of this user keep what they can make again; None where the system names no such place."""
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local, "phuluc", "Cache") if local else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    if not Path(base).is_absolute():
        if not home:
            return None
        base = str(Path(home, "Library", "Caches") if sys.platform == "darwin" else Path(home, ".cache"))
    return Path(base, "phuluc")


def _is_own(status: os.stat_result) -> bool:
    """Whether a folder or file belongs to this user and can be written by nobody else."""
    if os.name == "nt":
        return True  # the folder is in the user's own profile
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _head(template: bytes, packed: bytes) -> bytes:
    said = [_FORMAT, toolkit.__version__, _written(), len(template), len(packed), zlib.crc32(packed)]
    return json.dumps(said).encode() + b"\n"


def _written() -> int:
    """When the modules that compile were last written, so that no entry outlives a change to them."""
    folders = (Path(__file__).parent, Path(nodes.__file__).parent)
    return max(
        entry.stat().st_mtime_ns for folder in folders for entry in os.scandir(folder) if entry.name.endswith(".py")
    )


def _packed(value: Any) -> Any:
    """A compiled piece as plain JSON: objects with the name of a class of ours, or of a plain type, and what it holds."""
    cls = type(value)
    if cls in _AS_THEY_ARE:
        return value
    if cls is tuple:
        return {"tuple": [_packed(entry) for entry in value]}
    if cls is dict:
        return {"dict": [[key, _packed(entry)] for key, entry in value.items()]}
    if cls is bytes:
        return {"bytes": value.decode()}
    if cls is Decimal:
        return {"Decimal": str(value)}
    if _CLASSES.get(cls.__name__) is not cls:
        raise TypeError(cls)
    return {cls.__name__: [_packed(getattr(value, name)) for name in cls.__match_args__]}


def _unpacked(value: dict[str, Any]) -> Any:
    """What an object of plain JSON stands for, its fields unpacked; KeyError for a class that no template is made of."""
    [(name, fields)] = value.items()
    plain = _PLAIN.get(name)
    return _CLASSES[name](*fields) if plain is None else plain(fields)
