"""Headless Chromium for the tests that open a page."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # what a page asks for is seen, and fails at once
)  # fmt: skip


def start(profile: Path) -> Any:
    """A browser with its network and console logged; skips the test where there is none.

    With CXLAB_REQUIRE_BROWSER set, as on every submission, a missing browser is a failure.
    """
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        missing = "no Chromium with its chromedriver: apt-get install chromium chromium-driver"
        (pytest.fail if os.environ.get("CXLAB_REQUIRE_BROWSER") else pytest.skip)(missing)
    options = selenium.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    service = selenium.ChromeService(executable_path=driver)
    return selenium.Chrome(options=options, service=service)


def visit(driver: Any, page: Path) -> tuple[set[str], list[Any]]:
    """Open a page with all its details: the addresses it asked for, and its console."""
    driver.get_log("performance")
    driver.get_log("browser")
    driver.get(page.as_uri())
    driver.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    logged = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = {
        message["params"]["request"]["url"]
        for message in logged
        if message["method"] == "Network.requestWillBeSent"
    }
    # chrome: addresses are the browser's own first page.
    return {url for url in asked if not url.startswith(("data:", "chrome:"))}, driver.get_log(
        "browser"
    )
