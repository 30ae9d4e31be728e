"""The four functions that paradex-py takes from starknet-crypto-py, for Pythons that it has no wheel for.

They come from fast-stark-crypto, another binding of a Rust library with the same curve.
"""

import fast_stark_crypto


def get_public_key(private_key: int) -> int:
    return fast_stark_crypto.get_public_key(private_key)


def pedersen_hash(first: int, second: int) -> int:
    return fast_stark_crypto.pedersen_hash(first, second)


def sign(private_key: int, msg_hash: int, seed: int) -> tuple[int, int]:
    return fast_stark_crypto.sign(private_key, msg_hash)


def verify(public_key: int, msg_hash: int, r: int, s: int) -> bool:
    return fast_stark_crypto.verify(public_key=public_key, msg_hash=msg_hash, r=r, s=s)
