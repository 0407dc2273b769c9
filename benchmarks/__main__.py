"""Every measurement in one table, ours against peers in the same run: `python -m benchmarks [NAME ...] [--quick]`.

Peers come with `pip install -e '.[bench]'`; what needs one that is missing is skipped, and the reason printed. Those that
print a table of their own, such as the simulated country, run as `python -m benchmarks.country`.
"""

from __future__ import annotations

import argparse
import platform
from importlib import import_module

from benchmarks.measure import HEADING, Skipped, shown, version

NAMES = ("cold_fill", "refill", "fill_rows", "many_reports", "read_units", "appendix")
PEERS = ("docxtpl", "python-docx", "openpyxl", "python-calamine", "xlsxwriter", "lxml", "jinja2")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all without any")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller sizes, for a first look")
    given = parser.parse_args()
    unknown = set(given.names) - set(NAMES)
    if unknown:
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()};", ", ".join(f"{name} {version(name) or '-'}" for name in PEERS))
    print(HEADING)
    for name in given.names or NAMES:
        try:
            for line in import_module(f"benchmarks.{name}").lines(quick=given.quick):
                print(shown(line), flush=True)
        except Skipped as reason:
            print(f"{name}: skipped, {reason}")


if __name__ == "__main__":
    main()
