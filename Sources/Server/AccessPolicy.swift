import Wire

/// Keeps web pages and other machines away from an exchange on a developer's machine.
///
/// A page that a browser shows can send requests to loopback. It cannot hide its `Origin`, and a name that
/// was made to point at 127.0.0.1 shows in `Host`.
struct AccessPolicy {
    /// Further hosts that may stand in `Host` and `Origin`, lower case.
    let allowedHosts: Set<String>
    /// The one foreign origin that may read replies, or "*".
    let corsOrigin: String?
    /// Whether the server is bound to loopback; otherwise other machines are expected and any `Host` is fine.
    let isLoopbackOnly: Bool
    /// The last `Host` that was found right: clients send the same one every time.
    private var lastAllowed: [UInt8] = []

    init(host: String, allowedHosts: [String], corsOrigin: String?) {
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
        self.corsOrigin = corsOrigin
        isLoopbackOnly = Self.isLoopback(host)
    }

    /// Why a request is refused with 403; nil if it is welcome.
    mutating func refusal(of request: HTTPRequest) -> String? {
        if isLoopbackOnly, let bytes = request.authorityBytes, !bytes.isSame(as: lastAllowed) {
            let authority = bytes.text
            guard isAllowed(Self.host(in: authority)) else {
                return "Host: \(authority) is not loopback; start with --allow-host to allow it"
            }
            lastAllowed = Array(authority.utf8)
        }
        if let origin = request.origin, origin != corsOrigin, corsOrigin != "*",
            !isAllowed(Self.host(in: Self.authority(inOrigin: origin)))
        {
            return "Origin: \(origin) is foreign; start with --cors or --allow-host to allow it"
        }
        return nil
    }

    /// The fields that let a page of the allowed origin read replies; none by default.
    func corsHeaders(for request: HTTPRequest) -> [(name: String, value: String)] {
        guard let corsOrigin, let origin = request.origin,
            corsOrigin == "*" || origin == corsOrigin
        else { return [] }
        var headers = [
            ("Access-Control-Allow-Origin", corsOrigin), ("Vary", "Origin"),
            // Not `*`, which stands for no fields where credentials were sent.
            ("Access-Control-Expose-Headers", Self.exposedFields),
        ]
        if request.method == "OPTIONS" {
            headers.append(("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE, OPTIONS"))
            headers.append(
                ("Access-Control-Allow-Headers", request.headers["access-control-request-headers"] ?? "*"))
            headers.append(("Access-Control-Max-Age", "600"))
        }
        return headers
    }

    /// What a page may read besides the few fields that browsers always show.
    private static let exposedFields = [
        "Date", "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
        "X-RateLimit-Window",
    ].joined(separator: ", ")

    private func isAllowed(_ host: String) -> Bool {
        Self.isLoopback(host) || allowedHosts.contains(host)
    }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// `host:port` without the port, lower case.
    private static func host(in authority: String) -> String {
        let authority = authority.lowercased()
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[...end])
        }
        return String(authority.prefix { $0 != ":" })
    }

    private static func authority(inOrigin origin: String) -> String {
        for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
            return String(origin.dropFirst(scheme.count))
        }
        return origin
    }
}
