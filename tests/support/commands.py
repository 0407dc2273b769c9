"""The commands as a user types them, through a real process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def call(*arguments: object, module: str = "fill_report", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of ours run to its end."""
    command = [sys.executable, "-m", f"toolkit.cli.{module}", *map(str, arguments)]
    known = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "vi_VN.UTF-8", "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=known, check=False)


def verb(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A verb of `phuluc` run to its end."""
    return call(*arguments, module="phuluc", **environment)
