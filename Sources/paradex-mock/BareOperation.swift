import Exchange

/// One line of `MatchOrders`' input. Sizes and prices are whole numbers, and orders are named by numbers of the
/// sender's own.
enum BareOperation {
    case place(Int, NewOrder)
    case modify(Int, size: Size, price: Price)
    case cancel(Int)
    case book

    /// Names, sizes and prices are in this range, so that no arithmetic overflows.
    private static let range: ClosedRange<Int64> = 0...1_000_000_000

    /// The forms of a line, for messages.
    static let forms = """
        limit ID ACCOUNT buy|sell SIZE PRICE [ioc|post], market ID ACCOUNT buy|sell SIZE, \
        modify ID SIZE PRICE, cancel ID or book; numbers up to \(range.upperBound), \
        ACCOUNT below \(BareMarket.accountCount)
        """

    /// Nil for a line of another form.
    init?(_ line: String) {
        let words = line.split(separator: " ")
        let numbers = words.map { Int64($0).flatMap { Self.range ~= $0 ? $0 : nil } }
        switch (words.first, words.count) {
        case ("limit", 6...7), ("market", 5):
            guard let name = numbers[1], let order = Self.order(words, numbers) else { return nil }
            self = .place(Int(name), order)
        case ("modify", 4):
            guard let name = numbers[1], let size = numbers[2], let price = numbers[3] else { return nil }
            self = .modify(Int(name), size: Size(whole: size), price: Price(whole: price))
        case ("cancel", 2):
            guard let name = numbers[1] else { return nil }
            self = .cancel(Int(name))
        case ("book", 1): self = .book
        default: return nil
        }
    }

    /// The operation as it is read.
    var line: String {
        switch self {
        case .place(let name, let order):
            let terms = "\(name) \(order.account.index) \(order.side) \(order.size.text)"
            return order.type.hasLimit
                ? "limit \(terms) \(order.price.text)\(Self.word(for: order.timeInForce))" : "market \(terms)"
        case .modify(let name, let size, let price): return "modify \(name) \(size.text) \(price.text)"
        case .cancel(let name): return "cancel \(name)"
        case .book: return "book"
        }
    }

    private static func word(for timeInForce: TimeInForce) -> String {
        switch timeInForce {
        case .goodTillCancelled: ""
        case .immediateOrCancel: " ioc"
        case .postOnly: " post"
        }
    }

    private static func order(_ words: [Substring], _ numbers: [Int64?]) -> NewOrder? {
        guard let account = numbers[2], 0..<Int64(BareMarket.accountCount) ~= account,
            let side = side(words[3]), let size = numbers[4]
        else { return nil }
        var order = NewOrder(
            account: AccountID(index: Int(account)), market: BareMarket.id, side: side, type: .market,
            timeInForce: .immediateOrCancel, price: .zero, size: Size(whole: size))
        guard words[0] == "limit" else { return order }
        guard let price = numbers[5], let timeInForce = timeInForce(words.dropFirst(6).first) else {
            return nil
        }
        order.type = .limit
        order.price = Price(whole: price)
        order.timeInForce = timeInForce
        return order
    }

    private static func side(_ word: Substring) -> Side? {
        switch word {
        case "buy": .buy
        case "sell": .sell
        default: nil
        }
    }

    private static func timeInForce(_ word: Substring?) -> TimeInForce? {
        switch word {
        case nil: .goodTillCancelled
        case "ioc": .immediateOrCancel
        case "post": .postOnly
        default: nil
        }
    }
}

extension Size {
    /// So many whole units of the base asset.
    init(whole: Int64) { self.init(units: whole * FixedPoint.scale) }
}

extension Price {
    /// So many whole units of the settlement currency.
    init(whole: Int64) { self.init(units: whole * FixedPoint.scale) }
}
