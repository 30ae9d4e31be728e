/// One complete request: its head understood, its body whole.
///
/// It shares the bytes that were received. What is not stored here is read from them each time it is asked for,
/// so keep what is needed twice.
package struct HTTPRequest: Sendable {
    private let head: HTTPHead
    /// The request begins at `base`; its body comes right behind its head.
    private let bytes: [UInt8]
    private let base: Int
    private let bodyCount: Int

    init(_ head: HTTPHead, in bytes: [UInt8], at base: Int, bodyCount: Int) {
        self.head = head
        self.bytes = bytes
        self.base = base
        self.bodyCount = bodyCount
    }

    /// The digit after `HTTP/1.`: 0 or 1 (a higher one counts as 1, RFC 9110 §2.5).
    package var minorVersion: Int { line.minorVersion }

    /// Whether the client lets the connection live on after the response.
    package var keepsAlive: Bool { head.keepsAlive }

    package var headers: HTTPHeaders {
        HTTPHeaders(bytes, block: head.block.from(base), count: head.fieldCount)
    }

    private var line: HTTPRequestLine { head.line }

    /// The method, if it is one that is known here.
    package var knownMethod: HTTPMethod? { line.method }

    /// The method, case kept; methods are case-sensitive (RFC 9110 §9.1).
    package var method: String { line.method?.name ?? text(line.methodName) }

    /// Whether the response is sent without its body.
    package var isHead: Bool { line.method == .head }

    /// A copy of the body.
    package var body: [UInt8] { Array(bytes[bodyRange]) }

    /// The body where it is.
    package var bodyBytes: SharedBytes { SharedBytes(bytes, bodyRange) }

    private var bodyRange: Range<Int> { base + head.length..<base + head.length + bodyCount }
}

// MARK: - The target

extension HTTPRequest {
    /// The request target as it was sent.
    package var target: String { text(line.target.whole) }

    /// The decoded path. Starts with `/`, or is `*` for `OPTIONS *`.
    package var path: String {
        let bytes = part(line.target.path)
        if bytes.isEmpty { return "/" }
        return isPathEncoded ? "/" + pathSegments.joined(separator: "/") : text(line.target.path)
    }

    /// The path's segments, decoded one by one, so that an encoded slash stays inside its segment.
    /// `/` has none, `/a/` has `a` and an empty one. Dot segments are left as they are.
    package var pathSegments: [String] { segments.map { String(decoding: $0, as: UTF8.self) } }

    /// The path as it was sent, where it is; nil if something of it is percent-encoded.
    package var plainPath: SharedBytes? {
        line.target.isEncoded ? nil : shared(line.target.path)
    }

    /// The segments as bytes, one after the other.
    package var segments: HTTPPathSegments {
        HTTPPathSegments(
            bytes, HTTPPieces(path: line.target.path.from(base)), isEncoded: line.target.isEncoded)
    }

    /// Whether the path begins with this segment.
    package func begins(with segment: StaticString) -> Bool {
        guard line.target.isEncoded else { return pathBegins(with: segment) }
        var segments = segments
        guard let first = segments.next() else { return false }
        return first.count == segment.utf8CodeUnitCount && segment.withUTF8Buffer { first.elementsEqual($0) }
    }

    /// The decoded query in order; `+` means a space here. A name without `=` has an empty value.
    package var query: [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        var parameters = parameters
        while let (name, value) = parameters.nextParameter(in: bytes.span) {
            query.append((decoded(name), decoded(value)))
        }
        return query
    }

    /// The first value of a query parameter.
    package func queryValue(_ name: String) -> String? {
        var parameters = parameters
        while let parameter = parameters.nextParameter(in: bytes.span) {
            if decoded(parameter.name) == name { return decoded(parameter.value) }
        }
        return nil
    }

    /// The same for a path without percent-encoding. The segment has eight characters at most.
    private func pathBegins(with segment: StaticString) -> Bool {
        let path = line.target.path.from(base)
        let start = path.lowerBound + 1
        let end = start + segment.utf8CodeUnitCount
        guard end <= path.upperBound else { return false }
        guard end == path.upperBound || bytes[end] == Byte.slash else { return false }
        return bytes.span.leadingWord(at: start, length: end - start) == segment.word()
    }

    private var parameters: HTTPPieces { HTTPPieces(query: line.target.query.from(base)) }

    private var isPathEncoded: Bool { part(line.target.path).contains(Byte.percent) }

    private func decoded(_ range: Range<Int>) -> String {
        PercentEncoding.text(bytes.span.extracting(range), plusIsSpace: true)
    }

    private func part(_ range: HTTPRange) -> ArraySlice<UInt8> { bytes[range.from(base)] }

    /// A part where it is; nil if the request has none.
    private func shared(_ range: HTTPRange) -> SharedBytes? {
        range.isAbsent ? nil : SharedBytes(bytes, range.from(base))
    }

    private func text(_ range: HTTPRange) -> String { String(decoding: part(range), as: UTF8.self) }
}

// MARK: - Fields that are asked for with every request, without the search by name
extension HTTPRequest {
    /// The first `Authorization`, where it is.
    package var authorization: SharedBytes? { shared(head.known.authorization) }

    /// The first `Origin`.
    package var origin: String? {
        shared(head.known.origin).map(\.text)
    }

    /// Whether there is an `Upgrade`.
    package var hasUpgrade: Bool { !head.known.upgrade.isAbsent }

    /// The host and port asked for: the target's if it names one (RFC 9112 §3.2.2), otherwise the Host field.
    package var authority: String? { authorityBytes?.text }

    /// The same as bytes.
    package var authorityBytes: SharedBytes? {
        shared(line.target.authority) ?? shared(head.known.host)
    }
}

extension HTTPRequest {
    /// A request that did not come over a wire, for in-process callers.
    package init(
        method: String, target: String, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [],
        minorVersion: Int = 1
    ) throws(HTTPError) {
        let start = Array("\(method) \(target)".utf8)
        let methodEnd = method.utf8.count
        var line = HTTPRequestLine()
        line.method = HTTPMethod(start.span, at: 0..<methodEnd)
        line.methodName = HTTPRange(0..<methodEnd)
        line.target = HTTPTarget(in: start.span, at: methodEnd + 1..<start.count)
        line.minorVersion = minorVersion
        guard Int(line.target.whole.end) == start.count else { throw .malformedTarget }
        try line.target.check(in: start.span, method: line.method)
        let fields = headers.fieldLines
        let bytes = start + Byte.lineEnd + fields + Byte.lineEnd + body
        let block = start.count + 2..<start.count + 2 + fields.count
        let known = HTTPHeaders(bytes, block: block, count: headers.count).known
        let head = HTTPHead(line, HTTPFraming(), block: block, fieldCount: headers.count, known: known)
        self.init(head, in: bytes, at: 0, bodyCount: body.count)
    }
}
