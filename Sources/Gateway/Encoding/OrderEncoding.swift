import Exchange
import Wire

extension JSONWriter {
    /// Orders as the API shows them.
    mutating func orders(_ orders: [Order], of exchange: borrowing Exchange, publishedAt: Timestamp) {
        beginArray()
        for order in orders { self.order(order, of: exchange, publishedAt: publishedAt) }
        endArray()
    }

    /// An order as the API shows it. `publishedAt` is when the reply is made.
    mutating func order(
        _ order: Order, of exchange: borrowing Exchange, publishedAt: Timestamp,
        requestInfo: ShownRequest = .last
    ) {
        beginObject()
        key("id")
        rawASCII { OrderName.append(number: order.id.number, at: order.createdAt, index: 0, to: &$0) }
        key("account")
        rawASCII(exchange.accounts[order.account.index].address)
        key("market")
        string(exchange.markets[order.market.index].symbol)
        terms(of: order)
        progress(of: order)
        times(of: order, publishedAt: publishedAt)
        self.requestInfo(requestInfo, of: order)
        endObject()
    }

    private mutating func requestInfo(_ shown: ShownRequest, of order: Order) {
        switch shown {
        case .omitted: return
        case .this(let info):
            key("request_info")
            info.append(to: &self)
        case .last:
            key("request_info")
            if let info = RequestInfo(of: order) { info.append(to: &self) } else { null() }
        }
    }

    private mutating func terms(of order: Order) {
        key("side")
        rawASCII(order.side.word)
        key("type")
        rawASCII(order.type.word)
        key("instruction")
        rawASCII(order.timeInForce.word)
        key("stp")
        rawASCII(order.selfTradePrevention.word)
        key("client_id")
        string(order.clientID)
        key("flags")
        flags(of: order)
        key("size")
        decimal(order.size.units)
        key("price")
        decimal(order.price.units)
        key("trigger_price")
        decimal(order.triggerPrice.units)
    }

    /// In the order of the published specification's list.
    private mutating func flags(of order: Order) {
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

    /// A fixed-point number as a string.
    mutating func decimal(_ units: Int64) {
        rawASCII { FixedPoint.append(Int128(units), to: &$0) }
    }

    private mutating func progress(of order: Order) {
        key("status")
        rawASCII(order.status.word)
        key("remaining_size")
        decimal(order.remaining.units)
        key("avg_fill_price")
        string(order.averageFillPrice?.text ?? "")
        key("cancel_reason")
        rawASCII(order.status.reasonWord)
        key("seq_no")
        integer(order.sequence)
    }

    private mutating func times(of order: Order, publishedAt: Timestamp) {
        key("timestamp")
        integer(order.signedAt.milliseconds)
        key("created_at")
        integer(order.createdAt.milliseconds)
        key("received_at")
        integer(order.createdAt.milliseconds)
        key("last_updated_at")
        integer(order.updatedAt.milliseconds)
        key("published_at")
        integer(publishedAt.milliseconds)
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

    /// nil while the order was never modified.
    init?(of order: Order) {
        guard let modification = order.lastModification else { return nil }
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
