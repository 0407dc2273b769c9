"""Writing files so that an output is whole or absent: to a temporary file in the same folder, made durable, then moved.

Nothing is ever written into a file that stands. The new content is complete in memory before the disk is touched, and it is
read back before it takes the old one's place.
"""

from __future__ import annotations

import errno
import io
import os
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.files.checks import WINDOWS, check_output, refusal
from toolkit.hints import BinaryIO, Final
from toolkit.problems import ToolkitError

_TEMPORARY: Final = ".phuluc-"
_WAITS: Final = (0.1, 0.3, 0.6)
"""Seconds between tries where another program holds the file for a moment: a virus scanner, a sync client."""
_DAY: Final = 24 * 3600

# What a file system answers that cannot do what was asked, while nothing is wrong with the file.
_UNABLE: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK})


# --- writing --------------------------------------------------------------------------------------------------------


def write_whole(
    path: Path, write: Callable[[BinaryIO], object], *, backup: Path | None = None, new: bool = False,
    still: Callable[[], bool] | None = None,
) -> bool:  # fmt: skip
    """Write a file by `write(stream)` so that at any moment the old file or the new one is there, whole.

    The file that was there before is kept as `backup` where one is named. A symbolic link is written through. With `new`
    a file that is there is never replaced (PL550). `still` is asked right before the old file goes: where it says no,
    somebody else changed it meanwhile, and PL553 is raised. False when the file already held the same bytes, in which
    case nothing is touched. Raises PL541-PL557 when it cannot be written; nothing is left behind, and what a killed run
    left is cleared away.
    """
    check_output(path, new=new)
    stream = io.BytesIO()
    try:
        write(stream)
        content = stream.getvalue()
        target = path.resolve() if path.is_symlink() else path
        for folder in {target.parent, (backup or target).parent}:
            _sweep(target, folder)
        old = _bytes(target)
        if old == content:
            return False
        with _Temporary(target) as temporary:
            temporary.fill(content)
            if still is not None and not still():
                raise ToolkitError("PL553", str(path), file=path.name)
            if old is not None and backup is not None:
                _keep(target, backup)
            temporary.move(new=new)
        _sync_folder(target.parent)
    except FileExistsError:
        raise ToolkitError("PL550", str(path), file=path.name) from None
    except OSError as error:
        raise refusal(path, error) from None
    return True


def stream_whole(path: Path, write: Callable[[BinaryIO], object], *, backup: Path | None = None) -> None:
    """As `write_whole`, for content too large to be held in memory: it goes to the temporary file as it is made.

    It is neither compared with the old file nor read back.
    """
    check_output(path)
    try:
        target = path.resolve() if path.is_symlink() else path
        for folder in {target.parent, (backup or target).parent}:
            _sweep(target, folder)
        with _Temporary(target) as temporary:
            temporary.stream(write)
            if target.exists() and backup is not None:
                _keep(target, backup)
            temporary.move(new=False)
        _sync_folder(target.parent)
    except OSError as error:
        raise refusal(path, error) from None


class _Temporary:
    """A file of our own beside a target, locked while we live, gone when the block ends; its name tells whose it is."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.name, self._handle = self._make(target)

    def _make(self, target: Path) -> tuple[Path, int]:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        for name in _names(target, "tmp"):
            try:
                handle = os.open(name, flags, 0o666)
            except FileExistsError:
                continue
            try:
                # Another run may have found it before it was locked and taken it for one left behind.
                if _lock(handle) is not False and (WINDOWS or os.fstat(handle).st_nlink):
                    return name, handle
            except OSError:
                os.close(handle)
                name.unlink()
                raise
            os.close(handle)
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))

    def __enter__(self) -> _Temporary:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        with suppress(OSError):
            self.name.unlink()

    def _close(self) -> None:
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            os.close(handle)

    def fill(self, content: bytes) -> None:
        """Write the content, have the disk take it, and read it back; with the mode and owner of the file that is there."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        _sync(self._handle)
        if self.name.read_bytes() != content:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.target))
        self._look_like_target()

    def stream(self, write: Callable[[BinaryIO], object]) -> None:
        """Have the content written into the file, and the disk take it."""
        with os.fdopen(self._handle, "w+b", closefd=False) as stream:
            write(stream)
        _sync(self._handle)
        self._look_like_target()

    def _look_like_target(self) -> None:
        if self.target.exists():
            like = self.target.stat()
            with suppress(OSError, AttributeError):
                os.chown(self.name, like.st_uid, like.st_gid)
            self.name.chmod(like.st_mode & 0o777)

    def move(self, *, new: bool) -> None:
        """Put the file in the target's place; with `new` only where nothing stands."""
        if WINDOWS:
            self._close()
        if new:
            try:
                os.link(self.name, self.target)
            except OSError as error:
                if error.errno == errno.EEXIST or self.target.exists():
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.target)) from None
            else:
                return
        _replace(self.name, self.target)


def _keep(target: Path, backup: Path) -> None:
    """Keep the file that is about to be replaced under another name; its bytes are not copied where a link will do."""
    kept = backup.resolve() if backup.is_symlink() else backup
    for name in _names(target, "bak"):
        linked = kept.with_name(name.name)
        try:
            os.link(target, linked)
        except FileExistsError:
            continue
        except OSError:
            break
        try:
            return _replace(linked, kept)
        except FileNotFoundError:  # another run swept it away: once more
            continue
        finally:
            linked.unlink(missing_ok=True)
    with _Temporary(kept) as copy:
        copy.fill(target.read_bytes())
        copy.move(new=False)
    return None


def _replace(source: Path, target: Path) -> None:
    """Move a file over another, waiting a little where Windows says that somebody has it open."""
    for wait in (*_WAITS, None):
        try:
            source.replace(target)
        except PermissionError:
            if not WINDOWS or wait is None:
                raise
            time.sleep(wait)
        else:
            return


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise


def _sync_folder(folder: Path) -> None:
    """Have the disk take the move. By now the new file stands: a drive that cannot do this has lost nothing."""
    if WINDOWS:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# --- what is left behind --------------------------------------------------------------------------------------------


def _mark(path: Path) -> str:
    """What the temporary files for a path begin with; short, so that the longest name still has room for them."""
    name = unicodedata.normalize("NFC", path.name)
    return f"{_TEMPORARY}{zlib.crc32(os.fsencode(name)):08x}-"


def _names(path: Path, ending: str) -> Iterator[Path]:
    for number in range(100):
        yield path.with_name(f"{_mark(path)}{os.getpid()}-{number}.{ending}")


def _sweep(path: Path, folder: Path) -> None:
    """Remove what killed runs left for this file in a folder; what a run still holds is locked and stays."""
    with suppress(OSError):
        mark = _mark(path)
        with os.scandir(folder) as entries:
            found = [folder / entry.name for entry in entries if entry.name.startswith(mark)]
        for left in found:
            with suppress(OSError):
                if left.suffix == ".bak" or _abandoned(left):
                    left.unlink()


def _abandoned(left: Path) -> bool:
    if WINDOWS:
        return True  # a file that is held there cannot be removed
    handle = os.open(left, os.O_RDWR)
    try:
        free = _lock(handle)
    finally:
        os.close(handle)
    return time.time() - left.stat().st_mtime > _DAY if free is None else free


def _lock(handle: int) -> bool | None:
    """Lock a file until it is closed; False when another holds it, None where the drive has no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
