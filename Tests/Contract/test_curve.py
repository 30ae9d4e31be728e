"""Signatures are computed as an independent implementation does. Tests/Differential/run-curve takes 100,000."""

import os

import pytest

pytest.importorskip("crypto_cpp_py", reason="not installed: pip install -r Tests/Contract/requirements.txt")

from curve_differential import mismatch
from curve_operations import Generator
from harness import binary

OPERATIONS = int(os.environ.get("PARADEX_CURVE_OPERATIONS", "1000"))
SEED = int(os.environ.get("PARADEX_CURVE_SEED", "1"))


def test_the_same_numbers_points_hashes_and_signatures():
    found = mismatch(binary(), list(Generator(SEED).operations(OPERATIONS)))
    if found:
        pytest.fail(f"seed {SEED}, {found}", pytrace=False)
