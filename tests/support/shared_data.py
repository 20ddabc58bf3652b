"""Where evaluation data stands that is not part of the project, and the mark for tests that need it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the evaluation data is not at {SHARED}; it is no part of the project"
)
