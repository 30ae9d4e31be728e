import Exchange
import Wire

extension OrderQuery: LedgerQuery {
    static var list: String { "orders" }
    var lookup: Lookup { .page(self) }

    var edge: PageEdge? {
        get {
            switch bound {
            case .before(let order): PageEdge(direction: .older, number: order.number)
            case .after(let order): PageEdge(direction: .newer, number: order.number)
            case nil: nil
            }
        }
        set {
            bound = newValue.map { edge in
                let order = OrderID(number: edge.number)
                return edge.direction == .older ? .before(order) : .after(order)
            }
        }
    }

    init?(filter: JSONValue, reader: AccountID?, limit: Int) {
        guard let reader else { return nil }
        self.init(account: reader, limit: limit)
        market = filter["market"]?.int.map { MarketID(index: Int($0)) }
        clientID = filter["client_id"]?.stringValue
        side = filter["side"]?.word.flatMap(Side.init(word:))
        status = filter["status"]?.word.flatMap(StatusFilter.init(word:))
        type = filter["type"]?.word.flatMap(OrderType.init(word:))
        from = filter["start_at"]?.time
        through = filter["end_at"]?.time
    }

    func append(to filter: inout JSONWriter) {
        filter.member("market", ifAny: market.map { Int64($0.index) })
        filter.member("client_id", ifAny: clientID)
        filter.member("side", ifAny: side.map { String(describing: $0.word) })
        filter.member("status", ifAny: status.map { String(describing: $0.word) })
        filter.member("type", ifAny: type.map { String(describing: $0.word) })
        filter.member("start_at", ifAny: from?.milliseconds)
        filter.member("end_at", ifAny: through?.milliseconds)
    }

    static func rows(in found: Found) -> [Order] { found.orders }
    static func number(of order: Order) -> Int64 { order.id.number }
}

extension TradeQuery: LedgerQuery {
    static var list: String { "trades" }
    var lookup: Lookup { .trades(self) }

    var edge: PageEdge? {
        get {
            switch bound {
            case .before(let number): PageEdge(direction: .older, number: number)
            case .after(let number): PageEdge(direction: .newer, number: number)
            case nil: nil
            }
        }
        set { bound = newValue.map { $0.direction == .older ? .before($0.number) : .after($0.number) } }
    }

    init?(filter: JSONValue, reader: AccountID?, limit: Int) {
        self.init(account: reader, limit: limit)
        market = filter["market"]?.int.map { MarketID(index: Int($0)) }
        kind = filter["kind"]?.int.flatMap(UInt8.init(exactly:)).flatMap(TradeKind.init(rawValue:))
        onlyWithFunding = filter["funding"]?.int == 1
        from = filter["start_at"]?.time
        through = filter["end_at"]?.time
    }

    func append(to filter: inout JSONWriter) {
        filter.member("market", ifAny: market.map { Int64($0.index) })
        filter.member("kind", ifAny: kind.map { Int64($0.rawValue) })
        filter.member("funding", ifAny: onlyWithFunding ? 1 : nil)
        filter.member("start_at", ifAny: from?.milliseconds)
        filter.member("end_at", ifAny: through?.milliseconds)
    }

    static func rows(in found: Found) -> [Trade] { found.trades }
    static func number(of trade: Trade) -> Int64 { trade.number }
}

extension FundingQuery: LedgerQuery {
    static var list: String { "funding" }
    var lookup: Lookup { .funding(self) }

    var edge: PageEdge? {
        get {
            switch bound {
            case .before(let time): PageEdge(direction: .older, number: time.milliseconds)
            case .after(let time): PageEdge(direction: .newer, number: time.milliseconds)
            case nil: nil
            }
        }
        set {
            bound = newValue.map { edge in
                let time = Timestamp(milliseconds: edge.number)
                return edge.direction == .older ? .before(time) : .after(time)
            }
        }
    }

    init?(filter: JSONValue, reader: AccountID?, limit: Int) {
        guard let market = filter["market"]?.int else { return nil }
        self.init(
            market: MarketID(index: Int(market)), from: filter["start_at"]?.time,
            through: filter["end_at"]?.time, limit: limit)
    }

    func append(to filter: inout JSONWriter) {
        filter.member("market", ifAny: Int64(market.index))
        filter.member("start_at", ifAny: from?.milliseconds)
        filter.member("end_at", ifAny: through?.milliseconds)
    }

    static func rows(in found: Found) -> [FundingRecord] { found.funding }
    static func number(of record: FundingRecord) -> Int64 { record.at.milliseconds }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, ifAny value: Int64?) {
        guard let value else { return }
        key(name)
        integer(value)
    }

    fileprivate mutating func member(_ name: String, ifAny value: String?) {
        guard let value else { return }
        member(name, value)
    }
}

extension JSONValue {
    fileprivate var int: Int64? { numberValue?.int64 }
    fileprivate var word: JSONWord? { stringValue.map { JSONWord($0) } }
    fileprivate var time: Timestamp? { int.map(Timestamp.init(milliseconds:)) }
}
