"""Raw customer research in, evidence-backed journey maps out.

The functions below are the package's doors; each is loaded when it is first asked for, so that
`cxlab --help` and a first `import cxlab` stay quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxlab.analyse.sentiment import score_sentiment
    from cxlab.analyse.stages import assign_stages
    from cxlab.analyse.topics import Topics, discover_topics
    from cxlab.analyse.touchpoints import assign_touchpoints
    from cxlab.codebook import Codebook
    from cxlab.discovered import open_topics
    from cxlab.flow import run
    from cxlab.ingest import read
    from cxlab.journey.journey import build_journey
    from cxlab.opened import open_segment
    from cxlab.prepare.clean import clean
    from cxlab.prepare.language import detect_language
    from cxlab.prepare.redact import redact
    from cxlab.study import Study

__version__ = "0.1.0"

_DOORS = {
    "Codebook": "cxlab.codebook",
    "Study": "cxlab.study",
    "Topics": "cxlab.analyse.topics",
    "assign_stages": "cxlab.analyse.stages",
    "assign_touchpoints": "cxlab.analyse.touchpoints",
    "build_journey": "cxlab.journey.journey",
    "clean": "cxlab.prepare.clean",
    "detect_language": "cxlab.prepare.language",
    "discover_topics": "cxlab.analyse.topics",
    "open_segment": "cxlab.opened",
    "open_topics": "cxlab.discovered",
    "read": "cxlab.ingest",
    "redact": "cxlab.prepare.redact",
    "run": "cxlab.flow",
    "score_sentiment": "cxlab.analyse.sentiment",
}

__all__ = [
    "Codebook",
    "Study",
    "Topics",
    "__version__",
    "assign_stages",
    "assign_touchpoints",
    "build_journey",
    "clean",
    "detect_language",
    "discover_topics",
    "open_segment",
    "open_topics",
    "read",
    "redact",
    "run",
    "score_sentiment",
]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'cxlab' has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)


def __dir__() -> list[str]:
    return __all__
