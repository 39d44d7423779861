"""Templates to HTML: one Jinja environment in which everything printed is escaped."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from cxlab.report.words import Words, plain

STYLE_MARK = "cx-style"
_ROOT = re.compile(r"(?<![\w-])\.cx(?![\w-])")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("cxlab.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals["Markup"] = Markup
    return environment


def _finalize(value: Any) -> Any:
    """What a template prints: our own HTML as it is, any other text without unshowable signs."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else plain(value)


def render(template: str, *, words: Words, **values: Any) -> str:
    """The template filled in; values are plain data, drawings come as Markup."""
    html: str = _environment().get_template(template).render(w=words, **values)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


@cache
def stylesheet() -> str:
    """The one stylesheet of maps, index and notebook cells, without comments and indents."""
    text = (files("cxlab.report") / "templates" / "style.css").read_text(encoding="utf-8")
    while "/*" in text:
        start = text.index("/*")
        text = text[:start] + text[text.index("*/", start) + 2 :]
    # JupyterLab styles what stands in its outputs with up to three classes: ours must weigh more.
    text = _ROOT.sub(".cx.cx.cx", text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def style_element() -> str:
    """The stylesheet as an element, to stand before a fragment in a notebook."""
    return f'<style class="{STYLE_MARK}">\n{stylesheet()}\n</style>'
