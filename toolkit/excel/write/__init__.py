"""Writing workbooks with xlsxwriter: the formatted appendix, the blank and the standard workbook."""
