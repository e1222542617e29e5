"""Fixtures and settings for all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no fault of the code, and the same commit must pass or fail everywhere alike.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

collect_ignore = ["fuzz"]  # run by command, with the extra that brings atheris


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in tests/benchmarks, so that a plain run leaves it out."""
    benchmarks = ROOT / "tests" / "benchmarks"
    for item in items:
        if benchmarks in item.path.parents:
            item.add_marker(pytest.mark.benchmark)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> list[Path]:
    """Return the five seed documents, in order of name."""
    return sorted((root / "seeds").glob("*.txt"))
