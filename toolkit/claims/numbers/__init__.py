"""The numbers of a passage: their values, units and hedges, and a passage with every number as one letter."""
