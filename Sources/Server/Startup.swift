package import EventLoop
import Exchange
package import Gateway
import Store

/// Opens the database, brings the exchange back to where it was, and makes a server of it.
package struct Startup {
    package let server: Server
    package let accounts: [SeededAccount]
    package let markets: [String]
    package let chainID: String
    /// What each account was funded with, as decimal text.
    package let balance: String
    /// Commands that were replayed.
    package let replayed: Int64

    package init(_ options: ServerOptions, loop: EventLoop) throws(ServerError) {
        let store = try Self.storing { () throws(DatabaseError) in
            try Store(location: options.location)
        }
        let genesis = try Self.genesis(options, store)
        var exchange = Exchange(markets: genesis.catalogue.markets)
        replayed = store.lastSequence
        try Self.replay(store, into: &exchange, options)
        let seeded = (0..<genesis.accounts).map { SeededAccount(seed: genesis.seed, index: $0) }
        if store.lastSequence == 0 {
            try Self.open(seeded, in: &exchange, balance: genesis.balance, store)
        }
        if options.durability == .full {
            try Self.storing { () throws(DatabaseError) in
                try store.logSync()?.lengthen(pages: LogKeeper.pagesMaximum)
            }
        }
        var configuration = Configuration()
        configuration.chainID = genesis.chainID
        configuration.signatures = options.signatures
        configuration.rateLimits = options.rateLimits
        configuration.limitsPrivateRequests = options.limitsPrivateRequests
        configuration.modify = options.modify
        configuration.seed = genesis.seed
        configuration.balance = genesis.balance
        let log = Log(format: options.logFormat)
        let gateway = Gateway(exchange: exchange, catalogue: genesis.catalogue, configuration: configuration)
        let sandbox = Sandbox(gateway: gateway, store: store) { log.warning($0) }
        server = Server(loop: loop, options: options, sandbox: sandbox)
        accounts = seeded
        markets = genesis.catalogue.markets.map(\.symbol)
        chainID = genesis.chainID
        balance = genesis.balance.text
    }

    /// Does something with the store, whose errors are ours to report.
    private static func storing<Result>(
        _ work: () throws(DatabaseError) -> Result
    ) throws(ServerError) -> Result {
        do throws(DatabaseError) {
            return try work()
        } catch {
            throw .storage(error)
        }
    }

    /// What the database was made with; what it is made with if it is new.
    private static func genesis(_ options: ServerOptions, _ store: Store) throws(ServerError) -> Genesis {
        let file = options.location.label
        let markets = try options.marketsFile.map { (path) throws(ServerError) in try readMarkets(path) }
        let values = try storing { () throws(DatabaseError) in try store.genesis() }
        guard values.isEmpty else {
            let genesis = try Genesis(values, file: file)
            try genesis.check(options, markets: markets, file: file)
            return genesis
        }
        let genesis = try Genesis(
            options, markets: markets ?? MarketCatalogue.builtInText,
            file: options.marketsFile ?? "built in")
        try storing { () throws(DatabaseError) in
            // The genesis last: if the process ends in between, all of this is done again.
            try store.writeMarkets(genesis.catalogue.markets.map(\.symbol))
            try store.writeGenesis(genesis.values)
        }
        return genesis
    }

    private static func readMarkets(_ path: String) throws(ServerError) -> [UInt8] {
        do {
            return try FileSystem.read(path)
        } catch {
            throw .markets(file: path, "\(error.message) (\(error.name))")
        }
    }

    /// Carries out the journal's commands again and checks that each leads where it led before.
    private static func replay(
        _ store: Store, into exchange: inout Exchange, _ options: ServerOptions
    ) throws(ServerError) {
        let file = options.location.label
        var events = EventList()
        try storing { () throws(DatabaseError) in
            try store.replay { entry throws(DatabaseError) in
                events.removeAll()
                guard (try? exchange.execute(entry.command, at: entry.at, into: &events)) != nil,
                    entry.digest == nil || entry.digest == exchange.digest
                else { throw .corrupt(file, Self.difference(entry)) }
                store.record(events, sequence: entry.sequence)
                // What the ledger lacks is written when the server is quiet, unless it takes too much memory.
                if store.backlog > Sandbox.backlogWhileStarting {
                    try store.writeLedger(limit: Sandbox.backlogWhileStarting / 2)
                }
            }
        }
    }

    private static func difference(_ entry: JournalEntry) -> String {
        let entries =
            entry.firstOfTurn == entry.sequence
            ? "entry \(entry.sequence) replays" : "entries \(entry.firstOfTurn) to \(entry.sequence) replay"
        return "journal \(entries) differently; the file is damaged or was written by another version of "
            + "paradex-mock"
    }

    private static func open(
        _ accounts: [SeededAccount], in exchange: inout Exchange, balance: Quote, _ store: Store
    ) throws(ServerError) {
        let now = Timestamp(milliseconds: WallClock.milliseconds)
        for account in accounts {
            let command = account.opening(balance: balance)
            guard let events = try? exchange.execute(command, at: now) else {
                preconditionFailure("seeded accounts have different addresses")
            }
            store.append(command, at: now, digest: exchange.digest)
            store.record(events, sequence: store.lastSequence)
        }
        try storing { () throws(DatabaseError) in try store.commit() }
    }
}

extension Location {
    /// For messages.
    var label: String {
        switch self {
        case .file(let path): path
        case .memory: "the database in memory"
        }
    }
}
