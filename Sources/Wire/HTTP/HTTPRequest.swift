/// One complete request: its head understood, its body whole.
package struct HTTPRequest: Sendable {
    /// The method, case kept; methods are case-sensitive (RFC 9110 §9.1).
    package var method: String

    /// The request target as it was sent.
    package var target: String

    /// The decoded path. Starts with `/`, or is `*` for `OPTIONS *`.
    package var path: String

    /// The path's segments, decoded one by one, so that an encoded slash stays inside its segment.
    /// `/` has none, `/a/` has `a` and an empty one. Dot segments are left as they are.
    package var pathSegments: [String]

    /// The decoded query in order; `+` means a space here. A name without `=` has an empty value.
    package var query: [(name: String, value: String)]

    /// The host and port asked for: the target's if it names one (RFC 9112 §3.2.2), otherwise the Host field.
    package var authority: String?

    package var headers: HTTPHeaders
    package var body: [UInt8]

    /// The digit after `HTTP/1.`: 0 or 1 (a higher one counts as 1, RFC 9110 §2.5).
    package var minorVersion: Int

    /// Whether the client lets the connection live on after the response.
    package var keepsAlive: Bool

    /// Whether the response is sent without its body.
    package var isHead: Bool { method == "HEAD" }

    /// The first value of a query parameter.
    package func queryValue(_ name: String) -> String? {
        for item in query where item.name == name { return item.value }
        return nil
    }
}

extension HTTPRequest {
    /// A request that did not come over a wire, for in-process callers.
    package init(
        method: String, target: String, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []
    ) throws(HTTPError) {
        let parsed = try HTTPTarget(Array(target.utf8).span, method: method)
        self.init(
            method: method, target: target, path: parsed.path, pathSegments: parsed.pathSegments,
            query: parsed.query, authority: parsed.authority ?? headers["host"], headers: headers, body: body,
            minorVersion: 1, keepsAlive: true)
    }
}
