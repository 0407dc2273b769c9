"""Tie-out: number statements in prose, found and verified by their own arithmetic and against figures."""
