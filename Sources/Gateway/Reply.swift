package import Exchange
package import Wire

/// What a request leads to.
package enum Reply {
    case response(HTTPResponse)
    /// Ask the ledger, then call `Gateway.finish`.
    indirect case lookup(Lookup, Unfinished)

    /// A reply that waits for its look-up.
    package struct Unfinished {
        let then: Answer.Continuation
        let standing: RateLimitStanding
    }
}

/// What the requests of a turn leave to be stored and said.
package struct Output {
    /// A command that was carried out.
    package struct Entry {
        package let command: Command
        package let at: Timestamp
        /// The exchange's digest after it.
        package let digest: UInt64
        /// The places of its events in the output's list.
        package let events: Range<Int>
    }

    /// Events whose memory is kept for the next request; more than that is given back.
    private static let keptEventsMaximum = 1024

    package internal(set) var entries: [Entry] = []
    /// What happened, of all entries: a list for each would be memory taken and given back.
    package internal(set) var events = EventList()
    /// What sockets are told, in the order in which it must be sent.
    package internal(set) var messages: [Message] = []
    /// The body of the last reply to a create. The next one takes its memory, once nobody holds it any more.
    var body: [UInt8] = []
    /// Lines for the console.
    package internal(set) var warnings: [String] = []

    var isEmpty: Bool { entries.isEmpty && messages.isEmpty && warnings.isEmpty }

    /// Hands out the entries in their order, each with all events. They leave the list, as a copy of each would
    /// cost 170 instructions.
    package mutating func takeEntries(_ body: (borrowing Entry, EventList) -> Void) {
        if entries.count > 1 { entries.reverse() }
        while let entry = entries.popLast() { body(entry, events) }
    }

    /// Keeps the memory: the next request fills it again.
    mutating func clear() {
        if !entries.isEmpty { entries.removeAll(keepingCapacity: true) }
        if events.count <= Self.keptEventsMaximum { events.removeAll() } else { events = EventList() }
        if !messages.isEmpty { messages.removeAll(keepingCapacity: true) }
        if !warnings.isEmpty { warnings.removeAll(keepingCapacity: true) }
    }
}
