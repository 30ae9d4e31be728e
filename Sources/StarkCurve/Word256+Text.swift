extension Word256: CustomStringConvertible {
    /// Reads "0x…": any case, any number of leading zeros, at least one digit; `nil` if it needs more than 256 bits.
    package init?(hex text: String) {
        self.init(hex: text.utf8.span)
    }

    /// Reads a run of decimal digits and nothing else; `nil` if it needs more than 256 bits.
    package init?(decimal text: String) {
        self.init(decimal: text.utf8.span)
    }

    /// Reads either spelling that clients use for a number in a text: "0x…" or decimal digits.
    init?(hexOrDecimal digits: borrowing Span<UInt8>) {
        if Self.hasHexPrefix(digits) { self.init(hex: digits) } else { self.init(decimal: digits) }
    }

    private init?(hex digits: borrowing Span<UInt8>) {
        guard Self.hasHexPrefix(digits), digits.count > 2 else { return nil }
        self = .zero
        for index in 2..<digits.count {
            guard let digit = hexDigitValue(digits[index]), multiplyAdding(16, digit) else { return nil }
        }
    }

    private init?(decimal digits: borrowing Span<UInt8>) {
        guard !digits.isEmpty else { return nil }
        self = .zero
        for index in digits.indices {
            guard let digit = hexDigitValue(digits[index]), digit < 10, multiplyAdding(10, digit) else {
                return nil
            }
        }
    }

    private static func hasHexPrefix(_ digits: borrowing Span<UInt8>) -> Bool {
        digits.count >= 2 && digits[0] == UInt8(ascii: "0") && digits[1] | 0x20 == UInt8(ascii: "x")
    }

    /// "0x…", lower case, without padding.
    package var hex: String {
        var digits = [UInt8]("0x".utf8)
        for position in stride(from: 252, through: 0, by: -4) {
            let digit = UInt8(bits(at: position, count: 4))
            if digit == 0, digits.count == 2, position != 0 { continue }
            digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: digits, as: UTF8.self)
    }

    package var description: String { hex }

    /// Multiplies in place and adds; `false` if the result needs more than 256 bits.
    private mutating func multiplyAdding(_ factor: UInt64, _ summand: UInt64) -> Bool {
        var carry = summand
        limb0 = multiplyAdd(limb0, factor, 0, &carry)
        limb1 = multiplyAdd(limb1, factor, 0, &carry)
        limb2 = multiplyAdd(limb2, factor, 0, &carry)
        limb3 = multiplyAdd(limb3, factor, 0, &carry)
        return carry == 0
    }
}

private func hexDigitValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
