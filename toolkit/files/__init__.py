"""Writing files: what stands in the way is said before the work begins, and an output is whole or absent."""

from toolkit.files.checks import backup_of, check_ending, check_output, is_open, make_folder, refuse_input
from toolkit.files.whole import stream_whole, write_whole

__all__ = [
    "backup_of", "check_ending", "check_output", "is_open", "make_folder", "refuse_input", "stream_whole", "write_whole",
]  # fmt: skip
