"""Raw file -> documents and turns: one reader per family of formats.

`read` gives the turns of one file, `read_sources` everything of a study, `propose` a first study.yml,
`read_overrides` what people decided.
"""

from cxlab.ingest.overrides import mark_decided, read_overrides
from cxlab.ingest.propose import propose
from cxlab.ingest.single import read
from cxlab.ingest.sources import Raw, read_sources

__all__ = ["Raw", "mark_decided", "propose", "read", "read_overrides", "read_sources"]
