"""The matching engine does what an independent one does. Tests/Differential/run takes a million."""

import os

import pytest

pytest.importorskip("obook", reason="not installed: pip install -r Tests/Contract/requirements.txt")

from comparison import compare
from differential import explained, generated
from harness import binary
from obook_peer import Obook

OPERATIONS = int(os.environ.get("PARADEX_DIFFERENTIAL_OPERATIONS", "20000"))
SEED = int(os.environ.get("PARADEX_DIFFERENTIAL_SEED", "1"))


def test_the_same_fills_and_the_same_book():
    operations = generated(Obook, OPERATIONS, SEED)
    result = compare(binary(), Obook(), operations)
    if result.mismatch:
        title = f"obook-seed-{SEED}"
        pytest.fail(explained(binary(), Obook, operations, result.mismatch, title), pytrace=False)
    # Equal engines prove little over a quiet market.
    assert result.fills > OPERATIONS / 4
    assert max(result.resting) > 500
