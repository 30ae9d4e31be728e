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

    /// What every response says.
    var fields: HTTPRateLimit {
        HTTPRateLimit(
            limit: UInt64(limit.requests), remaining: UInt64(remaining), resetsAt: UInt64(resetsAt),
            windowSeconds: UInt64(limit.windowSeconds))
    }

    /// The response to a request that did not pass. Its body is not like that of other errors.
    var refusal: HTTPResponse? {
        guard let retryAfter else { return nil }
        var response = HTTPResponse(status: 429, body: Array(#"{"message":"rate limit exceeded"}"#.utf8))
        response.rateLimit = fields
        response.rateLimit?.retryAfter = UInt64(retryAfter)
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
