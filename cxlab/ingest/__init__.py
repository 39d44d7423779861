"""Raw file -> documents and turns: one reader per family of formats.

`read` gives the turns of one file, `read_sources` everything of a study, `propose` a first study.yml,
`read_overrides` what people decided, `read_promises` and `read_actions` what they wrote for the map.
"""

from cxlab.ingest.overrides import mark_decided, read_overrides
from cxlab.ingest.propose import propose
from cxlab.ingest.single import read
from cxlab.ingest.sources import Raw, read_sources
from cxlab.ingest.written import read_actions, read_promises, tell_lost

__all__ = [
    "Raw", "mark_decided", "propose", "read", "read_actions", "read_overrides", "read_promises",
    "read_sources", "tell_lost",
]  # fmt: skip
