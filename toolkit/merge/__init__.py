"""Merging units: which rows are the same indicator, how their figures become one, who has sent. Pure, no Office library."""
