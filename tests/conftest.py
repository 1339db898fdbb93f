"""What all tests share."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # engine, project and strategies are helpers beside the tests

from project import Project

settings.register_profile("default", deadline=None)  # how long an example takes is measured in benchmarks/, not here
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give an author's folder with one recipe and no story yet."""
    made = Project(tmp_path / "project")
    made.recipe()
    return made
