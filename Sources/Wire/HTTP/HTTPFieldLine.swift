/// field-name ":" OWS field-value OWS, RFC 9112 §5.
struct HTTPFieldLine {
    /// The name, if it is one that the server has to understand.
    let known: HTTPFieldName?
    let name: Range<Int>
    let value: Range<Int>

    /// Reads the line that stands there, without its CR LF.
    init(_ bytes: Span<UInt8>, at line: Range<Int>, hasControlCharacter: Bool) throws(HTTPError) {
        guard !hasControlCharacter else { throw Self.problemOfControlCharacter(in: bytes, at: line) }
        known = line.isEmpty ? nil : HTTPFieldName(bytes, at: line.lowerBound)
        let end =
            if let known { line.lowerBound + known.length } else { try Self.nameEnd(in: bytes, at: line) }
        name = line.lowerBound..<end
        value = bytes.trimmed(end + 1..<line.upperBound)
    }

    /// Reads a line that was found right before.
    init(wellFormed bytes: Span<UInt8>, at range: Range<Int>) {
        known = HTTPFieldName(bytes, at: range.lowerBound)
        var colon = range.lowerBound
        while bytes[colon] != Byte.colon { colon += 1 }
        name = range.lowerBound..<colon
        value = bytes.trimmed(colon + 1..<range.upperBound)
    }

    private static func nameEnd(in bytes: Span<UInt8>, at line: Range<Int>) throws(HTTPError) -> Int {
        let end = bytes.tokenEnd(from: line.lowerBound)
        guard end > line.lowerBound, end < line.upperBound, bytes[end] == Byte.colon else {
            throw problem(in: bytes.extracting(line), nameEnd: end - line.lowerBound)
        }
        return end
    }

    /// What is wrong with the name comes before what is wrong with the value.
    private static func problemOfControlCharacter(in bytes: Span<UInt8>, at line: Range<Int>) -> HTTPError {
        do throws(HTTPError) {
            _ = try nameEnd(in: bytes, at: line)
            return .malformedFieldValue
        } catch {
            return error
        }
    }

    /// Why the token at the start of the line is not followed by a colon.
    private static func problem(in line: Span<UInt8>, nameEnd: Int) -> HTTPError {
        guard nameEnd < line.count else { return .missingColon }
        let isSpace = line[nameEnd].isFieldSpace
        if nameEnd == 0 {
            return isSpace ? .foldedField : line[0] == Byte.colon ? .emptyFieldName : .malformedFieldName
        }
        var next = nameEnd
        while next < line.count, line[next].isFieldSpace { next += 1 }
        if next < line.count, line[next] == Byte.colon { return .spaceBeforeColon }
        for index in next..<line.count where line[index] == Byte.colon { return .malformedFieldName }
        return .missingColon
    }
}

extension UInt8 {
    /// OWS = *( SP / HTAB ), RFC 9110 §5.6.3.
    var isFieldSpace: Bool { self == Byte.space || self == Byte.tab }

    /// What a field value is not made of, RFC 9110 §5.5: control characters other than tab.
    var isForbiddenInField: Bool { self < Byte.space && self != Byte.tab || self == Byte.delete }
}

extension Span<UInt8> {
    /// The range without the optional white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isFieldSpace { start &+= 1 }
        while end > start, self[end &- 1].isFieldSpace { end &-= 1 }
        return start..<end
    }

    /// Takes the next element of a comma-separated list, RFC 9110 §5.6.1; empty elements come as such.
    func nextListElement(from position: inout Int) -> Range<Int>? {
        guard position <= count else { return nil }
        let start = position
        while position < count, self[position] != Byte.comma { position += 1 }
        defer { position += 1 }
        return trimmed(start..<position)
    }

    /// Whether the bytes begin with this lower-case word in any case.
    func startsWithIgnoringCase(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard count >= length else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<length where self[index].lowercased != letters[index] { return false }
            return true
        }
    }

    /// Whether the bytes are this lower-case word in any case.
    func equalsIgnoringCase(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && startsWithIgnoringCase(word)
    }
}
