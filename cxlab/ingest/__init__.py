"""Raw file -> documents and turns: one reader per family of formats.

`read` gives the turns of one file, `read_sources` everything of a study, `propose` a first study.yml.
"""

from cxlab.ingest.propose import propose
from cxlab.ingest.single import read
from cxlab.ingest.sources import Raw, read_sources

__all__ = ["Raw", "propose", "read", "read_sources"]
