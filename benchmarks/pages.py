"""How large each page is and how long a browser takes to open it.

    python benchmarks/pages.py [FOLDER]... [--times 5]

FOLDER is a folder of pages, such as reports/demo; without one, maps of made-up journeys of 7, 12, 20 and
30 stages are drawn. Prints bytes, elements, and the median milliseconds to the end of `load` and to the
first frame after it, details closed, in headless Chromium (needs chromedriver and selenium).
"""

import argparse
import runpy
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from cxlab.report import dress, index, sections

TESTS = Path(__file__).parents[1] / "tests"
MOST_MS = 2000
FRAME = """
const done = arguments[0], [entry] = performance.getEntriesByType('navigation');
requestAnimationFrame(() => setTimeout(() => done([entry.loadEventEnd, performance.now()])));
"""


def made(folder: Path) -> list[Path]:
    """Maps of many stages, with all that their page shows."""
    samples = runpy.run_path(str(TESTS / "report_samples.py"))
    shows = [show for name, show in vars(sections).items() if name.endswith("_html")]
    paths = []
    for stages in (7, 12, 20, 30):
        journey = samples["stretched"](stages)
        body = "".join(show(journey, "pt").replace(dress.style_element(), "") for show in shows)
        paths.append(folder / f"{stages}_stages.html")
        paths[-1].write_text(index.whole_page(body, title="x", lang="pt"), encoding="utf-8")
    return paths


def timed(driver: Any, path: Path, times: int) -> tuple[int, float, float]:
    """Elements of a page, and the medians of loading and of the first frame in milliseconds."""
    taken = []
    for _ in range(times):
        driver.get("about:blank")
        driver.get(path.as_uri())
        taken.append(driver.execute_async_script(FRAME))
    elements = driver.execute_script("return document.querySelectorAll('*').length")
    loads, frames = zip(*taken, strict=True)
    return elements, float(np.median(loads)), float(np.median(frames))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        paths = [one for folder in options.folders for one in sorted(folder.glob("*.html"))]
        paths = [path.resolve() for path in paths] or made(Path(work))
        driver = runpy.run_path(str(TESTS / "browser.py"))["start"](Path(work) / "profile")
        try:
            print(f"{'page':40}  {'bytes':>9}  {'elements':>8}  {'load ms':>7}  {'frame ms':>8}")
            for path in paths:
                elements, load, frame = timed(driver, path, options.times)
                late = "  SLOW" if frame > MOST_MS else ""
                print(
                    f"{path.name[:40]:40}  {path.stat().st_size:>9,}  {elements:>8,}  {load:>7.0f}  {frame:>8.0f}{late}"
                )
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
