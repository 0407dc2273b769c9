"""Facts: every figure of a computed workbook by its key, and what each attribute of it says."""

from toolkit.facts.lookup import INFO_KEYS, Facts, TemplateProblem, listed, nearest
from toolkit.facts.rows import Fact

__all__ = ["INFO_KEYS", "Fact", "Facts", "TemplateProblem", "listed", "nearest"]
