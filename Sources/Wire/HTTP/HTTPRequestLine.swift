/// method SP request-target SP HTTP-version, RFC 9112 §3.
struct HTTPRequestLine: Sendable {
    /// The method, if it is one that is known here.
    var method: HTTPMethod?
    var methodName = HTTPRange()
    var target = HTTPTarget()
    var minorVersion = 1

    init() {}

    /// Reads the line that stands there, without its CR LF.
    init(_ bytes: Span<UInt8>, at line: Range<Int>) throws(HTTPError) {
        let methodEnd = try Self.methodEnd(in: bytes, at: line)
        target = HTTPTarget(in: bytes, at: methodEnd + 1..<max(methodEnd + 1, line.upperBound))
        let targetEnd = Int(target.whole.end)
        guard targetEnd < line.upperBound, targetEnd > methodEnd + 1 else { throw .malformedRequestLine }
        minorVersion = try Self.minorVersion(in: bytes, at: targetEnd + 1..<line.upperBound)
        methodName = HTTPRange(line.lowerBound..<methodEnd)
        method = HTTPMethod(bytes, at: line.lowerBound..<methodEnd)
        try target.check(in: bytes, method: method)
    }

    private static func methodEnd(in bytes: Span<UInt8>, at line: Range<Int>) throws(HTTPError) -> Int {
        let end = bytes.tokenEnd(from: line.lowerBound)
        guard end - line.lowerBound <= HTTPLimits.methodBytes else { throw .methodTooLong }
        guard end < line.upperBound else { throw .malformedRequestLine }
        guard end > line.lowerBound, bytes[end] == Byte.space else { throw .malformedMethod }
        return end
    }

    /// HTTP-version = "HTTP/" DIGIT "." DIGIT, case-sensitive, RFC 9112 §2.3.
    private static func minorVersion(in bytes: Span<UInt8>, at range: Range<Int>) throws(HTTPError) -> Int {
        let isLatest = range.count == 8 && bytes.word(at: range.lowerBound) == UInt64(ascii: "HTTP/1.1")
        if isLatest { return 1 }
        let text = bytes.extracting(range)
        for index in text.indices where text[index] == Byte.space { throw .malformedRequestLine }
        guard text.count == 8, text[5].isDigit, text[6] == Byte.dot, text[7].isDigit,
            bytes.leadingWord(at: range.lowerBound, length: 5) == UInt64(ascii: "HTTP/")
        else { throw .malformedVersion }
        guard text[5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
        return text[7] == Byte.zero ? 0 : 1
    }
}
