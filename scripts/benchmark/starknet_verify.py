"""A program for CPython 3.10: how many signatures starknet-crypto, in Rust, verifies a second on one thread.

    python3.10 starknet_verify.py SECONDS
"""

import sys
import time

from starknet_crypto_py import get_public_key, pedersen_hash, sign
# The function in Rust takes hex; without the Python around it, which would cost it a few microseconds.
from starknet_crypto_py.starknet_crypto_py import rs_verify

KEY = 0x1E8C5DB1C3AB5E4F0A2B6B4C6D9F0E1A2B3C4D5E6F708192A3B4C5D6E7F8091
MESSAGES = 64


def signed(number):
    """What rs_verify takes: key, hash and signature."""
    message = pedersen_hash(KEY, number) >> 8
    r, s = sign(KEY, message, 7 + number)
    return hex(get_public_key(KEY)), hex(message), hex(r), hex(s)


def main():
    seconds = float(sys.argv[1])
    messages = [signed(number) for number in range(MESSAGES)]
    count = 0
    # The CPU's time, as paradex-mock verify-orders takes it.
    began = time.process_time()
    while (elapsed := time.process_time() - began) < seconds:
        for message in messages:
            if not rs_verify(*message):
                sys.exit("a true signature was refused")
        count += MESSAGES
    print(f"per_second: {count / elapsed:.1f}")


main()
