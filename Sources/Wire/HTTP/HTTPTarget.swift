/// A request target taken apart: origin-form, absolute-form or `*`, RFC 9112 §3.2.
struct HTTPTarget {
    var text = "/"
    var path = "/"
    var pathSegments: [String] = []
    var query: [(name: String, value: String)] = []

    /// The host and port of an absolute-form target.
    var authority: String?

    init() {}

    init(_ bytes: Span<UInt8>, method: String) throws(HTTPError) {
        guard method != "CONNECT" else { throw .connectNotSupported }
        try Self.checkBytes(of: bytes)
        text = String(ascii: bytes)
        if bytes[0] == Byte.slash {
            try readPathAndQuery(in: bytes)
        } else if text == "*" {
            guard method == "OPTIONS" else { throw .asteriskWithoutOptions }
            path = text
        } else {
            try readAbsoluteForm(in: bytes)
        }
    }

    private static func checkBytes(of bytes: Span<UInt8>) throws(HTTPError) {
        guard !bytes.isEmpty else { throw .malformedTarget }
        for index in bytes.indices where !ByteSet.target.contains(bytes[index]) {
            throw bytes[index] == Byte.hash ? .fragmentInTarget : .malformedTarget
        }
    }

    /// `http://host:port/path?query`. The authority wins over the Host field, RFC 9112 §3.2.2.
    private mutating func readAbsoluteForm(in bytes: Span<UInt8>) throws(HTTPError) {
        guard let start = Self.schemeEnd(of: bytes) else {
            throw text.contains("://") ? .unsupportedScheme : .malformedTarget
        }
        var end = start
        while end < bytes.count, bytes[end] != Byte.slash, bytes[end] != Byte.question { end += 1 }
        let authority = bytes.extracting(start..<end)
        guard HTTPHost.isWellFormed(authority) else { throw .malformedHost }
        self.authority = String(ascii: authority)
        try readPathAndQuery(in: bytes.extracting(end...))
    }

    /// The length of `http://` or `https://`; schemes have no case, RFC 3986 §3.1.
    private static func schemeEnd(of bytes: Span<UInt8>) -> Int? {
        if bytes.startsWithIgnoringCase("http://") { return 7 }
        return bytes.startsWithIgnoringCase("https://") ? 8 : nil
    }

    private mutating func readPathAndQuery(in bytes: Span<UInt8>) throws(HTTPError) {
        var end = 0
        var isEncoded = false
        while end < bytes.count, bytes[end] != Byte.question {
            isEncoded = isEncoded || bytes[end] == Byte.percent
            end += 1
        }
        try readSegments(in: bytes.extracting(..<end))
        if isEncoded {
            path = "/" + pathSegments.joined(separator: "/")
        } else if end > 0 {
            path = end == bytes.count && authority == nil ? text : String(ascii: bytes.extracting(..<end))
        }
        if end < bytes.count { try readQuery(in: bytes.extracting((end + 1)...)) }
    }

    private mutating func readSegments(in path: Span<UInt8>) throws(HTTPError) {
        guard path.count > 1 else { return }
        var start = 1
        for index in 1...path.count where index == path.count || path[index] == Byte.slash {
            pathSegments.append(try PercentEncoding.decode(path.extracting(start..<index)))
            start = index + 1
        }
    }

    private mutating func readQuery(in query: Span<UInt8>) throws(HTTPError) {
        var start = 0
        for index in 0...query.count where index == query.count || query[index] == Byte.ampersand {
            if index > start { try readParameter(in: query.extracting(start..<index)) }
            start = index + 1
        }
    }

    private mutating func readParameter(in pair: Span<UInt8>) throws(HTTPError) {
        var equals = 0
        while equals < pair.count, pair[equals] != Byte.equals { equals += 1 }
        let name = try PercentEncoding.decode(pair.extracting(..<equals), plusIsSpace: true)
        let rest = pair.extracting(min(equals + 1, pair.count)...)
        query.append((name, try PercentEncoding.decode(rest, plusIsSpace: true)))
    }
}
