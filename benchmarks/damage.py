"""Every example and its report, damaged in ten ways by many seeds, through the commands: what raises anything but a sentence.

python -m benchmarks.damage        # about 3,000 damaged files
python -m benchmarks.damage 5      # five seeds for each file and way
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

from support.damage import WAYS, damaged
from test_damage import every_command

from benchmarks.measure import ROOT
from toolkit import reports


def main() -> int:
    """Print what went wrong and how many files there were; 1 when anything did."""
    seeds = int(sys.argv[1]) if sys.argv[1:] else 30
    count = bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for data in sorted((ROOT / "examples").glob("*/so-lieu.xlsx")):
            report = folder / "report.docx"
            reports.fill(data, output=report, fresh=True)
            for source in (data, report):
                for way in WAYS:
                    for seed in range(seeds):
                        count += 1
                        try:
                            every_command(damaged(source.read_bytes(), way, seed), source.suffix, folder)
                        except Exception:  # noqa: BLE001  whatever it is, is what is looked for
                            bad += 1
                            print(
                                f"{data.parent.name} {source.suffix} {way} {seed}\n{traceback.format_exc()}", flush=True
                            )
    print(f"{count} damaged files, {bad} met something unforeseen")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
