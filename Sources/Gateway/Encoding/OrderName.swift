import Exchange

/// The public form of an order's number: 28 digits, so that every SDK can sign it as a felt.
///
/// 13 digits of the creation time in milliseconds, 11 engine digits that start with 2017, and an index:
/// 0000 for an order, 0001 and 0002 for the two fills of a trade. Shape as observed on the real exchange.
enum OrderName {
    private static let engineBase: Int64 = 20_170_000_000
    private static let length = 28

    static func append(number: Int64, at time: Timestamp, index: UInt8, to bytes: inout [UInt8]) {
        append(time.milliseconds, width: 13, to: &bytes)
        append(engineBase + number, width: 11, to: &bytes)
        append(Int64(index), width: 4, to: &bytes)
    }

    static func text(of order: Order) -> String {
        text(order.id, createdAt: order.createdAt)
    }

    static func text(_ id: OrderID, createdAt: Timestamp) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        append(number: id.number, at: createdAt, index: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The order number inside a public id; nil for a text that this exchange cannot have given.
    /// The caller compares the whole text with the order found, so a wrong time is not taken for right.
    static func parse(_ text: String) -> OrderID? {
        let digits = Array(text.utf8)
        guard digits.count == length, digits[24...].allSatisfy({ $0 == UInt8(ascii: "0") }) else {
            return nil
        }
        var engine: Int64 = 0
        for digit in digits[13..<24] {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            engine = engine * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return engine > engineBase ? OrderID(number: engine - engineBase) : nil
    }

    private static func append(_ value: Int64, width: Int, to bytes: inout [UInt8]) {
        var weight: Int64 = 1
        for _ in 1..<width { weight *= 10 }
        while weight > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / weight % 10))
            weight /= 10
        }
    }
}
