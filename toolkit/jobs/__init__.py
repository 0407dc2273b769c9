"""The same work over many items: in this process, in processes of this machine, or on a Dask cluster."""

from toolkit.jobs.line import Done
from toolkit.jobs.team import Team, cores, run

__all__ = ["Done", "Team", "cores", "run"]
