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
        var scanner = Scanner(rest: text.utf8[...])
        guard scanner.skip("["), let r = scanner.number() else { return nil }
        guard scanner.skip(","), let s = scanner.number() else { return nil }
        guard scanner.skip("]"), scanner.isAtEnd else { return nil }
        return Signature(r: r, s: s)
    }

    /// The text to send, in hexadecimal as ccxt writes it.
    package var text: String { "[\"\(r.hex)\",\"\(s.hex)\"]" }
}

/// Reads the few tokens of a signature; every method skips JSON white space first.
private struct Scanner {
    var rest: Substring.UTF8View

    var isAtEnd: Bool {
        mutating get {
            skipWhiteSpace()
            return rest.isEmpty
        }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipWhiteSpace()
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// A string that holds a number.
    mutating func number() -> Word256? {
        guard skip("\"") else { return nil }
        // One more than the limit, so that a number of exactly that length still finds its closing quote.
        let window = rest.prefix(Signature.numberLengthMaximum + 1)
        guard let end = window.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let text = String(Substring(rest[..<end]))
        rest = rest[rest.index(after: end)...]
        return Word256(hexOrDecimal: text)
    }

    private mutating func skipWhiteSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    }
}
