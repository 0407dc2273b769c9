"""Writing files so that an output is whole or absent: to a temporary file in the same folder, flushed, then moved."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from toolkit.problems import ToolkitError
from toolkit.text import clean

_TEMPORARY: Final = ".phuluc-tmp"
_LONGEST_NAME: Final = 180  # bytes: systems take 255, and an ending, a number and a backup's name are added
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})


def owner_file(path: Path) -> Path:
    """The `~$` file Word and Excel keep beside a document while it is open."""
    name = path.name
    return path.with_name("~$" + (name[2:] if len(path.stem) > 6 else name))


def is_open(path: Path) -> bool:
    """True when an Office program seems to have the file open."""
    return (
        owner_file(path).exists()
        or path.with_name("~$" + path.name).exists()
        or (path.with_name(f".~lock.{path.name}#").exists())
    )


def refuse_input(output: Path, *inputs: Path | None) -> None:
    """Raise PL545 when the output would be one of the inputs."""
    for given in inputs:
        if given is not None and given.exists() and output.exists() and output.samefile(given):
            raise ToolkitError("PL545", str(output), file=given.name)


def safe_name(text: str, *, otherwise: str) -> str:
    """A text as the name of a file on any system, without an ending; what no system takes becomes a hyphen.

    Vietnamese letters stay. `otherwise` is the name of a text that holds nothing a name could be made of.
    """
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", clean(text)).strip(" .~$-")
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1].rstrip(" .-")
    if not name:
        return otherwise
    return f"{name}_" if _DEVICE.fullmatch(name.partition(".")[0]) else name


def make_folder(folder: Path) -> None:
    """Make the last folder of a path where it is not there yet. Raises PL542-PL546 when it cannot be made."""
    if not folder.parent.is_dir():
        raise ToolkitError("PL546", str(folder), folder=folder.parent)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from None


def write_whole(path: Path, write: Callable[[BinaryIO], object], *, backup: Path | None = None) -> bool:
    """Write a file by `write(stream)` so that at any moment the old file or the new one is there, whole.

    The file that was there before is kept as `backup` where one is named. False when the file already held the same
    bytes, in which case nothing is touched. Raises PL541-PL546 when it cannot be written; nothing is left behind.
    """
    folder = path.parent
    if not folder.is_dir():
        raise ToolkitError("PL546", str(path), folder=folder)
    if path.exists() and is_open(path):
        raise ToolkitError("PL541", str(path), file=path.name)
    _sweep(path)
    temporary: Path | None = None
    try:
        temporary = _write_temporary(path, write)
        if path.exists():
            if path.stat().st_size == temporary.stat().st_size and path.read_bytes() == temporary.read_bytes():
                temporary.unlink()
                return False
            if backup is not None:
                _keep(path, backup)
        temporary.replace(path)
        _sync_folder(folder)
    except OSError as error:
        raise _refusal(path, error) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return True


def _keep(path: Path, backup: Path) -> None:
    """Keep the file that is about to be replaced under another name; its bytes are not copied where a link will do."""
    handle, saved = _new_file(backup)
    os.close(handle)
    saved.unlink()
    try:
        saved.hardlink_to(path)
    except (OSError, NotImplementedError):
        saved = _write_temporary(backup, lambda stream: stream.write(path.read_bytes()))
    saved.replace(backup)


def _write_temporary(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    handle, temporary = _new_file(path)
    try:
        with os.fdopen(handle, "w+b") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _new_file(path: Path) -> tuple[int, Path]:
    """A file of our own beside the path, opened; its name tells the process so that a later run can clear it away."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in range(10_000):
        name = path.with_name(f".{path.stem[:40]}.{os.getpid()}.{number}{_TEMPORARY}")
        try:
            return os.open(name, flags, 0o600), name
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sweep(path: Path) -> None:
    """Remove what a killed run left behind for this file."""
    for left in path.parent.glob(f".{_escaped(path.stem[:40])}.*{_TEMPORARY}"):
        process = left.name.removesuffix(_TEMPORARY).rpartition(".")[0].rpartition(".")[2]
        if process.isdigit() and not _alive(int(process)):
            left.unlink(missing_ok=True)


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return False
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refusal(path: Path, error: OSError) -> ToolkitError:
    if error.errno in _FULL:
        return ToolkitError("PL543", str(path), file=path.name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        if os.name == "nt" and path.exists():
            return ToolkitError("PL541", str(path), file=path.name)
        return ToolkitError("PL542", str(path), file=path.name, folder=path.parent)
    return ToolkitError("PL544", str(path), file=path.name, reason=error.strerror or str(error))
