/// What a header block says about the connection and the body: the fields that decide where a request ends.
///
/// Everything that two parties could read differently is refused (RFC 9112 §11.2, request smuggling).
struct HTTPFraming {
    private(set) var contentLength: Int?
    private(set) var isChunked = false
    private(set) var expectsContinue = false
    private var hasHost = false
    private var hasTransferEncoding = false
    private var hasUnknownExpectation = false
    private var codingProblem: HTTPError?
    private var saysClose = false
    private var saysKeepAlive = false

    /// Takes note of a field, if it is one that matters here.
    mutating func note(_ name: HTTPFieldName, value: Span<UInt8>) throws(HTTPError) {
        switch name {
        case .host: try noteHost(value)
        case .expect: noteExpectation(value)
        case .connection: noteConnection(value)
        case .contentLength: try noteContentLength(value)
        case .transferEncoding: noteTransferEncoding(value)
        case .authorization, .origin, .upgrade: return
        }
    }

    /// The rules that need the whole header block.
    func check(minorVersion: Int) throws(HTTPError) {
        // RFC 9112 §3.2: only an HTTP/1.0 request may come without a Host.
        guard hasHost || minorVersion == 0 else { throw .missingHost }
        try checkTransferEncoding(minorVersion: minorVersion)
        guard (contentLength ?? 0) <= HTTPLimits.bodyBytes else { throw .bodyTooLarge }
        guard !hasUnknownExpectation else { throw .unknownExpectation }
    }

    /// RFC 9112 §9.3: `close` wins, HTTP/1.1 stays, HTTP/1.0 stays if it says so.
    func keepsAlive(minorVersion: Int) -> Bool {
        !saysClose && (minorVersion == 1 || saysKeepAlive)
    }

    private func checkTransferEncoding(minorVersion: Int) throws(HTTPError) {
        guard hasTransferEncoding else { return }
        guard contentLength == nil else { throw .contentLengthWithTransferEncoding }
        guard minorVersion == 1 else { throw .transferEncodingInHTTP10 }
        if let codingProblem { throw codingProblem }
    }
}

extension HTTPFraming {
    private mutating func noteHost(_ value: Span<UInt8>) throws(HTTPError) {
        guard !hasHost else { throw .repeatedHost }
        guard HTTPHost.isWellFormed(value) else { throw .malformedHost }
        hasHost = true
    }

    private mutating func noteExpectation(_ value: Span<UInt8>) {
        if value.equalsIgnoringCase("100-continue") {
            expectsContinue = true
        } else {
            hasUnknownExpectation = true
        }
    }

    private mutating func noteConnection(_ value: Span<UInt8>) {
        var position = 0
        while let range = value.nextListElement(from: &position) {
            let option = value.extracting(range)
            if option.equalsIgnoringCase("close") { saysClose = true }
            if option.equalsIgnoringCase("keep-alive") { saysKeepAlive = true }
        }
    }

    /// Content-Length = 1*DIGIT, RFC 9110 §8.6. A list of equal values, which may be accepted, is refused too.
    private mutating func noteContentLength(_ value: Span<UInt8>) throws(HTTPError) {
        guard contentLength == nil else { throw .repeatedContentLength }
        guard let length = Self.contentLength(value) else { throw .malformedContentLength }
        contentLength = length
    }

    /// The value of a Content-Length; nil if it is malformed.
    static func contentLength(_ value: Span<UInt8>) -> Int? {
        guard !value.isEmpty else { return nil }
        var length = 0
        for index in value.indices {
            let byte = value[index]
            let (tens, overflowsTimes) = length.multipliedReportingOverflow(by: 10)
            let (sum, overflowsPlus) = tens.addingReportingOverflow(Int(byte) - Int(Byte.zero))
            guard byte.isDigit, !overflowsTimes, !overflowsPlus else { return nil }
            length = sum
        }
        return length
    }

    private mutating func noteTransferEncoding(_ value: Span<UInt8>) {
        hasTransferEncoding = true
        var position = 0
        while let range = value.nextListElement(from: &position) { noteCoding(value.extracting(range)) }
    }

    private mutating func noteCoding(_ coding: Span<UInt8>) {
        let isChunkedCoding = coding.equalsIgnoringCase("chunked")
        if coding.isEmpty {
            noteCodingProblem(.malformedTransferEncoding)
        } else if isChunked {
            noteCodingProblem(isChunkedCoding ? .chunkedTwice : .chunkedNotLast)
        } else if !isChunkedCoding {
            noteCodingProblem(.unknownTransferCoding)
        }
        isChunked = isChunked || isChunkedCoding
    }

    /// Keeps the first problem, but a malformed list before a well-formed one with an unknown word.
    private mutating func noteCodingProblem(_ problem: HTTPError) {
        if codingProblem == nil || codingProblem == .unknownTransferCoding { codingProblem = problem }
    }
}
