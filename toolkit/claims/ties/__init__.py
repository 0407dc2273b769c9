"""Numbers held to the figures of a workbook, of a record or of an appendix."""
