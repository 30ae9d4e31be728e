/// The ASCII bytes that the grammars of this target are made of.
enum Byte {
    static var tab: UInt8 { 0x09 }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
    static var space: UInt8 { 0x20 }
    static var quote: UInt8 { 0x22 }
    static var hash: UInt8 { 0x23 }
    static var percent: UInt8 { 0x25 }
    static var ampersand: UInt8 { 0x26 }
    static var asterisk: UInt8 { 0x2A }
    static var plus: UInt8 { 0x2B }
    static var comma: UInt8 { 0x2C }
    static var minus: UInt8 { 0x2D }
    static var dot: UInt8 { 0x2E }
    static var slash: UInt8 { 0x2F }
    static var zero: UInt8 { 0x30 }
    static var nine: UInt8 { 0x39 }
    static var colon: UInt8 { 0x3A }
    static var semicolon: UInt8 { 0x3B }
    static var equals: UInt8 { 0x3D }
    static var question: UInt8 { 0x3F }
    static var at: UInt8 { 0x40 }
    static var openBracket: UInt8 { 0x5B }
    static var backslash: UInt8 { 0x5C }
    static var closeBracket: UInt8 { 0x5D }
    static var openBrace: UInt8 { 0x7B }
    static var closeBrace: UInt8 { 0x7D }
    static var delete: UInt8 { 0x7F }

    /// CR LF
    static var lineEnd: [UInt8] { [carriageReturn, lineFeed] }
    /// `":` and `,"`, the first byte lowest.
    static var quoteAndColon: UInt16 { 0x3A22 }
    static var commaAndQuote: UInt16 { 0x222C }
    /// `null`
    static var null: UInt32 { 0x6C6C_756E }
}

extension UInt8 {
    var isDigit: Bool { self >= Byte.zero && self <= Byte.nine }

    /// The value of a hexadecimal digit.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// The ASCII letter in lower case; every other byte unchanged.
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension [UInt8] {
    /// Appends borrowed bytes with one copy.
    package mutating func append(copying bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    /// Appends a decimal number without a detour over `String`.
    mutating func append(decimal value: UInt64) {
        var digits = InlineArray<20, UInt8>(repeating: Byte.zero)
        var start = 20
        var rest = value
        repeat {
            start &-= 1
            digits[start] = Byte.zero &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        append(copying: digits.span.extracting(start...))
    }
}

extension Span<UInt8> {
    /// Whether these are the same bytes.
    ///
    /// 32 at a time, the last of them counted from the end: some are looked at twice, none alone.
    package func isSame(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard count >= 32 else { return isShortAndSame(as: other) }
        var difference = words(at: count &- 32) ^ other.words(at: count &- 32)
        var index = 0
        while index < count &- 32 {
            difference |= words(at: index) ^ other.words(at: index)
            index &+= 32
        }
        return difference == .zero
    }

    private func isShortAndSame(as other: Span<UInt8>) -> Bool {
        guard count >= 8 else {
            return leadingWord(at: 0, length: count) == other.leadingWord(at: 0, length: count)
        }
        var difference = word(at: count &- 8) ^ other.word(at: count &- 8)
        var index = 0
        while index < count &- 8 {
            difference |= word(at: index) ^ other.word(at: index)
            index &+= 8
        }
        return difference == 0
    }
}
