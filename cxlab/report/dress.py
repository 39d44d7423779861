"""Templates to HTML: one Jinja environment in which everything printed is escaped."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from cxlab.report.words import Words, isolated, plain, unending

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
    """What a template prints: our own HTML as it is, any other text without unshowable signs.

    Each text that is printed is isolated, so that one in Hebrew or Arabic leaves the numbers and
    names beside it in their order.
    """
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    return isolated(unending(plain(value)))


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


@cache
def page_style() -> str:
    """All that stands in the style element of a page of our own."""
    return "\n".join(
        (
            "html, body { margin: 0; background: #f7f6f2; }",
            "@media screen and (prefers-color-scheme: dark) { html, body { background: #12181a; } }",
            "@media print { html, body { background: #fff; } }",
            stylesheet(),
        )
    )


@cache
def policy() -> str:
    """The Content-Security-Policy of a page of our own: no script, no request, our one stylesheet.

    Only the style element with this very text counts; `style` attributes place columns and points
    and can load nothing. A policy in a page, not in a server's answer, cannot hold frame-ancestors.
    """
    digest = b64encode(sha256(page_style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; style-src-attr 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def style_element() -> str:
    """The stylesheet as an element, to stand before a fragment in a notebook."""
    return f'<style class="{STYLE_MARK}">\n{stylesheet()}\n</style>'
