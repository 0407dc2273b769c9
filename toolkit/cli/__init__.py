"""The command line: thin verbs, one small file each."""
