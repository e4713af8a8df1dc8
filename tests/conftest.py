"""Fixtures for all tests. The cast is in `tests/factories/cast.py`."""

pytest_plugins = [
    "tests.factories.cast",
    "tests.factories.loaded",
    "tests.fixtures.browser",
    "tests.fixtures.first_rows",
    "tests.fixtures.order",
    "tests.fixtures.sample_site",
    "tests.fixtures.services",
]
