import Exchange
import Wire

/// Where a caller stands with the limit that will stop it first.
struct RateLimitStanding: Equatable {
    let limit: RateLimit
    /// Requests that could follow at once.
    let remaining: Int64
    /// Unix seconds, rounded up, at which the whole limit is available again.
    let resetsAt: Int64
    /// Whole seconds, at least 1, until a request can pass; nil if this one did.
    let retryAfter: Int64?

    /// The fields that every response has.
    var fieldLines: [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(192)
        HTTPResponse.appendField("X-RateLimit-Limit", UInt64(limit.requests), to: &lines)
        HTTPResponse.appendField("X-RateLimit-Remaining", UInt64(remaining), to: &lines)
        HTTPResponse.appendField("X-RateLimit-Reset", UInt64(resetsAt), to: &lines)
        HTTPResponse.appendField("X-RateLimit-Window", UInt64(limit.windowSeconds), to: &lines)
        return lines
    }

    /// The response to a request that did not pass. Its body is not like that of other errors.
    var refusal: HTTPResponse? {
        guard let retryAfter else { return nil }
        var response = HTTPResponse(status: 429, body: Array(#"{"message":"rate limit exceeded"}"#.utf8))
        response.fieldLines = fieldLines
        HTTPResponse.appendField("Retry-After", UInt64(retryAfter), to: &response.fieldLines)
        return response
    }
}

extension RateLimitStanding {
    /// `wait` is for a request that is refused: the milliseconds until one can pass, at least 1.
    init(_ bucket: TokenBucket, wait: Int64? = nil) {
        limit = bucket.limit
        remaining = bucket.tokens
        resetsAt = dividedUp(bucket.fullAt.milliseconds, by: 1000)
        retryAfter = wait.map { dividedUp($0, by: 1000) }
    }
}
