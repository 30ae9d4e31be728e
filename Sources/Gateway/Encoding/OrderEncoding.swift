package import Exchange
import Wire

extension Order {
    /// The order as the API shows it. `publishedAt` is when the reply is made.
    package func json(of exchange: borrowing Exchange, publishedAt: Timestamp) -> [UInt8] {
        json(of: exchange, publishedAt: publishedAt, requestInfo: .last)
    }

    /// Writes the same over what was in an array, and takes no memory if that has enough.
    func write(over bytes: inout [UInt8], of exchange: borrowing Exchange, publishedAt: Timestamp) {
        var json = JSONWriter()
        json.order(self, of: exchange, publishedAt: publishedAt)
        bytes.removeAll(keepingCapacity: true)
        json.copy(to: &bytes)
    }

    func json(
        of exchange: borrowing Exchange, publishedAt: Timestamp, requestInfo: ShownRequest
    ) -> [UInt8] {
        var json = JSONWriter()
        json.order(self, of: exchange, publishedAt: publishedAt, requestInfo: requestInfo)
        return json.bytes
    }
}

extension JSONWriter {
    /// Orders as the API shows them.
    mutating func orders(_ orders: [Order], of exchange: borrowing Exchange, publishedAt: Timestamp) {
        beginArray()
        for order in orders { self.order(order, of: exchange, publishedAt: publishedAt) }
        endArray()
    }

    /// An order as the API shows it. `publishedAt` is when the reply is made.
    ///
    /// Written in stretches between what varies: a member at a time took three times as long.
    mutating func order(
        _ order: Order, of exchange: borrowing Exchange, publishedAt: Timestamp,
        requestInfo: ShownRequest = .last
    ) {
        let address = exchange.address(of: order.account)
        let symbol = exchange.symbol(of: order.market)
        let createdAt = DecimalText(order.createdAt)
        beginObject()
        fragment(#""id":""#)
        fragment { OrderName.append(number: order.id.number, at: createdAt, index: 0, to: &$0) }
        fragment(#"","account":""#)
        fragment { $0.append(address.utf8.span) }
        fragment(#"","market":""#)
        fragment { $0.append(escaping: symbol.utf8.span) }
        terms(of: order)
        progress(of: order, createdAt)
        times(of: order, createdAt, publishedAt: publishedAt)
        self.requestInfo(requestInfo, of: order)
        endObject()
    }

    private mutating func terms(of order: Order) {
        fragment(#"","side":""#)
        order.side.spelled { word in fragment { $0.append(word) } }
        fragment(#"","type":""#)
        order.type.spelled { word in fragment { $0.append(word) } }
        fragment(#"","instruction":""#)
        order.timeInForce.spelled { word in fragment { $0.append(word) } }
        fragment(#"","stp":""#)
        order.selfTradePrevention.spelled { word in fragment { $0.append(word) } }
        fragment(#"","client_id":""#)
        if !order.clientID.isEmpty { fragment { $0.append(escaping: order.clientID.utf8.span) } }
        fragment(#"","flags":"#)
        flags(of: order)
        fragment(#","size":""#)
        fragment { $0.append(hundredMillionths: order.size.units) }
        fragment(#"","price":""#)
        fragment { $0.append(hundredMillionths: order.price.units) }
        fragment(#"","trigger_price":""#)
        fragment { $0.append(hundredMillionths: order.triggerPrice.units) }
    }

    /// In the order of the published specification's list.
    private mutating func flags(of order: Order) {
        guard order.hasFlags else { return fragment("[]") }
        beginArray()
        if order.isReduceOnly { rawASCII("REDUCE_ONLY") }
        switch order.triggerDirection {
        case .below: rawASCII("STOP_CONDITION_BELOW_TRIGGER")
        case .above: rawASCII("STOP_CONDITION_ABOVE_TRIGGER")
        case nil: break
        }
        if order.isInteractive { rawASCII("INTERACTIVE") }
        if order.type == .market { rawASCII("TARGET_STRATEGY_VWAP") }
        endArray()
    }

    private mutating func progress(of order: Order, _ createdAt: DecimalText) {
        fragment(#"","status":""#)
        order.status.spelled { word in fragment { $0.append(word) } }
        fragment(#"","remaining_size":""#)
        fragment { $0.append(hundredMillionths: order.remaining.units) }
        fragment(#"","avg_fill_price":""#)
        if let price = order.averageFillPrice { fragment { $0.append(hundredMillionths: price.units) } }
        fragment(#"","cancel_reason":""#)
        order.status.cancelReason?.spelled { word in fragment { $0.append(word) } }
        fragment(#"","seq_no":"#)
        sequence(of: order, createdAt)
    }

    /// Looks like a nanosecond clock, so that it mostly begins as the creation time does.
    private mutating func sequence(of order: Order, _ createdAt: DecimalText) {
        let (time, rest) = order.sequence.quotientAndRemainder(dividingBy: 1_000_000)
        guard time == order.createdAt.milliseconds, time > 0 else { return integer(order.sequence) }
        fragment {
            $0.append(createdAt)
            $0.append(digits: UInt64(rest), width: 6)
        }
    }

    private mutating func times(of order: Order, _ createdAt: DecimalText, publishedAt: Timestamp) {
        fragment(#","timestamp":"#)
        integer(order.signedAt.milliseconds)
        fragment(#","created_at":"#)
        fragment { $0.append(createdAt) }
        fragment(#","received_at":"#)
        fragment { $0.append(createdAt) }
        fragment(#","last_updated_at":"#)
        time(order.updatedAt, order.createdAt, createdAt)
        fragment(#","published_at":"#)
        time(publishedAt, order.createdAt, createdAt)
    }

    /// A time that is mostly the same as another one, whose text is at hand.
    @inline(__always)
    private mutating func time(_ time: Timestamp, _ known: Timestamp, _ text: DecimalText) {
        let isKnown = time.milliseconds == known.milliseconds
        if isKnown { fragment { $0.append(text) } } else { integer(time.milliseconds) }
    }

    private mutating func requestInfo(_ shown: ShownRequest, of order: Order) {
        let info: RequestInfo?
        switch shown {
        case .omitted: return
        case .this(let request): info = request
        case .last: info = order.lastModification.map { RequestInfo($0) }
        }
        fragment(#","request_info":"#)
        if let info { info.append(to: &self) } else { null() }
    }

    /// A fixed-point number as a string.
    mutating func decimal(_ units: Int64) {
        rawASCII { $0.append(hundredMillionths: units) }
    }
}

extension Order {
    fileprivate var hasFlags: Bool {
        if isReduceOnly || isInteractive || triggerDirection != nil { return true }
        if case .market = type { return true }
        return false
    }
}

/// What an order's `request_info` is about.
enum ShownRequest {
    /// The last request to modify the order; null if there was none.
    case last
    case this(RequestInfo)
    /// Nothing, and the member is left out.
    case omitted
}

/// What became of a modify request, as an order's `request_info` shows it.
struct RequestInfo {
    let id: Int64
    let status: StaticString
    let message: StaticString

    init(id: Int64, status: StaticString, message: StaticString) {
        self.id = id
        self.status = status
        self.message = message
    }

    init(_ modification: Modification) {
        id = modification.number
        status = modification.refusal == nil ? "SUCCESS" : "REJECTED"
        message = modification.refusal?.word ?? ""
    }

    func append(to json: inout JSONWriter) {
        json.beginObject()
        json.key("id")
        json.string(String(id))
        json.key("request_type")
        json.rawASCII("MODIFY_ORDER")
        json.key("status")
        json.rawASCII(status)
        json.key("message")
        json.rawASCII(message)
        json.endObject()
    }
}

extension DecimalText {
    /// Unix milliseconds, from 1970 on.
    init(_ time: Timestamp) { self.init(UInt64(time.milliseconds)) }
}
