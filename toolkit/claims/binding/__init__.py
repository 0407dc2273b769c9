"""Which numbers of a sentence belong together, and whether they hold."""
