"""An executed notebook -> one HTML file that asks for nothing, runs nothing and leaks no path.

Code is hidden. HTML that this room made (its displays say so) goes in as it is; anything else a
cell left, and markdown, is reduced to harmless tags; tracebacks are never shown, since they quote
data.
"""

import base64
import re
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from cxlab.errors import CxlabError
from cxlab.report import dress
from cxlab.report.page import SENTINEL
from cxlab.report.words import Words, plain

HIDE = "hide"
INJECTED = "injected-parameters"
MOST_BYTES = 1_500_000
_TAGS = frozenset(
    (
        "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s", "sub", "sup",
        "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "table",
        "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "abbr", "mark", "small",
    )
)  # fmt: skip
_ATTRIBUTES = {
    "*": ["lang", "title"],
    "th": ["scope", "colspan", "rowspan"],
    "td": ["colspan", "rowspan"],
}
_DROPPED = re.compile(r"<(style|script|template|noscript|title)\b.*?(</\1\s*>|\Z)", re.I | re.S)
# Parameters that say where a run kept its tables: the notebook finds them by itself again.
_PLACES = re.compile(r"(processed|output) = ")
_ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')
# The first bytes of a picture of that kind: anything else is none.
_BEGINS = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}
_HEADING_1 = re.compile(r"(</?)h1\b", re.I)


class ExportError(CxlabError):
    """A notebook cannot become a report."""


def notebook_to_html(
    ipynb_path: Path, html_path: Path, *, lang: str, title: str, index: str = "index.html"
) -> Path:
    """Write the report of an executed notebook, all of it or nothing; the same input, the same bytes.

    `index` is the address of the study's index from this page; '' leaves the link out.

    Raises ExportError when the notebook cannot be read or the page grows past MOST_BYTES.
    """
    from nbconvert.exporters import HTMLExporter

    notebook = _read(ipynb_path)
    words = Words.of(lang)
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        extra_template_basedirs=[str(files("cxlab.report") / "templates")],
        template_name="journey_report",
        filters={
            "cx_output": lambda output: Markup(output_html(output, words)),
            "cx_markdown": lambda source: Markup(markdown_html(source)),
        },
    )
    resources = {
        "cx": {
            "lang": lang,
            "title": plain(title),
            "policy": dress.policy(),
            "style": dress.page_style(),
            "hide": HIDE,
            "index": index,
            "back": words("back_to_index"),
        }
    }
    page, _ = exporter.from_notebook_node(notebook, resources=resources)
    content = "\n".join(line.rstrip() for line in page.splitlines() if line.strip()) + "\n"
    written = content.encode("utf-8", "replace")
    if len(written) > MOST_BYTES:
        raise ExportError(
            f"{html_path.name} would be {len(written):,} bytes, more than {MOST_BYTES:,}: take large "
            f"tables or pictures out of {ipynb_path.name}"
        )
    partial = html_path.with_name(html_path.name + ".part")
    partial.write_bytes(written)
    partial.replace(html_path)
    return html_path


def tidy_notebook(ipynb_path: Path) -> Path:
    """Take out of an executed notebook what differs between runs or names this machine.

    Papermill's and nbclient's metadata hold absolute paths, times and durations, its injected
    parameters the folder of the run; a report's notebook is the same file for the same study.
    """
    nbformat: Any = import_module("nbformat")

    notebook = _read(ipynb_path)
    kernel = notebook.metadata.get("kernelspec", {})
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                key: kernel[key] for key in ("display_name", "language", "name") if key in kernel
            },
            "language_info": {"name": "python"},
        }
    )
    for position, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        cell.id = f"cell-{position:02d}"
        if INJECTED in tags:
            kept = [line for line in cell.source.splitlines() if not _PLACES.match(line)]
            cell.source = "\n".join(kept)
    nbformat.write(notebook, str(ipynb_path))
    return ipynb_path


def _read(path: Path) -> Any:
    nbformat: Any = import_module("nbformat")

    try:
        return nbformat.read(str(path), as_version=4)
    except Exception as error:
        raise ExportError(f"{path} is not a notebook that can be read: {error}") from error


def output_html(output: Any, words: Words) -> str:
    """One output of a cell as HTML that is safe to show; '' for what a report does not show."""
    if output.get("output_type") == "error":
        return f'<p class="cx-nothing">{words("cell_failed")}</p>'
    data = output.get("data")
    if not data or SENTINEL in str(data.get("text/plain", "")):
        return ""
    if "text/html" in data:
        html = _text(data["text/html"])
        if output.get("metadata", {}).get("cxlab", {}).get("report") is True:
            return html.replace(dress.style_element(), "")
        return _boxed(clean_html(html))
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            return _picture(kind, _text(data[kind]).replace("\n", ""), output, words)
    if "image/svg+xml" in data:
        packed = base64.b64encode(_text(data["image/svg+xml"]).encode("utf-8")).decode("ascii")
        return _picture("image/svg+xml", packed, output, words)
    if "text/markdown" in data:
        return _boxed(markdown_html(_text(data["text/markdown"])))
    if "text/plain" in data:
        return _boxed(f"<pre>{Markup.escape(plain(_text(data['text/plain'])))}</pre>")
    return ""


def markdown_html(source: str) -> str:
    """Markdown as HTML, with nothing in it that could run or load."""
    from nbconvert.filters import markdown2html

    return clean_html(_ANCHOR.sub("", str(markdown2html(plain(source)))))


def clean_html(html: str) -> str:
    """The HTML with harmless tags only; no style, no script, no link, no picture."""
    import bleach  # type: ignore[import-untyped]  # comes with nbconvert

    kept = _HEADING_1.sub(r"\1h2", _DROPPED.sub("", plain(html)))
    return str(
        bleach.clean(kept, tags=_TAGS, attributes=_ATTRIBUTES, strip=True, strip_comments=True)
    )


def _picture(kind: str, packed: str, output: Any, words: Words) -> str:
    """A picture as data; an SVG inside an img element can neither run nor load anything."""
    try:
        begins = base64.b64decode(packed, validate=True)[:4]
    except ValueError:
        return ""
    if kind in _BEGINS and not begins.startswith(_BEGINS[kind]):
        return ""
    said = output.get("metadata", {}).get("alt") or words("no_figure_text")
    return _boxed(f'<img src="data:{kind};base64,{packed}" alt="{Markup.escape(plain(said))}">')


def _boxed(html: str) -> str:
    return f'<div class="cx"><div class="cx-scroll cx-other" tabindex="0">{html}</div></div>'


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)
