"""Tie-out: number statements in prose, found and verified by their own arithmetic and against figures."""

from toolkit.claims.find import check
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.tokens import numbers_in

__all__ = ["Claim", "Number", "Verdict", "check", "numbers_in"]
