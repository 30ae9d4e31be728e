"""The Stark curve, its hash and its signatures in plain integers, written from the definitions.

Independent of the Swift code: no Montgomery form, no windows, no combs, Python's own inverse.
"""

P = 2**251 + 17 * 2**192 + 1
N = 0x0800000000000010FFFFFFFFFFFFFFFFB781126DCAE7B2321E66A241ADC64D2F
BETA = 0x06F21413EFBE40DE150E596D72F7A8C5609AD26C15C915C1F4CDFCB99CEE9E89
BOUND = 2**251
"""Hashes and r are below this."""

G = (
    0x01EF15C18599971B7BECED415A40F0C7DEACFD9B0D1819E03D723D8BC943CFCA,
    0x005668060AA49730B7BE4801DF46EC62DE53ECD11ABE43A32873000C36E8DC1F,
)
SHIFT = (
    0x049EE3EBA8C1600700EE1B87EB599F16716B0B1022947733551FDE4050CA6804,
    0x03CA0CFE4B3BC6DDF346D49D06EA0ED34E621062C0E056C1D0405D266E10268A,
)
PEDERSEN = [
    (
        0x0234287DCBAFFE7F969C748655FCA9E58FA8120B6D56EB0C1080D17957EBE47B,
        0x03B056F100F96FB21E889527D41F4E39940135DD7A6C94CC6ED0268EE89E5615,
    ),
    (
        0x04FA56F376C83DB33F9DAB2656558F3399099EC1DE5E3018B7A6932DBA8AA378,
        0x03FA0984C931C9E38113E0C0E47E4401562761F92A7A23B45168F4E80FF5B54D,
    ),
    (
        0x04BA4CC166BE8DEC764910F75B45F74B40C690C74709E90F3AA372F0BD2D6997,
        0x0040301CF5C1751F4B971E46C4EDE85FCAC5C59A5CE5AE7C48151F27B24B219C,
    ),
    (
        0x054302DCB0E6CC1C6E44CCA8F61A63BB2CA65048D53FB325D36FF12C49A58202,
        0x01B77B3E37D13504B348046268D8AE25CE98AD783C25561A879DCC77E99C2426,
    ),
]

INFINITY = None
Point = tuple[int, int] | None


def inverse(number: int, modulus: int) -> int:
    """Zero for zero, as in the Swift code."""
    return pow(number, -1, modulus) if number else 0


def negated(point: Point) -> Point:
    return point and (point[0], -point[1] % P)


def add(left: Point, right: Point) -> Point:
    if left is INFINITY or right is INFINITY:
        return left or right
    (x1, y1), (x2, y2) = left, right
    if x1 == x2:
        if y1 != y2:
            return INFINITY
        slope = (3 * x1 * x1 + 1) * pow(2 * y1, -1, P)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def multiply(scalar: int, point: Point) -> Point:
    """Double and add in homogeneous coordinates, x = X/Z and y = Y/Z: an inverse a step takes too long."""
    if scalar == 0 or point is INFINITY:
        return INFINITY
    x, y, z = *point, 1
    for bit in bin(scalar)[3:]:
        x, y, z = doubled(x, y, z)
        if bit == "1":
            x, y, z = sum_of(x, y, z, point)
    return affine(x, y, z)


def doubled(x: int, y: int, z: int) -> tuple[int, int, int]:
    w = (3 * x * x + z * z) % P
    s = y * z % P
    b = x * y % P * s % P
    h = (w * w - 8 * b) % P
    return 2 * h * s % P, (w * (4 * b - h) - 8 * y * y % P * s % P * s) % P, 8 * s * s % P * s % P


def sum_of(x: int, y: int, z: int, point: tuple[int, int]) -> tuple[int, int, int]:
    """Adds an affine point; z = 0 is infinity."""
    if z == 0:
        return *point, 1
    u, v = (point[1] * z - y) % P, (point[0] * z - x) % P
    if v == 0:
        return doubled(x, y, z) if u == 0 else (0, 1, 0)
    square = v * v % P
    cube = square * v % P
    r = square * x % P
    a = (u * u % P * z - cube - 2 * r) % P
    return v * a % P, (u * (r - a) - cube * y) % P, cube * z % P


def affine(x: int, y: int, z: int) -> Point:
    if z == 0:
        return INFINITY
    over = pow(z, -1, P)
    return x * over % P, y * over % P


def square_root(number: int) -> int | None:
    """Cipolla's algorithm; the Swift code uses Tonelli and Shanks'. Either root."""
    if number == 0:
        return 0
    if pow(number, (P - 1) // 2, P) != 1:
        return None
    a = 1
    while pow(a * a - number, (P - 1) // 2, P) == 1:
        a += 1
    # (a + w)^((p + 1)/2) where w² = a² − number is not a square.
    w = (a * a - number) % P
    result, base, exponent = (1, 0), (a, 1), (P + 1) // 2
    while exponent:
        if exponent & 1:
            result = product(result, base, w)
        base = product(base, base, w)
        exponent >>= 1
    return result[0]


def product(left: tuple[int, int], right: tuple[int, int], w: int) -> tuple[int, int]:
    (a, b), (c, d) = left, right
    return (a * c + b * d * w) % P, (a * d + b * c) % P


def lift(x: int) -> Point:
    """One of the two points with this x; None if there is none."""
    y = square_root((x * x * x + x + BETA) % P)
    return None if y is None else (x, y)


def doublings(point: Point, count: int) -> list[Point]:
    points = [point]
    while len(points) < count:
        points.append(add(points[-1], points[-1]))
    return points


PEDERSEN_BITS = [
    point
    for base, count in zip(PEDERSEN, (248, 4, 248, 4))
    for point in doublings(base, count)
]
"""The point that each of the two arguments' 252 bits adds."""


def pedersen(first: int, second: int) -> int:
    bits = first | second << 252
    result = *SHIFT, 1
    for position, point in enumerate(PEDERSEN_BITS):
        if bits >> position & 1:
            result = sum_of(*result, point)
    return affine(*result)[0]


def sign(z: int, key: int, nonce: int) -> tuple[int, int] | None:
    """None where the nonce or the hash cannot be used."""
    if not 0 <= z < BOUND or key == 0 or nonce == 0:
        return None
    r = multiply(nonce, G)[0]
    s = pow(nonce, -1, N) * (z + r * key) % N
    return (r, s) if r < BOUND and r and s else None


def verify(z: int, r: int, s: int, x: int) -> bool:
    """Whether either of the points with this x has made the signature."""
    if not (1 <= r < BOUND and 1 <= s < N and 0 <= z < BOUND and x < P):
        return False
    key = lift(x)
    if key is None:
        return False
    w = pow(s, -1, N)
    left, right = multiply(z * w % N, G), multiply(r * w % N, key)
    sums = add(left, right), add(left, negated(right))
    return any(point is not INFINITY and point[0] == r for point in sums)
