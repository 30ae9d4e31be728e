import Exchange

/// Counts requests by account against a limit that is out of reach, in windows of a minute.
struct RequestTally {
    static let limit = RateLimit.perMinute(1_000_000_000)

    private struct Window {
        var endsAt: Int64 = 0
        var used: Int64 = 0
    }

    /// Public requests share the first window; account n has window n + 1.
    private var windows: [Window] = [Window()]

    mutating func count(_ account: AccountID?, at now: Timestamp) -> RateLimitStanding {
        let index = Self.index(of: account)
        while windows.count <= index { windows.append(Window()) }
        windows[index] = current(windows[index], at: now)
        windows[index].used += 1
        return standing(windows[index])
    }

    /// What `count` would say without counting.
    func standing(of account: AccountID?, at now: Timestamp) -> RateLimitStanding {
        let index = Self.index(of: account)
        return standing(current(index < windows.count ? windows[index] : Window(), at: now))
    }

    private static func index(of account: AccountID?) -> Int { account.map { $0.index + 1 } ?? 0 }

    private func current(_ window: Window, at now: Timestamp) -> Window {
        let seconds = now.milliseconds / 1000
        return seconds < window.endsAt ? window : Window(endsAt: seconds + Self.limit.windowSeconds)
    }

    private func standing(_ window: Window) -> RateLimitStanding {
        RateLimitStanding(
            limit: Self.limit, remaining: max(0, Self.limit.requests - window.used),
            resetsAt: window.endsAt, retryAfter: nil)
    }
}
