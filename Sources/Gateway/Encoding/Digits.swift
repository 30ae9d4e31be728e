import Crypto

/// Hexadecimal digits that follow from a text.
enum Digits {
    /// 64 lower-case digits of the text's SHA-256.
    static func hash(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map(hex).joined()
    }

    /// A number of at most 248 bits that follows from a text, written like every number of Starknet: no
    /// leading zeros.
    static func felt(_ text: String) -> String {
        "0x" + hash(text).prefix(62).drop { $0 == "0" }
    }

    /// A text that follows from another in the form of a UUID.
    static func uuid(_ text: String) -> String {
        var digits = hash(text).prefix(32)
        var groups: [Substring] = []
        for length in [8, 4, 4, 4, 12] {
            groups.append(digits.prefix(length))
            digits = digits.dropFirst(length)
        }
        return groups.joined(separator: "-")
    }

    static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
