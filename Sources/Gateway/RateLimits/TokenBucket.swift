import Exchange

/// One caller's share of one limit: starts full, refills continuously, and every request takes one token.
///
/// Exact to the millisecond and without rounding: a token is as many units as its window has milliseconds, so
/// that every millisecond brings back as many units as the limit has requests.
struct TokenBucket {
    let limit: RateLimit
    /// Units that are missing from a full bucket.
    private var missing: Int64 = 0
    private var refilledAt: Timestamp

    init(_ limit: RateLimit, at now: Timestamp) {
        self.limit = limit
        refilledAt = now
    }

    /// Adds what has come since the last refill. A clock that was set back brings nothing.
    mutating func refill(at now: Timestamp) {
        let elapsed = now.milliseconds - refilledAt.milliseconds
        refilledAt = now
        guard elapsed > 0 else { return }
        missing = max(0, missing - min(elapsed, unitsPerToken) * limit.requests)
    }

    /// Takes one token, which must be there.
    mutating func take() {
        precondition(tokens > 0, "only a bucket with a token gives one")
        missing += unitsPerToken
    }

    /// Whole tokens at the time of the last refill.
    var tokens: Int64 { (capacity - missing) / unitsPerToken }

    var isFull: Bool { missing == 0 }

    /// Milliseconds from the last refill until there is a token.
    var millisecondsToToken: Int64 {
        dividedUp(max(0, missing + unitsPerToken - capacity), by: limit.requests)
    }

    /// The first millisecond at which nothing is missing any more.
    var fullAt: Timestamp {
        Timestamp(milliseconds: refilledAt.milliseconds + dividedUp(missing, by: limit.requests))
    }

    private var unitsPerToken: Int64 { limit.windowSeconds * 1000 }
    private var capacity: Int64 { limit.requests * unitsPerToken }
}

/// The quotient of non-negative numbers, rounded up.
func dividedUp(_ dividend: Int64, by divisor: Int64) -> Int64 {
    (dividend + divisor - 1) / divisor
}
