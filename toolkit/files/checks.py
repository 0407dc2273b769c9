"""What can be said of an output before anything is read or computed, and why one could not be written."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from toolkit.hints import Final
from toolkit.problems import ToolkitError

WINDOWS: Final = os.name == "nt"

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_DRIVE: Final = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT",
                 "ECONNRESET", "ECONNABORTED", "EREMOTEIO", "ENODEV", "ENXIO")
    if hasattr(errno, name)
)  # fmt: skip


def backup_of(path: Path) -> Path:
    """Where the file just replaced is kept: `bao-cao.bak.docx` beside `bao-cao.docx`."""
    return path.with_name(f"{path.stem}.bak{path.suffix}")


def check_ending(path: Path, *endings: str) -> None:
    """Raise PL549 for a name whose ending is none of those a verb writes: no program would open it as what it is."""
    if path.suffix.lower() not in endings:
        raise ToolkitError("PL549", str(path), file=path.name, endings=", ".join(endings))


def refuse_input(output: Path, *inputs: Path | None) -> None:
    """Raise PL545 when the output, or the backup of what it replaces, would be one of the inputs; else as `check_output`."""
    check_output(output)
    taken = {_identity(output), _identity(backup_of(output))} - {None}
    for given in inputs if taken else ():
        if given is not None and _identity(given) in taken:
            raise ToolkitError("PL545", str(output), file=given.name)


def _identity(path: Path) -> tuple[int, int] | None:
    """What is the same for every name of a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_output(path: Path, *, new: bool = False) -> None:
    """Raise PL541-PL557 when a file cannot be written here for a reason that can be seen before; PL550 with `new` when it exists."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        found = None
    except (OSError, RuntimeError) as error:  # a RuntimeError is a ring of symbolic links
        raise refusal(path, error) from None
    if found is None:
        if not path.parent.is_dir():
            raise ToolkitError("PL546", str(path), folder=path.parent)
        return
    if stat.S_ISDIR(found.st_mode):
        raise ToolkitError("PL552", str(path), file=path)
    if not stat.S_ISREG(found.st_mode):
        raise ToolkitError("PL554", str(path), file=path)
    if new:
        raise ToolkitError("PL550", str(path), file=path.name)
    owner = _owner(path)
    if owner is not None:
        raise ToolkitError("PL541", str(path), file=path.name, by=_by(owner), owner=owner.name)
    if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise ToolkitError("PL555", str(path), file=path.name)


def make_folder(folder: Path) -> None:
    """Make the last folder of a path where it is not there yet. Raises PL542-PL557 when it cannot be made."""
    if not folder.parent.is_dir():
        raise ToolkitError("PL546", str(folder), folder=folder.parent)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise refusal(folder, error) from None


def is_open(path: Path) -> bool:
    """True when an Office program seems to have the file open, or the system lets nobody write to it."""
    try:
        with path.open("r+b"):
            return _owner(path) is not None
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _owner(path: Path) -> Path | None:
    """The file that Word, Excel or LibreOffice keeps beside a document while it is open; None where there is none."""
    name = path.name
    cuts = (0, 1, 2) if len(path.stem) > 6 else (0,)  # Word writes "~$" over the beginning of all but short names
    names = [*(f"~${name[cut:]}" for cut in cuts), f".~lock.{name}#"]
    return next((found for found in map(path.with_name, names) if os.path.lexists(found)), None)


def _by(owner: Path) -> str:
    """Who has a document open, as a text in brackets; "" where its owner file does not say."""
    try:
        data = owner.read_bytes()[:1000]
    except OSError:
        return ""
    if owner.name.startswith("."):
        said = data.decode("utf-8", "replace").split(",")
        name = next((part for part in said[:2] if part.strip()), "")
    else:
        name = ""
        # A length and the name in 8-bit letters, then from byte 54 (Word) or 55 (Excel) again in UTF-16.
        for at in (54, 55):
            size = data[at] if len(data) > at and data[at] == data[0] else 0
            text = data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
            if text.strip() and text.isprintable() and "\ufffd" not in text:
                name = text
                break
        if not name and data:
            text = data[1 : 1 + data[0]].decode("latin-1")
            name = text if text.isprintable() else ""
    return f" ({name.strip()})" if name.strip() else ""


def refusal(path: Path, error: OSError | RuntimeError) -> ToolkitError:
    """What the system said when a file could not be written, as a problem of ours."""
    number = getattr(error, "errno", None)
    if number in _FULL:
        return ToolkitError("PL543", str(path), file=path.name)
    if number in _FORBIDDEN:
        if WINDOWS and path.exists():
            return ToolkitError("PL541", str(path), file=path.name, by="", owner="~$")
        return ToolkitError("PL542", str(path), file=path.name, folder=path.parent)
    if number == errno.ENAMETOOLONG:
        return ToolkitError("PL556", str(path), file=path.name)
    if number in _DRIVE:
        return ToolkitError("PL557", str(path), file=path.name, reason=os.strerror(number or 0))
    return ToolkitError("PL544", str(path), file=path.name, reason=getattr(error, "strerror", None) or str(error))
