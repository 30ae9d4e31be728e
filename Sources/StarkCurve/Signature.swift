/// The two numbers of an ECDSA signature, as they were sent: `ECDSA.verify` decides whether they are in range.
package struct Signature: Equatable, Hashable, Sendable {
    package let r: Word256
    package let s: Word256

    /// Characters a number may have: 78 decimal digits cover 256 bits, and 0x with 64 digits is shorter.
    package static let numberLengthMaximum = 80

    package init(r: Word256, s: Word256) {
        (self.r, self.s) = (r, s)
    }

    /// Reads the text that clients send: a JSON array of exactly two strings, each decimal or "0x…" hexadecimal.
    ///
    /// Python, Go, Java and TypeScript clients send decimal numbers, ccxt hexadecimal ones, the C++ library
    /// padded hexadecimal with a space after the comma. Anything else, escapes and bare JSON numbers included, and
    /// any number of more than 256 bits gives `nil`.
    package static func parse(_ text: String) -> Signature? {
        let bytes = text.utf8.span
        var scanner = Scanner()
        guard scanner.skip("[", in: bytes), let r = scanner.number(in: bytes) else { return nil }
        guard scanner.skip(",", in: bytes), let s = scanner.number(in: bytes) else { return nil }
        guard scanner.skip("]", in: bytes), scanner.isAtEnd(of: bytes) else { return nil }
        return Signature(r: r, s: s)
    }

    /// The text to send, in hexadecimal as ccxt writes it.
    package var text: String { "[\"\(r.hex)\",\"\(s.hex)\"]" }
}

/// Reads the few tokens of a signature; every method skips JSON white space first.
private struct Scanner {
    private var position = 0

    mutating func isAtEnd(of bytes: borrowing Span<UInt8>) -> Bool {
        skipWhiteSpace(in: bytes)
        return position == bytes.count
    }

    mutating func skip(_ character: Unicode.Scalar, in bytes: borrowing Span<UInt8>) -> Bool {
        skipWhiteSpace(in: bytes)
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// A string that holds a number.
    mutating func number(in bytes: borrowing Span<UInt8>) -> Word256? {
        guard skip("\"", in: bytes) else { return nil }
        // One more than the limit, so that a number of exactly that length still finds its closing quote.
        let limit = min(position + Signature.numberLengthMaximum + 1, bytes.count)
        let start = position
        while position < limit, bytes[position] != UInt8(ascii: "\"") { position += 1 }
        guard position < limit else { return nil }
        let digits = bytes.extracting(start..<position)
        position += 1
        return Word256(hexOrDecimal: digits)
    }

    private mutating func skipWhiteSpace(in bytes: borrowing Span<UInt8>) {
        while position < bytes.count, Self.isWhiteSpace(bytes[position]) { position += 1 }
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }
}
