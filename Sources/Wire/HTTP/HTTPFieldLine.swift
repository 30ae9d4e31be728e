/// field-name ":" OWS field-value OWS, RFC 9112 §5.
struct HTTPFieldLine {
    var name: Range<Int>
    var value: Range<Int>

    /// Reads a line without its CR LF.
    init(_ line: Span<UInt8>) throws(HTTPError) {
        var index = 0
        while index < line.count, ByteSet.token.contains(line[index]) { index += 1 }
        guard index > 0, index < line.count, line[index] == Byte.colon else {
            throw Self.problem(in: line, nameEnd: index)
        }
        name = 0..<index
        value = line.trimmed(index + 1..<line.count)
        guard !line.extracting(value).hasFieldControlCharacter else { throw .malformedFieldValue }
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
        while start < end, self[start].isFieldSpace { start += 1 }
        while end > start, self[end - 1].isFieldSpace { end -= 1 }
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
