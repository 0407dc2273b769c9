"""Findings: one catalogue of codes, one value that carries a finding, one error that stops a run.

A stage returns its problems and goes on. Only what makes a result impossible is raised, as a `ToolkitError` that
carries its problem; the command line prints it and exits with 2.
"""

from toolkit.problems.catalogue import CATALOGUE, Entry, Severity
from toolkit.problems.problem import Problem, ToolkitError, sort_problems

__all__ = ["CATALOGUE", "Entry", "Problem", "Severity", "ToolkitError", "sort_problems"]
