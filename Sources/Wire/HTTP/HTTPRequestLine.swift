/// method SP request-target SP HTTP-version, RFC 9112 §3.
struct HTTPRequestLine {
    var method = ""
    var target = HTTPTarget()
    var minorVersion = 1

    init() {}

    /// Reads a line without its CR LF.
    init(_ line: Span<UInt8>) throws(HTTPError) {
        let methodEnd = try Self.methodEnd(in: line)
        let targetEnd = Self.firstSpace(in: line, from: methodEnd + 1)
        guard let targetEnd, targetEnd > methodEnd + 1 else { throw .malformedRequestLine }
        minorVersion = try Self.minorVersion(of: line.extracting((targetEnd + 1)...))
        method = String(ascii: line.extracting(..<methodEnd))
        target = try HTTPTarget(line.extracting(methodEnd + 1..<targetEnd), method: method)
    }

    private static func methodEnd(in line: Span<UInt8>) throws(HTTPError) -> Int {
        var index = 0
        while index < line.count, ByteSet.token.contains(line[index]) { index += 1 }
        guard index <= HTTPLimits.methodBytes else { throw .methodTooLong }
        guard index < line.count else { throw .malformedRequestLine }
        guard index > 0, line[index] == Byte.space else { throw .malformedMethod }
        return index
    }

    private static func firstSpace(in line: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < line.count {
            if line[index] == Byte.space { return index }
            index += 1
        }
        return nil
    }

    /// HTTP-version = "HTTP/" DIGIT "." DIGIT, case-sensitive, RFC 9112 §2.3.
    private static func minorVersion(of text: Span<UInt8>) throws(HTTPError) -> Int {
        for index in text.indices where text[index] == Byte.space { throw .malformedRequestLine }
        guard text.count == 8, text[5].isDigit, text[6] == Byte.dot, text[7].isDigit,
            text[0] == UInt8(ascii: "H"), text[1] == UInt8(ascii: "T"), text[2] == UInt8(ascii: "T"),
            text[3] == UInt8(ascii: "P"), text[4] == Byte.slash
        else { throw .malformedVersion }
        guard text[5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
        return text[7] == Byte.zero ? 0 : 1
    }
}
