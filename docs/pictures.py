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
# Picture: page, the element to open, the element at the top, height in pixels.
PICTURES = {
    "map": ("familia", "", ".cx-head", 1130),
    "curve": ("familia", "", ".cx-row-channels", 1000),
    "evidence": ("familia", ".cx-row-pains td:nth-of-type(4) .cx-finding", ".cx-row-pains", 860),
    "drivers": ("economica", "", ".cx-drivers", 900),
    "segments": ("segments", "", "h1", 1120),
}


def take(browser: Any, name: str) -> bytes:
    """One picture of a page as PNG, with few colours, so that it stays small."""
    page, opened, top, height = PICTURES[name]
    browser.get((REPORTS / f"{page}.html").as_uri())
    if opened:
        browser.execute_script("document.querySelector(arguments[0]).open = true", opened)
    y = browser.execute_script(
        "return document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY", top
    )
    clip = {"x": 0, "y": max(0, y - 24), "width": WIDTH, "height": height, "scale": 1}
    options = {"captureBeyondViewport": True, "clip": clip}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", options)["data"]
    picture = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
    picture = picture.resize((SHOWN, round(height * SHOWN / WIDTH)), Image.Resampling.LANCZOS)
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
