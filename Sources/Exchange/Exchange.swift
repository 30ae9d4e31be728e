/// The exchange: a value that turns commands into events.
///
/// Deterministic: no clock, no randomness, no input but `execute`. Replaying the same commands at the
/// same times gives the same events, ids and digest. Copying the value is a snapshot.
package struct Exchange {
    /// Orders in one `Command.place`; the API's documented limit.
    package static let batchSizeMaximum = 10

    package private(set) var markets: [Market]

    package init(markets: [Market]) {
        self.markets = markets
    }

    /// Carries out one command. If it throws, nothing has changed.
    ///
    /// `now` never goes back: an earlier time than the last one counts as the last one.
    package mutating func execute(_ command: Command, at now: Timestamp) throws(Rejection) -> [Event] {
        []
    }
}
