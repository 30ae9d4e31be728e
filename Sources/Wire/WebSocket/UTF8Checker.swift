/// Checks text that comes in pieces, so that a wrong byte is found as soon as it is there.
struct UTF8Checker {
    /// Bytes that are looked at together as long as all of them are ASCII.
    private static let stride = 32

    /// Continuation bytes that the present character still needs.
    private var needed = 0
    /// What the next continuation byte may be: it is narrower after some first bytes (RFC 3629 §4).
    private var range: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether the text so far ends with a whole character.
    var isComplete: Bool { needed == 0 }

    /// Takes the next bytes; false if no further bytes could make them UTF-8.
    mutating func accept(_ bytes: borrowing Span<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if needed == 0, index + Self.stride <= bytes.count, Self.isASCII(bytes, from: index) {
                index += Self.stride
            } else {
                guard accept(bytes[index]) else { return false }
                index += 1
            }
        }
        return true
    }

    /// Whether the next bytes are all ASCII. Looks at each of them, which takes a few vector instructions.
    private static func isASCII(_ bytes: borrowing Span<UInt8>, from start: Int) -> Bool {
        var bits: UInt8 = 0
        for index in start..<start + stride { bits |= bytes[index] }
        return bits < 0x80
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        if needed == 0 { return begin(byte) }
        guard range.contains(byte) else { return false }
        needed -= 1
        range = 0x80...0xBF
        return true
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: needed = 1
        case 0xE0: (needed, range) = (2, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE, 0xEF: needed = 2
        case 0xED: (needed, range) = (2, 0x80...0x9F)
        case 0xF0: (needed, range) = (3, 0x90...0xBF)
        case 0xF1...0xF3: needed = 3
        case 0xF4: (needed, range) = (3, 0x80...0x8F)
        default: return false
        }
        return true
    }
}
