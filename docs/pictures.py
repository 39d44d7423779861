"""Make the README's pictures anew from the demo study: `make demo`, then `python docs/pictures.py`.

Needs Chromium with its driver and Pillow, which matplotlib brings along.
"""

import base64
import io
import runpy
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "reports" / "demo"
WIDTH, HEIGHT = 1440, 900
SHOWN = 1000  # pixels: the width of a picture in the README
# Picture: file, the element to open, the element at the top, width and height in pixels.
PICTURES = {
    "poster": ("familia.svg", "", "svg", 1587, 1123),
    "map": ("familia.html", "", ".cx-head", WIDTH, 1000),
    "curve": ("familia.html", "", ".cx-row-channels", WIDTH, 1000),
    "evidence": (
        "familia.html", ".cx-row-pains td:nth-of-type(4) .cx-finding", ".cx-row-pains", WIDTH, 1000,
    ),
    "drivers": ("economica.html", "", ".cx-drivers", WIDTH, 1000),
    "segments": ("segments.html", "", "h1", WIDTH, 1000),
}  # fmt: skip


def take(browser: Any, name: str) -> bytes:
    """One picture of a page as PNG, with few colours, so that it stays small."""
    page, opened, top, width, height = PICTURES[name]
    browser.get((REPORTS / page).as_uri())
    if opened:
        browser.execute_script("document.querySelector(arguments[0]).open = true", opened)
    y = browser.execute_script(
        "return document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY", top
    )
    clip = {"x": 0, "y": max(0, y - 24), "width": width, "height": height, "scale": 1}
    options = {"captureBeyondViewport": True, "clip": clip}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", options)["data"]
    picture = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
    picture = picture.resize((SHOWN, round(height * SHOWN / width)), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    picture.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(
        stream, format="PNG", optimize=True
    )
    return stream.getvalue()


def main() -> None:
    """Write all pictures into docs/."""
    start = runpy.run_path(str(ROOT / "tests" / "browser.py"))["start"]
    with tempfile.TemporaryDirectory() as profile:
        browser = start(Path(profile))
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        for name in PICTURES:
            content = take(browser, name)
            (ROOT / "docs" / f"{name}.png").write_bytes(content)
        browser.quit()


if __name__ == "__main__":
    main()
