"""What a test does if something that it needs is not installed."""

import os
from typing import NoReturn

import pytest


def do_without(reason: str) -> NoReturn:
    """Skip a test because something is missing; if `STAR2ANKI_REQUIRE_BROWSER` is 1, as in CI, fail instead."""
    if os.environ.get("STAR2ANKI_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
