/// An integer modulo p = 2^251 + 17·2^192 + 1, the "felt" of Starknet.
///
/// Everything that is signed is one of these: numbers, short strings, hashes, addresses. Equal numbers are equal
/// values, so it serves as a dictionary key whatever spelling it was read from.
package struct FieldElement: Equatable, Hashable, Sendable {
    /// The Montgomery form, below p. Held as a word to be comparable limb by limb.
    private let montgomery: Word256

    package static let modulus: Word256 = 0x800000000000011000000000000000000000000000000000000000000000001

    package static let zero = FieldElement(UnreducedElement.zero)
    package static let one = FieldElement(UnreducedElement.one)

    init(_ element: UnreducedElement) {
        let value = element.reduced
        montgomery = Word256(value.limb0, value.limb1, value.limb2, value.limb3)
    }

    @inline(__always)
    var unreduced: UnreducedElement {
        UnreducedElement(montgomery.limb0, montgomery.limb1, montgomery.limb2, montgomery.limb3)
    }

    /// `nil` unless the word is below p.
    package init?(_ word: Word256) {
        guard word < Self.modulus else { return nil }
        // R² mod p: multiplying by it puts a plain value into Montgomery form.
        let radixSquared = UnreducedElement(
            0xffff_fd73_7e00_0401, 0x0000_0001_330f_ffff, 0xffff_ffff_ff6f_8000, 0x07ff_d4ab_5e00_8810)
        self.init(UnreducedElement(word.limb0, word.limb1, word.limb2, word.limb3) * radixSquared)
    }

    package init(_ value: UInt64) {
        self.init(UInt128(value))
    }

    package init(_ value: UInt128) {
        guard let element = FieldElement(Word256(value)) else {
            preconditionFailure("128 bits are always below p")
        }
        self = element
    }

    /// The plain value, below p.
    package var word: Word256 { unreduced.plain }

    package var isZero: Bool { montgomery.isZero }
}

extension FieldElement {
    package static func + (left: Self, right: Self) -> Self { Self(left.unreduced + right.unreduced) }
    package static func - (left: Self, right: Self) -> Self {
        Self(left.unreduced.minus(right.unreduced, multiple: 1))
    }
    package static func * (left: Self, right: Self) -> Self { Self(left.unreduced * right.unreduced) }
    package static prefix func - (operand: Self) -> Self { zero - operand }

    package var squared: Self { Self(unreduced.squared) }
}

extension FieldElement: ExpressibleByIntegerLiteral {
    package init(integerLiteral literal: StaticBigInt) {
        guard let element = FieldElement(Word256(integerLiteral: literal)) else {
            preconditionFailure("the literal is not below p")
        }
        self = element
    }
}

extension FieldElement: CustomStringConvertible {
    /// Reads "0x…" in any case, padded or not; `nil` unless it is below p.
    package init?(hex text: String) {
        guard let word = Word256(hex: text) else { return nil }
        self.init(word)
    }

    /// Reads decimal digits; `nil` unless the number is below p.
    package init?(decimal text: String) {
        guard let word = Word256(decimal: text) else { return nil }
        self.init(word)
    }

    /// Reads at most 32 bytes, the most significant first; `nil` unless the number is below p.
    package init?(bigEndian bytes: some Sequence<UInt8>) {
        guard let word = Word256(bigEndian: bytes) else { return nil }
        self.init(word)
    }

    /// A Cairo short string: up to 31 ASCII characters as one big-endian number; `nil` for any other text.
    package init?(shortString text: String) {
        guard text.utf8.count <= 31, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        self.init(bigEndian: text.utf8)
    }

    /// "0x…", lower case, without padding.
    package var hex: String { word.hex }

    package var description: String { hex }
}
