"""A headless Chromium, and a page that is open in it."""

import json
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

_PATIENCE = 10.0  # seconds that a page may take on a busy machine
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
    "--lang=en",
)


@contextmanager
def started() -> "Iterator[Chrome]":
    """Start Chromium; where there is none, the test that asks is skipped and says so."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("needs Chromium and its driver (Debian: apt-get install chromium chromium-driver)")
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium (pip install 'iraqsec[dev]')")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        chromium = webdriver.Chrome(options=options, service=Service(driver))
        chromium.set_page_load_timeout(60)
        try:
            yield chromium
        finally:
            chromium.quit()


class Page:
    """A page from a file, open in Chromium."""

    def __init__(self, chromium: "Chrome", path: Path) -> None:
        self.chromium, self.address = chromium, path.as_uri()
        self._log("browser")  # what other pages said
        self._log("performance")
        chromium.get("about:blank")
        chromium.get(self.address)

    def run(self, script: str, *values: object) -> Any:  # noqa: ANN401 - whatever the script returns
        """Run a script in the page and return what it returns."""
        return self.chromium.execute_script(script, *values)

    def until(self, script: str) -> None:
        """Wait until an expression is true in the page."""
        ends = time.monotonic() + _PATIENCE
        while not self.run(f"return Boolean({script})"):
            assert time.monotonic() < ends, f"never true: {script}"
            time.sleep(0.02)

    def texts(self, selector: str) -> list[str]:
        """Return the text that each of some elements shows."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", selector
        )
        return found

    def text(self, selector: str) -> str:
        """Return the text that an element shows."""
        return self.texts(selector)[0]

    def click(self, selector: str) -> None:
        """Click on an element as a mouse does."""
        element = self.chromium.find_element("css selector", selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def type(self, selector: str, text: str) -> None:
        """Write into a field, and wait until the page has taken it in."""
        field = self.chromium.find_element("css selector", selector)
        field.clear()
        self.run("performance.clearMeasures()")
        field.send_keys(text)
        self.until("performance.getEntriesByName('filter').length")

    def press(self, *keys: str) -> str:
        """Press keys where the focus is, one after the other, and return what has the focus then."""
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.chromium).send_keys(key).perform()
        focused = "const e = document.activeElement; return e.getAttribute('aria-label') || e.id || e.innerText.trim()"
        return str(self.run(focused))

    def complaints(self) -> list[str]:
        """Return what the page wrote to the console: errors, warnings, and whatever its policy refused."""
        return [str(entry["message"]) for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the page was opened, but for the page and Chromium's own parts."""
        said = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        sent = [m["params"]["request"]["url"] for m in said if m["method"] == "Network.requestWillBeSent"]
        own = ("chrome", "about:", "data:")  # its start page; the signs within its fields of dates
        return [url for url in sent if url.partition("#")[0] != self.address and not url.startswith(own)]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.chromium.get_log(kind)  # type: ignore[no-untyped-call] # selenium's
        return entries
