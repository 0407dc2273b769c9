"""Word documents: the only room that knows WordprocessingML."""
