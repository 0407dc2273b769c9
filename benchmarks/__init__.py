"""What the toolkit costs beside what people would use instead: `python -m benchmarks` prints the table."""

import sys
from pathlib import Path

# Some of them draw their cases as the tests do.
sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tests")]
