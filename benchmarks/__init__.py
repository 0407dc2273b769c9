"""What the toolkit costs beside what people would use instead: `python -m benchmarks` prints the table."""
