import Exchange
import Wire

/// The public form of an order's number: 28 digits, so that every SDK can sign it as a felt.
///
/// 13 digits of the creation time in milliseconds, 11 engine digits that start with 2017, and an index:
/// 0000 for an order, 0001 and 0002 for the two fills of a trade. Shape as observed on the real exchange.
enum OrderName {
    private static let engineBase: Int64 = 20_170_000_000
    private static let length = 28

    static func append(number: Int64, at time: Timestamp, index: UInt8, to text: inout ByteWriter) {
        append(number: number, at: DecimalText(time), index: index, to: &text)
    }

    /// The same where the time is text already.
    static func append(number: Int64, at time: DecimalText, index: UInt8, to text: inout ByteWriter) {
        if time.firstCount == 5 { text.append(time) } else { text.append(digits: time.value, width: 13) }
        text.append(digits: UInt64(engineBase + number), width: 11)
        if index == 0 { text.append("0000") } else { text.append(digits: UInt64(index), width: 4) }
    }

    static func text(of order: Order) -> String {
        text(order.id, createdAt: order.createdAt)
    }

    static func text(_ id: OrderID, createdAt: Timestamp) -> String {
        text(number: id.number, at: createdAt, index: 0)
    }

    static func text(number: Int64, at time: Timestamp, index: UInt8) -> String {
        var text = ByteWriter()
        append(number: number, at: time, index: index, to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
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
}
