import Exchange
import Gateway
import Store

/// What a database was made with. It stays, since the journal makes sense only with it.
struct Genesis {
    let seed: UInt64
    let accounts: Int
    let balance: Quote
    let chainID: String
    /// The text of the markets file.
    let markets: [UInt8]
    let catalogue: MarketCatalogue

    /// The genesis of a new database.
    init(_ options: ServerOptions, markets: [UInt8], file: String) throws(ServerError) {
        let defaults = Configuration()
        try self.init(
            [
                "seed": String(options.seed ?? defaults.seed),
                "accounts": String(options.accounts ?? 10),
                "balance": options.balance ?? defaults.balance.text,
                "chain_id": options.chainID ?? defaults.chainID,
                "markets": String(decoding: markets, as: UTF8.self),
            ], file: file)
    }

    /// The genesis that a database holds.
    init(_ values: [String: String], file: String) throws(ServerError) {
        guard let seed = values["seed"].flatMap(UInt64.init), let chainID = values["chain_id"],
            let accounts = values["accounts"].flatMap(Int.init), let markets = values["markets"],
            let balance = values["balance"], let quote = try? Quote(balance)
        else {
            throw .database("\(file): the genesis table is incomplete")
        }
        self.seed = seed
        self.accounts = accounts
        self.balance = quote
        self.chainID = chainID
        self.markets = Array(markets.utf8)
        do {
            catalogue = try MarketCatalogue(self.markets)
        } catch {
            throw .markets(file: file, error.message)
        }
    }

    var values: [(String, String)] {
        [
            ("seed", String(seed)), ("accounts", String(accounts)), ("balance", balance.text),
            ("chain_id", chainID), ("markets", String(decoding: markets, as: UTF8.self)),
        ]
    }

    /// Refuses flags that contradict what the database was made with.
    func check(_ options: ServerOptions, markets: [UInt8]?, file: String) throws(ServerError) {
        let asked: [(flag: String, asked: String?, made: String)] = [
            ("--seed", options.seed.map(String.init), String(seed)),
            ("--accounts", options.accounts.map(String.init), String(accounts)),
            ("--balance", options.balance.flatMap { try? Quote($0) }?.text, balance.text),
            ("--chain-id", options.chainID, chainID),
        ]
        for (flag, asked, made) in asked {
            guard let asked, asked != made else { continue }
            throw .database(
                "\(file) was made with \(flag) \(made), not \(asked); leave the flag out or name another "
                    + "--database")
        }
        if let markets, markets != self.markets {
            throw .database(
                "\(file) was made with other markets; leave --markets out or name another --database")
        }
    }
}
