/// A 256-bit unsigned integer as it stands in a message: no modulus, no arithmetic to speak of.
///
/// It is what text and bytes are read into before anyone decides whether the number is in range, and what field
/// elements and scalars are written from.
package struct Word256: Equatable, Hashable, Sendable {
    /// The limbs, lowest first.
    package var limb0, limb1, limb2, limb3: UInt64

    package static let zero = Word256(0, 0, 0, 0)

    /// Limbs, lowest first.
    package init(_ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
        (self.limb0, self.limb1, self.limb2, self.limb3) = (limb0, limb1, limb2, limb3)
    }

    package init(_ value: UInt128) {
        self.init(UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64), 0, 0)
    }

    /// Reads at most 32 bytes, the most significant first; `nil` for more.
    package init?(bigEndian bytes: some Sequence<UInt8>) {
        self = .zero
        var count = 0
        for byte in bytes {
            count += 1
            guard count <= 32 else { return nil }
            limb3 = limb3 << 8 | limb2 >> 56
            limb2 = limb2 << 8 | limb1 >> 56
            limb1 = limb1 << 8 | limb0 >> 56
            limb0 = limb0 << 8 | UInt64(byte)
        }
    }

    /// The 32 bytes, the most significant first.
    package var bigEndianBytes: [UInt8] {
        (0..<32).reversed().map { UInt8(bits(at: $0 * 8, count: 8)) }
    }

    package var isZero: Bool { limb0 | limb1 | limb2 | limb3 == 0 }

    /// The limb with this index, 0 being the lowest; 0 for every index above 3.
    func limb(_ index: Int) -> UInt64 {
        switch index {
        case 0: limb0
        case 1: limb1
        case 2: limb2
        case 3: limb3
        default: 0
        }
    }

    /// `count` bits, at most 63, from the bit `position` upwards.
    func bits(at position: Int, count: Int) -> Int {
        let (index, shift) = (position >> 6, UInt64(position & 63))
        let low = limb(index) &>> shift
        let high = shift == 0 ? 0 : limb(index + 1) &<< (64 - shift)
        return Int((low | high) & ((1 &<< UInt64(count)) - 1))
    }
}

extension Word256 {
    mutating func setBit(at position: Int) {
        let bit: UInt64 = 1 &<< UInt64(position & 63)
        switch position >> 6 {
        case 0: limb0 |= bit
        case 1: limb1 |= bit
        case 2: limb2 |= bit
        default: limb3 |= bit
        }
    }

    /// The number modulo 2^count; the count has to be from 192 to 255.
    @inline(__always)
    func lowBits(_ count: Int) -> Word256 {
        Word256(limb0, limb1, limb2, limb3 & ((1 &<< UInt64(count &- 192)) &- 1))
    }

    /// Divides by 2^count, less a remainder; the count has to be from 1 to 63.
    @inline(__always)
    mutating func shiftRight(by count: Int) {
        let (down, up) = (UInt64(count), UInt64(64 &- count))
        limb0 = limb0 &>> down | limb1 &<< up
        limb1 = limb1 &>> down | limb2 &<< up
        limb2 = limb2 &>> down | limb3 &<< up
        limb3 = limb3 &>> down
    }

    /// The sum modulo 2^256.
    @inline(__always)
    func adding(_ other: Word256) -> Word256 {
        let s0 = wide(limb0) &+ wide(other.limb0)
        let s1 = wide(limb1) &+ wide(other.limb1) &+ (s0 >> 64)
        let s2 = wide(limb2) &+ wide(other.limb2) &+ (s1 >> 64)
        return Word256(lowHalf(s0), lowHalf(s1), lowHalf(s2), limb3 &+ other.limb3 &+ highHalf(s2))
    }
}

extension Word256: Comparable {
    package static func < (left: Word256, right: Word256) -> Bool {
        left.subtracting(right).borrow
    }

    /// The difference modulo 2^256, and whether it went below zero.
    func subtracting(_ other: Word256) -> (difference: Word256, borrow: Bool) {
        // Borrows written in UInt128 compile to sub/sbb; overflow flags would become branches.
        let d0 = wide(limb0) &- wide(other.limb0)
        let d1 = wide(limb1) &- wide(other.limb1) &- (d0 >> 127)
        let d2 = wide(limb2) &- wide(other.limb2) &- (d1 >> 127)
        let d3 = wide(limb3) &- wide(other.limb3) &- (d2 >> 127)
        return (Word256(lowHalf(d0), lowHalf(d1), lowHalf(d2), lowHalf(d3)), d3 >> 127 != 0)
    }
}

extension Word256: ExpressibleByIntegerLiteral {
    package init(integerLiteral literal: StaticBigInt) {
        precondition(literal.signum() >= 0, "a 256-bit word is not negative")
        precondition(literal.bitWidth <= 257, "the literal has more than 256 bits")
        self.init(UInt64(literal[0]), UInt64(literal[1]), UInt64(literal[2]), UInt64(literal[3]))
    }
}
