/// Keccak-256 with the original padding 0x01, as Ethereum and Starknet use it; not the SHA3-256 of FIPS 202.
package enum Keccak {
    /// Bytes absorbed between permutations: 200 minus twice the digest.
    private static let rate = 136

    package static func hash256(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var padded = Array(bytes)
        padded.append(0x01)
        while padded.count % rate != 0 { padded.append(0) }
        padded[padded.count - 1] |= 0x80

        var state = [UInt64](repeating: 0, count: 25)
        for block in stride(from: 0, to: padded.count, by: rate) {
            for index in 0..<rate {
                state[index / 8] ^= UInt64(padded[block + index]) << UInt64(index % 8 * 8)
            }
            permute(&state)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    /// `starknet_keccak`: the low 250 bits of the hash as a number. Type strings and function names use it.
    package static func starknet(_ text: String) -> FieldElement {
        starknet(Array(text.utf8))
    }

    package static func starknet(_ bytes: some Collection<UInt8>) -> FieldElement {
        var digest = hash256(bytes)
        digest[0] &= 0x03
        guard let element = FieldElement(bigEndian: digest) else {
            preconditionFailure("250 bits are always below p")
        }
        return element
    }

    /// Keccak-f[1600], FIPS 202 §3.3; lane (x, y) is at x + 5y.
    private static func permute(_ state: inout [UInt64]) {
        for roundConstant in roundConstants {
            mixColumns(&state)
            rotateAndMove(&state)
            mixRows(&state)
            state[0] ^= roundConstant
        }
    }

    /// θ
    private static func mixColumns(_ state: inout [UInt64]) {
        func parity(_ x: Int) -> UInt64 {
            state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]
        }
        let (p0, p1, p2, p3, p4) = (parity(0), parity(1), parity(2), parity(3), parity(4))
        for y in stride(from: 0, to: 25, by: 5) {
            state[y] ^= p4 ^ rotated(p1, by: 1)
            state[y + 1] ^= p0 ^ rotated(p2, by: 1)
            state[y + 2] ^= p1 ^ rotated(p3, by: 1)
            state[y + 3] ^= p2 ^ rotated(p4, by: 1)
            state[y + 4] ^= p3 ^ rotated(p0, by: 1)
        }
    }

    /// ρ and π: lane (x, y) moves to (y, 2x + 3y); the t-th move of the walk from (1, 0) rotates by (t+1)(t+2)/2.
    private static func rotateAndMove(_ state: inout [UInt64]) {
        var (x, y) = (1, 0)
        var lane = state[1]
        for step in 0..<24 {
            (x, y) = (y, (2 * x + 3 * y) % 5)
            let moved = rotated(lane, by: UInt64((step + 1) * (step + 2) / 2 % 64))
            lane = state[x + 5 * y]
            state[x + 5 * y] = moved
        }
    }

    /// χ
    private static func mixRows(_ state: inout [UInt64]) {
        for row in stride(from: 0, to: 25, by: 5) {
            let (a, b, c, d, e) = (state[row], state[row + 1], state[row + 2], state[row + 3], state[row + 4])
            state[row] = a ^ (~b & c)
            state[row + 1] = b ^ (~c & d)
            state[row + 2] = c ^ (~d & e)
            state[row + 3] = d ^ (~e & a)
            state[row + 4] = e ^ (~a & b)
        }
    }

    private static func rotated(_ lane: UInt64, by count: UInt64) -> UInt64 {
        count == 0 ? lane : lane << count | lane >> (64 - count)
    }

    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
}
