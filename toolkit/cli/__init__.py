"""The command line: thin verbs, one small file each."""

import gc

# A run makes many things and few circles: looking for those after every 700 objects takes a twentieth of a short run.
gc.set_threshold(50_000, 50, 50)
