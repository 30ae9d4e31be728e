import Exchange
import Gateway
import Store
import Wire

/// One exchange with its door and its memory: requests in, stored commands and replies out.
final class Sandbox {
    /// Rows that may wait for an idle turn; beyond it every turn writes some.
    static let backlogMaximum = 8192
    /// Rows written in one turn, so that the next request does not wait long.
    static let rowsPerTurn = 1024
    /// Pages of write-ahead log (4 KiB each) that an idle turn folds into the database.
    static let logPagesWhenQuiet = 4096
    /// Pages that even a busy turn folds, so that the log does not fill the disk under steady load.
    static let logPagesMaximum = 65536

    private var gateway: Gateway
    private let store: Store
    private let warn: (String) -> Void

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
            return gateway.finish(unfinished, with: try orders(lookup))
        }
    }

    /// The rate-limit fields for a request that is answered before it gets here.
    func rateLimitFields(for address: String, at now: Timestamp) -> [UInt8] {
        gateway.rateLimitFields(for: address, at: now)
    }

    /// Makes everything that happened in this turn durable.
    func commit() throws(DatabaseError) {
        try store.commit()
    }

    /// Rows of the ledger that are not written yet.
    var backlog: Int { store.backlog }

    /// Writes and commits a part of the ledger.
    func writeLedger() throws(DatabaseError) {
        try store.writeLedger(limit: Self.rowsPerTurn)
    }

    /// Keeps the write-ahead log from growing without end. Takes milliseconds, so it is for idle turns
    /// unless the log is very long.
    func tidyLog(isQuiet: Bool) throws(DatabaseError) {
        let limit = isQuiet ? Self.logPagesWhenQuiet : Self.logPagesMaximum
        if store.logPages > limit { try store.checkpoint() }
    }

    /// Writes all that is left and lets go of the database.
    func close() throws(DatabaseError) {
        try store.close()
    }

    private func storeOutput() {
        let output = gateway.takeOutput()
        for entry in output.entries {
            store.append(entry.command, at: entry.at, digest: entry.digest)
            store.record(entry.events, sequence: store.lastSequence)
        }
        for warning in output.warnings { warn(warning) }
    }

    private func orders(_ lookup: Lookup) throws(DatabaseError) -> [Order] {
        switch lookup {
        case .page(let query): return try store.orders(query)
        case .named(let ids, let clientIDs, let account):
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
}
