/// A string of a JSON text, where it stands there: no `String` is made until someone wants one.
public struct JSONText: Sendable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let range: Range<Int>
    @usableFromInline let isEscaped: Bool

    /// The string that this token is.
    @inlinable
    @inline(__always)
    init(_ bytes: [UInt8], _ token: JSONToken) {
        (self.bytes, range, isEscaped) = (bytes, token.content, token.isEscaped)
    }

    package var isEmpty: Bool { range.isEmpty }

    /// The text as a value, to be compared.
    @usableFromInline package var word: JSONWord {
        isEscaped ? JSONWord(string) : JSONWord(bytes.span, range)
    }

    /// Whether there is a control character of ASCII in it.
    package var hasControlCharacter: Bool {
        guard !isEscaped else { return string.utf8.contains { $0 < Byte.space || $0 == Byte.delete } }
        return bytes.span.nextControlCharacter(from: range.lowerBound, to: range.upperBound)
            < range.upperBound
    }

    package var string: String { bytes.span.text(range, isEscaped: isEscaped) }
}

extension JSONText: CustomStringConvertible {
    public var description: String { string }
}
