/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable {
    /// The rule that was broken, one case for each.
    package enum Problem: Equatable, Sendable {
        case unexpectedEnd
        case byteOrderMark
        case expectedValue
        case expectedKey
        case expectedColon(key: String)
        case expectedCommaOrEndOfArray
        case expectedCommaOrEndOfObject
        case trailingComma
        case trailingBytes
        case duplicateKey(String)
        case nestedTooDeeply
        case leadingZero
        case expectedDigit
        case controlCharacterInString
        case invalidEscape
        case invalidUnicodeEscape
        case loneSurrogate
        case invalidUTF8
    }

    package let problem: Problem

    /// Bytes before the place of the problem.
    package let offset: Int

    /// The line of the problem, counted from 1.
    package let line: Int

    /// The character of that line, counted from 1 in Unicode scalars.
    package let column: Int

    /// At the end of the text the problem is always the missing rest.
    init(_ problem: Problem, at offset: Int, in bytes: Span<UInt8>) {
        self.problem = offset < bytes.count ? problem : .unexpectedEnd
        self.offset = offset
        var line = 1
        var column = 1
        for index in 0..<min(offset, bytes.count) {
            if bytes[index] == Byte.lineFeed {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }
}

extension JSONError: CustomStringConvertible {
    /// For example `line 1, column 17: expected ':' after the key "size"`.
    package var description: String {
        "line \(line), column \(column): \(problem.message)"
    }
}

extension JSONError.Problem {
    /// Characters of a key that a message repeats; the sender knows the rest.
    static let excerptMaximum = 40

    private static func excerpt(of key: String) -> String {
        key.count > excerptMaximum ? key.prefix(excerptMaximum) + "…" : key
    }

    var message: String {
        switch self {
        case .unexpectedEnd: "the text ends in the middle of a value"
        case .byteOrderMark: "expected a value, found a byte order mark"
        case .expectedValue: "expected a value"
        case .expectedKey: "expected a key in double quotes"
        case .expectedColon(let key): "expected ':' after the key \"\(Self.excerpt(of: key))\""
        case .expectedCommaOrEndOfArray: "expected ',' or ']'"
        case .expectedCommaOrEndOfObject: "expected ',' or '}'"
        case .trailingComma: "expected another element after ','"
        case .trailingBytes: "expected nothing after the value"
        case .duplicateKey(let key): "the key \"\(Self.excerpt(of: key))\" appears twice"
        case .nestedTooDeeply: "nested deeper than \(JSONReader.depthMaximum) levels"
        case .leadingZero: "a number does not start with a superfluous 0"
        case .expectedDigit: "expected a digit"
        case .controlCharacterInString: "a control character in a string is written as an escape"
        case .invalidEscape: "expected one of \" \\ / b f n r t u after '\\'"
        case .invalidUnicodeEscape: "expected four hexadecimal digits after '\\u'"
        case .loneSurrogate: "a surrogate escape needs its other half"
        case .invalidUTF8: "expected valid UTF-8"
        }
    }
}
