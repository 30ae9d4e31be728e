import Exchange

/// Counts requests, says how many are left, and refuses those beyond a limit if there is one.
///
/// Limits are the documented token buckets with continuous refill, or a multiple of them. By default there are
/// none: a test double that throttles by surprise is no help.
struct RateLimits {
    /// Buckets that are kept; when it is reached the full ones are forgotten, and if that is not enough, all.
    static let bucketsMaximum = 40_000

    private struct Key: Hashable {
        let limit: DocumentedLimit
        let caller: Caller
    }

    private enum Caller: Hashable {
        case account(AccountID)
        case address(String)
    }

    private let policy: RateLimitPolicy
    private let limitsPrivateRequests: Bool
    /// Buckets from which something is missing, and some that are full again.
    private var buckets: [Key: TokenBucket] = [:]
    private var tally = RequestTally()

    /// `limitsPrivateRequests` adds the limit on all private requests of an address together.
    init(_ policy: RateLimitPolicy, limitsPrivateRequests: Bool = false) {
        self.policy = policy
        self.limitsPrivateRequests = limitsPrivateRequests
    }

    /// Counts a request, unless a limit refuses it: then it costs nothing.
    mutating func count(
        _ request: RequestClass, of account: AccountID?, from address: String, at now: Timestamp
    ) -> RateLimitStanding {
        guard case .documented(let factor) = policy else { return tally.count(account, at: now) }
        guard request != .control else { return standing(of: address, at: now) }
        let keys = limits(of: request).map { Key(limit: $0, caller: caller($0, account, address)) }
        var wanted = keys.map { bucket($0, times: factor, at: now) }
        let wait = wanted.map(\.millisecondsToToken).max() ?? 0
        if wait > 0 { return RateLimitStanding(tightest(of: wanted), wait: wait) }
        for index in wanted.indices {
            wanted[index].take()
            keep(wanted[index], for: keys[index], at: now)
        }
        return RateLimitStanding(tightest(of: wanted))
    }

    /// Where an address stands with public requests; for what is answered without being counted.
    func standing(of address: String, at now: Timestamp) -> RateLimitStanding {
        guard case .documented(let factor) = policy else { return tally.standing(of: nil, at: now) }
        let key = Key(limit: .publicRequests, caller: .address(address))
        return RateLimitStanding(bucket(key, times: factor, at: now))
    }

    var bucketCount: Int { buckets.count }
}

extension RateLimits {
    private func limits(of request: RequestClass) -> [DocumentedLimit] {
        limitsPrivateRequests && request.isPrivate
            ? request.limits + [.privateRequests] : request.limits
    }

    private func caller(_ limit: DocumentedLimit, _ account: AccountID?, _ address: String) -> Caller {
        guard limit.isPerAccount else { return .address(address) }
        guard let account else { preconditionFailure("a private request has an account") }
        return .account(account)
    }

    private func bucket(_ key: Key, times factor: Int, at now: Timestamp) -> TokenBucket {
        guard var bucket = buckets[key] else { return TokenBucket(key.limit.rate.times(factor), at: now) }
        bucket.refill(at: now)
        return bucket
    }

    /// The bucket with the fewest tokens; of several, the one that takes longest to fill again.
    private func tightest(of buckets: [TokenBucket]) -> TokenBucket {
        guard
            let tightest = buckets.min(by: {
                ($0.tokens, $1.fullAt.milliseconds) < ($1.tokens, $0.fullAt.milliseconds)
            })
        else { preconditionFailure("every request that is counted has a limit") }
        return tightest
    }

    private mutating func keep(_ bucket: TokenBucket, for key: Key, at now: Timestamp) {
        if buckets.count >= Self.bucketsMaximum, buckets[key] == nil { forgetFullBuckets(at: now) }
        buckets[key] = bucket
    }

    private mutating func forgetFullBuckets(at now: Timestamp) {
        buckets = buckets.filter { entry in
            var bucket = entry.value
            bucket.refill(at: now)
            return !bucket.isFull
        }
        if buckets.count >= Self.bucketsMaximum { buckets.removeAll() }
    }
}
