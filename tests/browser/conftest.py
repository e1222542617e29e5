"""One headless Chromium for all tests of pages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import Page, started

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Chrome]":
    """Start Chromium once."""
    with started() as running:
        yield running


@pytest.fixture
def open_page(chromium: "Chrome") -> Callable[[Path], Page]:
    """Return what opens a file in Chromium."""

    def opened(path: Path) -> Page:
        return Page(chromium, path)

    return opened
