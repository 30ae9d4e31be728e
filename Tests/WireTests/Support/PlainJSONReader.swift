@testable import Wire

/// A JSON reader of the plain kind: byte by byte, straight into a tree. The fast one must agree with it about
/// every text, its errors and their places included.
struct PlainJSONReader {
    /// Arrays and objects inside one another. Bounds the recursion, and so the stack.
    static let depthMaximum = JSONReader.depthMaximum

    var position = 0
    var depth = 0

    static func document(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        var reader = PlainJSONReader()
        try reader.refuseByteOrderMark(in: bytes)
        reader.skipWhiteSpace(in: bytes)
        let value = try reader.value(in: bytes)
        reader.skipWhiteSpace(in: bytes)
        guard reader.position == bytes.count else { throw reader.error(.trailingBytes, in: bytes) }
        return value
    }

    mutating func value(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
        switch bytes[position] {
        case Byte.quote: return .string(try string(in: bytes))
        case Byte.minus, Byte.zero...Byte.nine: return .number(try number(in: bytes))
        case Byte.openBrace: return .object(try object(in: bytes))
        case Byte.openBracket: return .array(try array(in: bytes))
        case UInt8(ascii: "t"): return try literal("true", .bool(true), in: bytes)
        case UInt8(ascii: "f"): return try literal("false", .bool(false), in: bytes)
        case UInt8(ascii: "n"): return try literal("null", .null, in: bytes)
        default: throw error(.expectedValue, in: bytes)
        }
    }

    mutating func skipWhiteSpace(in bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case Byte.space, Byte.lineFeed, Byte.carriageReturn, Byte.tab: position += 1
            default: return
            }
        }
    }

    /// Takes the byte if it is the next one.
    mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// An error at the cursor. At the end of the text the problem is always the missing rest.
    func error(_ problem: JSONError.Problem, in bytes: Span<UInt8>) -> JSONError {
        JSONError(position < bytes.count ? problem : .unexpectedEnd, at: position, in: bytes)
    }

    private func refuseByteOrderMark(in bytes: Span<UInt8>) throws(JSONError) {
        guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
        throw error(.byteOrderMark, in: bytes)
    }

    private mutating func literal(
        _ word: String, _ value: JSONValue, in bytes: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        let start = position
        for letter in word.utf8 {
            guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
            guard bytes[position] == letter else { throw JSONError(.expectedValue, at: start, in: bytes) }
            position += 1
        }
        return value
    }
}

extension PlainJSONReader {
    mutating func array(in bytes: Span<UInt8>) throws(JSONError) -> [JSONValue] {
        try enter(in: bytes)
        var elements: [JSONValue] = []
        if take(Byte.closeBracket, in: bytes) { return leave(with: elements) }
        while true {
            elements.append(try value(in: bytes))
            skipWhiteSpace(in: bytes)
            if take(Byte.closeBracket, in: bytes) { return leave(with: elements) }
            guard take(Byte.comma, in: bytes) else { throw error(.expectedCommaOrEndOfArray, in: bytes) }
            skipWhiteSpace(in: bytes)
            try refuseTrailingComma(before: Byte.closeBracket, in: bytes)
        }
    }

    mutating func object(in bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
        try enter(in: bytes)
        var members = PlainJSONMembers()
        if take(Byte.closeBrace, in: bytes) { return leave(with: members.object) }
        while true {
            try member(into: &members, in: bytes)
            skipWhiteSpace(in: bytes)
            if take(Byte.closeBrace, in: bytes) { return leave(with: members.object) }
            guard take(Byte.comma, in: bytes) else { throw error(.expectedCommaOrEndOfObject, in: bytes) }
            skipWhiteSpace(in: bytes)
            try refuseTrailingComma(before: Byte.closeBrace, in: bytes)
        }
    }

    private mutating func member(
        into members: inout PlainJSONMembers, in bytes: Span<UInt8>
    ) throws(JSONError) {
        let start = position
        guard start < bytes.count, bytes[start] == Byte.quote else { throw error(.expectedKey, in: bytes) }
        let key = try string(in: bytes)
        guard members.claim(key) else { throw JSONError(.duplicateKey(key), at: start, in: bytes) }
        skipWhiteSpace(in: bytes)
        guard take(Byte.colon, in: bytes) else { throw error(.expectedColon(key: key), in: bytes) }
        skipWhiteSpace(in: bytes)
        members.append(key: key, value: try value(in: bytes))
    }

    private mutating func enter(in bytes: Span<UInt8>) throws(JSONError) {
        guard depth < Self.depthMaximum else { throw error(.nestedTooDeeply, in: bytes) }
        depth += 1
        position += 1
        skipWhiteSpace(in: bytes)
    }

    private mutating func leave<Container>(with container: Container) -> Container {
        depth -= 1
        return container
    }

    private func refuseTrailingComma(before end: UInt8, in bytes: Span<UInt8>) throws(JSONError) {
        guard position < bytes.count, bytes[position] == end else { return }
        throw error(.trailingComma, in: bytes)
    }
}

/// The members of an object being read.
private struct PlainJSONMembers {
    private var members: [JSONObject.Member] = []
    private var names: Set<[UInt8]> = []

    var object: JSONObject { JSONObject(members) }

    /// Whether the name is new.
    mutating func claim(_ key: String) -> Bool { names.insert(Array(key.utf8)).inserted }

    mutating func append(key: String, value: JSONValue) {
        members.append(JSONObject.Member(key: key, value: value))
    }
}

extension PlainJSONReader {
    /// number = [ minus ] int [ frac ] [ exp ], RFC 8259 §6. The text is kept, never converted.
    mutating func number(in bytes: Span<UInt8>) throws(JSONError) -> JSONNumber {
        let start = position
        _ = take(Byte.minus, in: bytes)
        try integerPart(in: bytes)
        if take(Byte.dot, in: bytes) { try digits(in: bytes) }
        if take(UInt8(ascii: "e"), in: bytes) || take(UInt8(ascii: "E"), in: bytes) {
            _ = take(Byte.plus, in: bytes) || take(Byte.minus, in: bytes)
            try digits(in: bytes)
        }
        return JSONNumber(validated: String(ascii: bytes.extracting(start..<position)))
    }

    private mutating func integerPart(in bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        try digits(in: bytes)
        guard bytes[start] == Byte.zero, position > start + 1 else { return }
        position = start
        throw error(.leadingZero, in: bytes)
    }

    private mutating func digits(in bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        guard position > start else { throw error(.expectedDigit, in: bytes) }
    }
}

extension PlainJSONReader {
    /// The string whose opening quote is under the cursor.
    mutating func string(in bytes: Span<UInt8>) throws(JSONError) -> String {
        let start = position + 1
        var isPlain = true
        var allBits: UInt8 = 0
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            allBits |= byte
            if byte > Byte.quote, byte != Byte.backslash {
                index += 1
                continue
            }
            position = index
            if byte == Byte.quote {
                position += 1
                let range = start..<index
                if !isPlain { return try unescapedText(in: range, of: bytes) }
                return allBits < 0x80
                    ? String(ascii: bytes.extracting(range)) : try text(in: range, of: bytes)
            }
            guard byte >= Byte.space else { throw error(.controlCharacterInString, in: bytes) }
            if byte == Byte.backslash {
                isPlain = false
                try skipEscape(in: bytes)
                index = position
            } else {
                index += 1
            }
        }
        position = index
        throw error(.unexpectedEnd, in: bytes)
    }

    /// Steps over `\n`, `\"` or `\u00e9` so that an escaped quote does not end the string.
    private mutating func skipEscape(in bytes: Span<UInt8>) throws(JSONError) {
        position += 1
        guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
        let letter = bytes[position]
        guard letter != UInt8(ascii: "u") else { return try skipUnicodeEscape(in: bytes) }
        guard Self.unescaped(letter) != nil else { throw error(.invalidEscape, in: bytes) }
        position += 1
    }

    /// Steps over `u00e9`, or over both halves of a surrogate pair.
    private mutating func skipUnicodeEscape(in bytes: Span<UInt8>) throws(JSONError) {
        let start = position - 1
        switch try codeUnit(in: bytes) {
        case 0xD800...0xDBFF: try skipLowSurrogate(pairedWith: start, in: bytes)
        case 0xDC00...0xDFFF: throw JSONError(.loneSurrogate, at: start, in: bytes)
        default: return
        }
    }

    private mutating func skipLowSurrogate(pairedWith start: Int, in bytes: Span<UInt8>) throws(JSONError) {
        for byte in [Byte.backslash, UInt8(ascii: "u")] {
            guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
            guard bytes[position] == byte else { throw JSONError(.loneSurrogate, at: start, in: bytes) }
            position += 1
        }
        position -= 1
        guard case 0xDC00...0xDFFF = try codeUnit(in: bytes) else {
            throw JSONError(.loneSurrogate, at: start, in: bytes)
        }
    }

    /// The four digits after the `u` under the cursor.
    private mutating func codeUnit(in bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
        position += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = bytes[position].hexValue else {
                throw error(.invalidUnicodeEscape, in: bytes)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private func text(in range: Range<Int>, of bytes: Span<UInt8>) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONError(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound, in: bytes)
        }
    }

    /// The meaning of the letter after a backslash, except `u`.
    static func unescaped(_ letter: UInt8) -> UInt8? {
        switch letter {
        case Byte.quote, Byte.backslash, Byte.slash: letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}

extension PlainJSONReader {
    /// A string with escapes, all of which the scan has already found well formed.
    private func unescapedText(in range: Range<Int>, of bytes: Span<UInt8>) throws(JSONError) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, bytes[index] != Byte.backslash { index += 1 }
            output.append(copying: bytes.extracting(start..<index))
            guard index < range.upperBound else { break }
            index += 1
            Self.appendEscape(at: &index, of: bytes, to: &output)
        }
        if let text = String(validating: output, as: UTF8.self) { return text }
        // Escapes never make or mend invalid UTF-8, so what was sent has it too, and there it has a place.
        return try text(in: range, of: bytes)
    }

    private static func appendEscape(at index: inout Int, of bytes: Span<UInt8>, to output: inout [UInt8]) {
        let letter = bytes[index]
        index += 1
        if let plain = unescaped(letter) {
            output.append(plain)
        } else {
            appendScalar(at: &index, of: bytes, to: &output)
        }
    }

    private static func appendScalar(at index: inout Int, of bytes: Span<UInt8>, to output: inout [UInt8]) {
        var value = hexadecimal(at: &index, of: bytes)
        if value & 0xFC00 == 0xD800 {
            index += 2
            value = 0x10000 + (value & 0x3FF) << 10 + hexadecimal(at: &index, of: bytes) & 0x3FF
        }
        if let scalar = Unicode.Scalar(value) { output.append(contentsOf: UTF8.encode(scalar)!) }
    }

    private static func hexadecimal(at index: inout Int, of bytes: Span<UInt8>) -> UInt32 {
        defer { index += 4 }
        return (index..<index + 4).reduce(0) { value, place in
            value << 4 | UInt32(bytes[place].hexValue ?? 0)
        }
    }
}
