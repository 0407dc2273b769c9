"""How much a file may hold. What exceeds these limits is an attack or a mistake: thousands of real files stay far below."""

from __future__ import annotations

from toolkit.hints import Final

MOST_BYTES: Final = 100_000_000
MOST_ENTRIES: Final = 5_000
MOST_UNPACKED: Final = 500_000_000
MOST_PART: Final = 200_000_000
MOST_RATIO: Final = 200
RATIO_FROM: Final = 10_000_000

# A document is held whole in memory: beyond its packed size, twice, no more than this may come out of it.
MOST_DOCUMENT: Final = 120_000_000

# A workbook's sheets are streamed: what counts is how many tags there are, and how large a part is held at once.
SMALL_PART: Final = 1_000_000
MOST_XML: Final = 120_000_000
MOST_MARKUP: Final = 8_000_000
MOST_HELD: Final = 16_000_000  # of the parts smaller than that, together, while the file is read
MOST_ELEMENTS: Final = 1_000_000  # of one part that is parsed element by element
LONGEST_TAG: Final = 1_000_000  # bytes from one tag of a sheet to the next; a cell's text has fewer
MOST_CELLS: Final = 400_000  # of all sheets that may hold an appendix; what a run costs beyond that is out of bounds
MOST_KEPT_CELLS: Final = 1_000_000  # of the sheets our own verbs write beside appendices
MOST_CELL_TEXT: Final = 40_000_000  # characters in cells, a shared one counted as often as it stands

# A document's parts become trees, which take about this many bytes for each element and each attribute.
MOST_TREE: Final = 280_000_000
BESIDE_MERGED: Final = 35_000_000  # of it for what was filled and is filled now, while a report is merged
ELEMENT_BYTES: Final = 160
ATTRIBUTE_BYTES: Final = 220
MOST_NAMESPACES: Final = 1_000
MOST_PARAGRAPHS: Final = 120_000  # a table of 6,500 rows and eighteen columns has fewer
MOST_PROSE: Final = 800_000  # characters outside tables that are tied out; three hundred pages have fewer
LONGEST_PARAGRAPH: Final = 50_000
MOST_NUMBERS: Final = 10_000  # in that prose
MOST_NUMBERS_AT_ONCE: Final = 400  # in one paragraph of it
LONGEST_TEXT: Final = 2_000_000  # between two tags of a part that is no record of ours
