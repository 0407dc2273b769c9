"""From a spreadsheet of indicators to a signed Word report in which every number ties."""

__version__ = "0.1.0"
