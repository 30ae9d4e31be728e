/// Where the parts of a request target are: origin-form, absolute-form or `*`, RFC 9112 §3.2.
///
/// All of it is checked when it is received; texts are made of the parts that somebody asks for.
struct HTTPTarget: Sendable {
    private(set) var whole = HTTPRange()

    /// The host and port of an absolute-form target.
    private(set) var authority = HTTPRange()

    /// Begins with a slash unless it is empty, which stands for `/`, or `*`.
    private(set) var path = HTTPRange()

    /// What follows the question mark.
    private(set) var query = HTTPRange()

    /// Whether something of it is percent-encoded.
    private(set) var isEncoded = false

    /// The first byte that may not be there, if there is one.
    private var offence: UInt8?

    init() {}

    /// Finds the target that begins here and ends before a space, if there is one. It is still to be checked.
    init(in bytes: Span<UInt8>, at range: Range<Int>) {
        var question: Int?
        var end = range.lowerBound
        while true {
            while end <= range.upperBound &- 8 {
                let plain = bytes.word(at: end).plainInTarget
                end &+= plain.markedBytes
                guard plain == UInt64.marks else { break }
            }
            guard end < range.upperBound, bytes[end] != Byte.space else { break }
            let byte = bytes[end]
            if byte == Byte.question, question == nil { question = end }
            if byte == Byte.percent { isEncoded = true }
            if !ByteSet.target.contains(byte), offence == nil { offence = byte }
            end += 1
        }
        whole = HTTPRange(range.lowerBound..<end)
        path = HTTPRange(range.lowerBound..<(question ?? end))
        query = HTTPRange((question.map { $0 + 1 } ?? end)..<end)
    }

    mutating func check(in bytes: Span<UInt8>, method: HTTPMethod?) throws(HTTPError) {
        guard method != .connect else { throw .connectNotSupported }
        let range = whole.from(0)
        guard !range.isEmpty else { throw .malformedTarget }
        if let offence { throw offence == Byte.hash ? .fragmentInTarget : .malformedTarget }
        if bytes[range.lowerBound] != Byte.slash {
            if range.count == 1, bytes[range.lowerBound] == Byte.asterisk {
                guard method == .options else { throw .asteriskWithoutOptions }
            } else {
                try readAuthority(in: bytes)
            }
        }
        if isEncoded { try checkEncoding(in: bytes) }
    }

    /// `http://host:port/path?query`. The authority wins over the Host field, RFC 9112 §3.2.2.
    private mutating func readAuthority(in bytes: Span<UInt8>) throws(HTTPError) {
        let target = bytes.extracting(whole.from(0))
        guard let scheme = Self.schemeEnd(of: target) else {
            throw String(ascii: target).contains("://") ? .unsupportedScheme : .malformedTarget
        }
        let range = path.from(0)
        let start = range.lowerBound + scheme
        var end = start
        while end < range.upperBound, bytes[end] != Byte.slash { end += 1 }
        guard HTTPHost.isWellFormed(bytes.extracting(start..<end)) else { throw .malformedHost }
        authority = HTTPRange(start..<end)
        path = HTTPRange(end..<range.upperBound)
    }

    /// The length of `http://` or `https://`; schemes have no case, RFC 3986 §3.1.
    private static func schemeEnd(of bytes: Span<UInt8>) -> Int? {
        if bytes.startsWithIgnoringCase("http://") { return 7 }
        return bytes.startsWithIgnoringCase("https://") ? 8 : nil
    }

    /// Decodes every part once, so that nothing can go wrong when it is asked for.
    private func checkEncoding(in bytes: Span<UInt8>) throws(HTTPError) {
        var segments = HTTPPieces(path: path.from(0))
        while let segment = segments.next(in: bytes) {
            _ = try PercentEncoding.decode(bytes.extracting(segment))
        }
        var parameters = HTTPPieces(query: query.from(0))
        while let parameter = parameters.nextParameter(in: bytes) {
            _ = try PercentEncoding.decode(bytes.extracting(parameter.name), plusIsSpace: true)
            _ = try PercentEncoding.decode(bytes.extracting(parameter.value), plusIsSpace: true)
        }
    }
}
