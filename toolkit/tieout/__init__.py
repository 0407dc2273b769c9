"""Tie-out of one document: its passages, its record and its appendix brought together with the figures of a workbook."""
