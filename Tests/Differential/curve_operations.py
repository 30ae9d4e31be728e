"""Random lines for `paradex-mock curve-operations`, each with the answer it must get."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import curve
from crypto_cpp_py.cpp_bindings import cpp_hash, cpp_verify
from curve import BOUND, N, P

PROXY = 0x3530CC4759D78042F1B543BF797F5F3D647CDE0388C33734CF91B7F7B9314A9
ACCOUNT = 0x41CB0280EBADAA75F996D8D92C6F265F6D040BB3BA442E5F86A554F1765244E
INITIALIZE = 0x79DC0DA7C54B95F10AA182AD0A46400DB63156920ADB65ECA2654C0945A463
"""sn_keccak of the constructor's name, as signing-vectors.json has it."""
TYPES = {
    "domain": 0x98D1932052FC5137543DE5ED85B7A88555A4CD1FF5D5BFEDB62ED9B9A1F0DB,
    "order": 0xA56D5225B97B257C15AE2CB1CC0EA605381A886CD75463DB45FD2EF9FBC255,
    "modify": 0x201789BB587C17B251FD38DAF43B14807010EA721C2929A8C2FC33BF15C2E2C,
    "login": 0x186CDEF6B179923C411C13C11B8A825F12BF34203BDDA0A984DA9D6F2313C2,
}
"""Type hashes, also from there."""
MARKETS = ["BTC-USD-PERP", "ETH-USD-PERP", "BTC-USD-2NOV26-100000-C", "M", "kPEPE-USD-PERP", "X" * 31]
ORDER_TYPES = ["LIMIT", "MARKET", "STOP_LIMIT", "STOP_MARKET", "TAKE_PROFIT_LIMIT", "STOP_LOSS_MARKET"]


@dataclass
class Operation:
    line: str
    answer: str


def short(text: str) -> int:
    return int.from_bytes(text.encode(), "big")


def chain(*elements: int) -> int:
    """`compute_hash_on_elements`, by the C++ library, which is quicker than plain integers."""
    state = 0
    for element in (*elements, len(elements)):
        state = cpp_hash(state, element)
    return state


DOMAIN = chain(TYPES["domain"], short("Paradex"), short("PRIVATE_SN_POTC_SEPOLIA"), 1)


def message(account: int, *fields: int) -> int:
    return chain(short("StarkNet Message"), DOMAIN, account, chain(*fields))


def shown(point: curve.Point) -> str:
    return f"{point[0]:#x} {point[1]:#x}" if point else "infinity"


class Generator:
    """The same operations for the same seed. Numbers at the edges are frequent."""

    KINDS = {
        "field": 400, "scalar": 220, "point": 200, "root": 30, "multiply": 25, "pair": 60, "chain": 8,
        "order": 12, "login": 4, "address": 4, "sign": 12, "verify": 25,
    }  # fmt: skip
    """How often, of a thousand operations."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def operations(self, count: int) -> Iterator[Operation]:
        for _ in range(count):
            kind = self.random.choices(list(self.KINDS), self.KINDS.values())[0]
            yield getattr(self, kind)()

    def number(self, modulus: int) -> int:
        """Below the modulus."""
        bits = self.random.randrange(1, 253)
        word = sum(self.random.choice([0, 1, 2**64 - 1, 2**63]) << 64 * limb for limb in range(4))
        return self.random.choices(
            [
                self.random.randrange(modulus),
                self.random.choice([0, 1, 2, 8, modulus - 1, modulus - 2, (modulus - 1) // 2]),
                (2**bits + self.random.choice([-1, 0, 1])) % modulus,
                word % modulus,
                self.random.getrandbits(bits) % modulus,
            ],
            [5, 1, 1, 1, 2],
        )[0]

    def point_of_curve(self) -> curve.Point:
        while True:
            point = curve.lift(self.number(P))
            if point:
                return self.random.choice([point, curve.negated(point)])

    def arithmetic(self, kind: str, modulus: int, unary: dict[str, Callable]) -> Operation:
        a, b = self.number(modulus), self.number(modulus)
        binary = {"add": a + b, "subtract": a - b, "multiply": a * b}
        name = self.random.choice([*binary, *unary])
        if name in binary:
            return Operation(f"{kind} {name} {a:#x} {b:#x}", f"{binary[name] % modulus:#x}")
        return Operation(f"{kind} {name} {a:#x}", f"{unary[name](a) % modulus:#x}")

    def field(self) -> Operation:
        unary = {"negate": int.__neg__, "square": lambda a: a * a, "invert": lambda a: curve.inverse(a, P)}
        return self.arithmetic("field", P, unary)

    def scalar(self) -> Operation:
        unary = {"negate": int.__neg__, "invert": lambda a: curve.inverse(a, N)}
        return self.arithmetic("scalar", N, unary)

    def root(self) -> Operation:
        """A number's root, or y of a point with this x. Of the two answers either will do."""
        number = self.number(P)
        if self.random.random() < 0.5:
            root = curve.square_root(number)
            return Operation(f"field root {number:#x}", either(root))
        point = curve.lift(number)
        return Operation(f"point lift {number:#x}", either(point and point[1]))

    def point(self) -> Operation:
        left = self.point_of_curve()
        right = self.random.choices([self.point_of_curve(), left, curve.negated(left)], [6, 1, 1])[0]
        name = self.random.choice(["add", "subtract", "double"])
        if name == "double":
            return Operation(f"point double {shown(left)}", shown(curve.add(left, left)))
        result = curve.add(left, right if name == "add" else curve.negated(right))
        return Operation(f"point {name} {shown(left)} {shown(right)}", shown(result))

    def multiply(self) -> Operation:
        scalar = self.number(N)
        if self.random.random() < 0.4:
            return Operation(f"point generate {scalar:#x}", shown(curve.multiply(scalar, curve.G)))
        point = self.point_of_curve()
        return Operation(f"point multiply {scalar:#x} {shown(point)}", shown(curve.multiply(scalar, point)))

    def pair(self) -> Operation:
        a, b = self.number(P), self.number(P)
        result = curve.pedersen(a, b)
        assert result == cpp_hash(a, b), f"crypto-cpp hashes {a:#x} {b:#x} differently"
        name = self.random.choice(["pair", "prefix", "suffix"])
        return Operation(f"hash {name} {a:#x} {b:#x}", f"{result:#x}")

    def chain(self) -> Operation:
        elements = [self.number(P) for _ in range(self.random.randrange(6))]
        return Operation(" ".join(["hash chain", *map(hex, elements)]), f"{chain(*elements):#x}")

    def order(self) -> Operation:
        account, timestamp = self.number(P), self.random.getrandbits(self.random.choice([41, 41, 41, 64]))
        market, order_type = self.random.choice(MARKETS), self.random.choice(ORDER_TYPES)
        side = self.random.choice([1, 2])
        size, price = (self.random.getrandbits(self.random.choice([0, 20, 40, 64, 127])) for _ in range(2))
        fields = [timestamp, short(market), side, short(order_type), size, price]
        line = f"hash order {account:#x} {timestamp} {market} {side} {order_type} {size} {price}"
        if self.random.random() < 0.7:
            return Operation(line, f"{message(account, TYPES['order'], *fields):#x}")
        name = self.random.choice(["ord-abc_123", "1737256670821000", "9" * 75])
        felt = int(name) if name.isdigit() else short(name)
        return Operation(f"{line} {name}", f"{message(account, TYPES['modify'], *fields, felt):#x}")

    def login(self) -> Operation:
        account, start, end = self.number(P), self.random.getrandbits(31), self.random.getrandbits(31)
        result = message(account, TYPES["login"], short("POST"), short("/v1/auth"), 0, start, end)
        return Operation(f"hash login {account:#x} {start} {end}", f"{result:#x}")

    def address(self) -> Operation:
        key = self.number(P)
        arguments = chain(ACCOUNT, INITIALIZE, 2, key, 0)
        address = chain(short("STARKNET_CONTRACT_ADDRESS"), 0, key, PROXY, arguments) % (2**251 - 256)
        return Operation(f"address {key:#x}", f"{address:#x}")

    def sign(self) -> Operation:
        z, key, nonce = self.number(P), self.number(N), self.number(N)
        signature = curve.sign(z, key, nonce)
        answer = f"{signature[0]:#x} {signature[1]:#x}" if signature else "none"
        return Operation(f"ecdsa sign {z:#x} {key:#x} {nonce:#x}", answer)

    def verify(self) -> Operation:
        z, r, s, x = self.signature()
        name = self.random.choice(["verify", "verify-once"])
        valid = curve.verify(z, r, s, x)
        if not valid:
            self.check_that_library_refuses(z, r, s, x)
        return Operation(f"ecdsa {name} {z:#x} {r:#x} {s:#x} {x:#x}", str(valid).lower())

    def signature(self) -> tuple[int, int, int, int]:
        """Half of them valid; the others with one number that is not what was signed, some out of range."""
        key, nonce = self.random.randrange(1, N), self.random.randrange(1, N)
        x, r = curve.multiply(key, curve.G)[0], curve.multiply(nonce, curve.G)[0]
        # With z = ±r·d both products are the same point or opposites: the sum is a doubling or infinity.
        z = self.random.choices([self.number(BOUND), r * key % N, -r * key % N], [8, 1, 1])[0] % BOUND
        s = pow(nonce, -1, N) * (z + r * key) % N
        numbers = [z, r, self.random.choice([s, N - s]), x]
        if self.random.random() < 0.5:
            place = self.random.randrange(4)
            flipped = numbers[place] ^ 1 << self.random.randrange(252)
            wrong = [flipped, self.number(P), 0, P, N, BOUND, numbers[place] + N]
            numbers[place] = self.random.choice(wrong)
        return tuple(numbers)

    def check_that_library_refuses(self, z: int, r: int, s: int, x: int) -> None:
        """Only one way: it also refuses a 1/s of 2^251 or more, and sums that are doublings or infinity."""
        in_range = 0 < s < N and 0 < r < BOUND and z < BOUND and x < P
        w = pow(s, -1, N) if in_range else BOUND
        if w < BOUND and curve.lift(x):
            assert not cpp_verify(z, r, w, x), f"crypto-cpp accepts {z:#x} {r:#x} {s:#x} {x:#x}"


def either(root: int | None) -> str:
    """The answer for a root, which `accepted` takes for its opposite too."""
    return "none" if root is None else f"± {min(root, -root % P):#x}"


def accepted(operation: Operation, answer: str) -> bool:
    if operation.answer.startswith("±"):
        return answer != "none" and either(int(answer, 16)) == operation.answer
    return answer == operation.answer
