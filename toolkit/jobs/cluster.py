"""Workers of a Dask cluster, through its client's executor. Needs `distributed`, the optional extra `cluster`."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from toolkit import __version__
from toolkit.problems import ToolkitError

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
R = TypeVar("R")

_ANSWER_SECONDS: Final = 10
_WORKER_SECONDS: Final = 30
_CLOSING_SECONDS: Final = 2
_PAUSE_SECONDS: Final = 0.1


class Cluster:
    """The workers at a scheduler's address.

    Dask itself gives a dead worker's tasks to another one, and only gives up a task after several workers died of it,
    so that one failure is enough to look at a chunk item by item.
    """

    patience = 1

    def __init__(self, address: str) -> None:
        self.address = address
        self.client = _connect(address)
        self.executor = self.client.get_executor(pure=False)
        self.size = self._count()

    def _count(self) -> int:
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Give work to the cluster. Raises PL654 when the scheduler is gone for good."""
        if self.client.status != "running":
            self.renew()
        future: Future[R] = self.executor.submit(function, *args, **kwargs)
        return future

    def renew(self) -> None:
        """Count the workers again. Raises PL654 when the scheduler is gone, PL655 when no worker comes back."""
        _wait_for_workers(self.client, self.address)
        self.size = self._count()

    def look(self) -> None:
        """Raise PL654 or PL655 when scheduler or workers stay away."""
        _wait_for_workers(self.client, self.address)

    def close(self) -> None:
        """Leave the cluster; it goes on for others."""
        self.executor.shutdown(wait=False)
        self.client.close(timeout=_CLOSING_SECONDS)


def _connect(address: str) -> Client:
    """A client of the scheduler whose workers have this program. Raises PL653-PL656."""
    try:
        from distributed import Client
    except ImportError:
        raise ToolkitError("PL653") from None
    _hush()
    try:
        client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ToolkitError("PL654", scheduler=address, reason=str(error) or type(error).__name__) from None
    try:
        _wait_for_workers(client, address)
        _compare(client)
    except ToolkitError:
        client.close(timeout=_CLOSING_SECONDS)
        raise
    return client


def _hush() -> None:
    """Keep the libraries' own log of a lost connection from the user, who gets a sentence for it."""
    if not os.environ.get("PHULUC_DEBUG"):
        for name in ("distributed", "distributed.client", "distributed.core", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _wait_for_workers(client: Client, address: str) -> None:
    until = time.monotonic() + _WORKER_SECONDS
    reason = ""
    while client.status != "closed":
        try:
            if client.status == "running" and client.scheduler_info()["workers"]:
                return
            reason = ""
        except (OSError, ValueError) as error:
            reason = str(error)
        if time.monotonic() > until:
            break
        time.sleep(_PAUSE_SECONDS)
    if client.status == "running" and not reason:
        raise ToolkitError("PL655", scheduler=address)
    raise ToolkitError("PL654", scheduler=address, reason=reason or client.status)


def _compare(client: Client) -> None:
    """Raise PL656 when a worker has this program not at all or in another version."""
    found: dict[str, object] = client.run(version, on_error="return")
    for worker, known in sorted(found.items()):
        if known != __version__:
            theirs = type(known).__name__ if isinstance(known, BaseException) else known
            raise ToolkitError("PL656", worker=worker, theirs=theirs, ours=__version__)


def version() -> str:
    """The version of this program where it is called."""
    return __version__
