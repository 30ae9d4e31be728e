/// Where a client stands with the limit on its requests, for the fields that say so in a response.
package struct HTTPRateLimit: Equatable, Sendable {
    /// Requests in a window.
    private let limit: UInt64
    /// Requests that could follow at once.
    private let remaining: UInt64
    /// Unix seconds at which the whole limit is available again.
    private let resetsAt: UInt64
    private let windowSeconds: UInt64
    /// Seconds until a request can pass, for one that did not.
    package var retryAfter: UInt64?

    package init(limit: UInt64, remaining: UInt64, resetsAt: UInt64, windowSeconds: UInt64) {
        self.limit = limit
        self.remaining = remaining
        self.resetsAt = resetsAt
        self.windowSeconds = windowSeconds
    }

    /// The fields, each with its line end.
    package var fieldLines: [UInt8] {
        var lines = ByteWriter()
        append(to: &lines)
        return lines.bytes
    }

    func append(to output: inout ByteWriter) {
        output.append("X-RateLimit-Limit: ")
        output.append(decimal: limit)
        output.append("\r\nX-RateLimit-Remaining: ")
        output.append(decimal: remaining)
        output.append("\r\nX-RateLimit-Reset: ")
        output.append(decimal: resetsAt)
        output.append("\r\nX-RateLimit-Window: ")
        output.append(decimal: windowSeconds)
        if let retryAfter {
            output.append("\r\nRetry-After: ")
            output.append(decimal: retryAfter)
        }
        output.append("\r\n")
    }
}
