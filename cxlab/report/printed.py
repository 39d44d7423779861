"""A page -> PDF, printed by the Chromium or Chrome of this machine; nothing leaves it.

A PDF holds the time of its making and the browser's version: unlike our other files it is not the
same bytes at every run.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cxlab.errors import CxlabError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")  # fmt: skip
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--no-pdf-header-footer",
    # The page asks for nothing, and could not get it.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# The page leaves the size of the sheet to whoever prints it.
_PAPER = "@page { size: A3 landscape; }"
_SECONDS = 120
_BY_HAND = "Open the page in any browser and print it there (Ctrl+P, A3 landscape, save as PDF)"


class PrintError(CxlabError):
    """A page cannot become a PDF on this machine."""


def find_browser() -> str:
    """The path of a browser that prints; PrintError where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise PrintError(
            f"pdf is printed by Chromium, Chrome or Edge, and none of {', '.join(BROWSERS)} is on "
            f"PATH. {_BY_HAND}"
        )
    return found


def print_pdf(page: Path, pdf: Path) -> Path:
    """Print an HTML page as its print stylesheet says, on A3 landscape, all of it or nothing.

    The browser has a profile of its own that is thrown away. Raises PrintError when there is no
    browser, when it fails or when it takes more than two minutes.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="cxlab-print-") as work:
        made, sized = Path(work) / "page.pdf", Path(work) / "page.html"
        sized.write_text(_on_paper(page.read_text(encoding="utf-8")), encoding="utf-8")
        # Chromium refuses root a sandbox; a container often has nobody else.
        root = sys.platform != "win32" and os.geteuid() == 0
        command = [
            browser, *_FLAGS, *(["--no-sandbox"] if root else []),
            f"--user-data-dir={Path(work) / 'profile'}", f"--print-to-pdf={made}", sized.as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise PrintError(
                f"{browser} did not print {page.name} in {_SECONDS} s. {_BY_HAND}"
            ) from None
        if done.returncode or not made.is_file():
            said = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise PrintError(f"{browser} could not print {page.name}: {said}. {_BY_HAND}")
        shutil.move(made, pdf)
    return pdf


def _on_paper(html: str) -> str:
    """The page with the size of its sheet, which its policy then allows."""
    digest = base64.b64encode(hashlib.sha256(_PAPER.encode("ascii")).digest()).decode("ascii")
    html = html.replace("style-src 'sha256-", f"style-src 'sha256-{digest}' 'sha256-", 1)
    return html.replace("</head>", f"<style>{_PAPER}</style></head>", 1)
