import Exchange
import Gateway
import Store
import Wire

/// One exchange with its door and its memory: requests in, stored commands and replies out.
final class Sandbox {
    /// Rows that may wait for an idle turn; what is more, a turn writes itself.
    static let backlogMaximum = 8192
    /// Rows that may wait while the journal is replayed.
    static let backlogWhileStarting = 65536
    /// Rows that a turn writes, so that the next request does not wait long, and that one writes for whom nobody
    /// waits.
    static let rowsPerTurn = 256
    static let rowsWhileQuiet = 1024

    var gateway: Gateway
    private let store: Store
    private let warn: (String) -> Void
    /// Takes what sockets are told, in the order in which it must be sent. It may leave after the next `commit`.
    var deliver: (Message) -> Void = { _ in }
    /// Keeps the turn from being committed.
    var failure: DatabaseError?

    init(gateway: Gateway, store: Store, warn: @escaping (String) -> Void) {
        self.gateway = gateway
        self.store = store
        self.warn = warn
    }

    /// Answers one request. The reply may leave after the next `commit`.
    func respond(
        to request: HTTPRequest, from address: String, at now: Timestamp
    ) throws(DatabaseError) -> HTTPResponse {
        switch gateway.respond(to: request, from: address, at: now) {
        case .response(let response):
            storeOutput()
            return response
        case .lookup(let lookup, let unfinished):
            storeOutput()
            return gateway.finish(unfinished, with: try find(lookup))
        }
    }

    /// When `tick` is next due; nil while nothing waits for time to pass.
    var nextDeadline: Timestamp? { gateway.lend { $0.nextDeadline } }

    /// Does what time alone brings. Like any command it is stored by the next `commit`.
    func tick(at now: Timestamp) {
        gateway.tick(at: now)
        storeOutput()
    }

    /// The rate-limit fields for a request that is answered before it gets here.
    func rateLimit(of address: String, at now: Timestamp) -> HTTPRateLimit {
        gateway.lend { $0.rateLimit(of: address, at: now) }
    }

    /// Whether there is something to commit.
    var hasPending: Bool { store.hasPending }

    /// Makes everything that happened in this turn durable.
    func commit() throws(DatabaseError) {
        if let failure { throw failure }
        try store.commit()
    }

    /// Whether all that is committed would outlive a power failure once the last `logSync` is done.
    var isSynced: Bool { store.isSynced }

    /// Brings what is committed to the disk on any thread.
    func logSync() -> LogSync? { store.logSync() }

    /// Rows of the ledger that are not written yet.
    var backlog: Int { store.backlog }

    /// Writes and commits a part of the ledger, and all that is too much to wait.
    func writeLedger(rows: Int) throws(DatabaseError) {
        try store.writeLedger(limit: max(rows, backlog - Self.backlogMaximum))
    }

    /// Pages in the write-ahead log.
    var logPages: Int { store.logPages }

    /// Copies the log into the database on any thread.
    func logCopier() -> LogCopier? { store.logCopier() }

    /// Copies the log into the database while everybody waits, so that the next write begins it again.
    func foldLog() throws(DatabaseError) { try store.checkpoint() }

    /// Writes all that is left and lets go of the database.
    func close() throws(DatabaseError) {
        try store.close()
    }

    func storeOutput() {
        gateway.takeOutput { output in
            output.takeEntries { entry, events in store(entry, of: events) }
            for message in output.messages { deliver(message) }
            for warning in output.warnings { warn(warning) }
        }
    }

    private func store(_ entry: borrowing Output.Entry, of events: EventList) {
        store.append(entry.command, at: entry.at, digest: entry.digest)
        store.record(events, entry.events, sequence: store.lastSequence)
    }

    /// Asks the ledger.
    func find(_ lookup: Lookup) throws(DatabaseError) -> Found {
        switch lookup {
        case .named(let ids, let clientIDs, let account):
            .orders(try orders(ids, clientIDs: clientIDs, of: account))
        case .page(let query): .orders(try store.orders(query))
        case .trades(let query): .trades(try store.trades(query))
        case .candles(let query): .candles(try store.candles(query))
        case .funding(let query): .funding(try store.fundingRecords(query))
        }
    }

    private func orders(
        _ ids: [OrderID], clientIDs: [String], of account: AccountID
    ) throws(DatabaseError) -> [Order] {
        var found: [Order] = []
        for id in ids {
            if let order = try store.order(id, of: account) { found.append(order) }
        }
        for clientID in clientIDs {
            if let order = try store.latestOrder(clientID: clientID, of: account) { found.append(order) }
        }
        return found
    }
}
