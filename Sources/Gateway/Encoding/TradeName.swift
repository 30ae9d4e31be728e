import Exchange
import Wire

/// The public names of a trade and of its two fills.
///
/// The taker's fill ends with 0001 and has the trade's own name, the maker's ends with 0002: the samples of
/// the real exchange show 0001 for a taker's fill and for trades.
enum TradeName {
    /// The name of the trade, which is also its taker's fill's.
    static func text(of trade: Trade) -> String {
        text(number: trade.number, at: trade.at, isTaker: true)
    }

    /// The same where the time is text already.
    static func append(_ trade: Trade, at time: DecimalText, to text: inout ByteWriter) {
        OrderName.append(number: trade.number, at: time, index: 1, to: &text)
    }

    static func text(number: Int64, at time: Timestamp, isTaker: Bool) -> String {
        OrderName.text(number: number, at: time, index: isTaker ? 1 : 2)
    }

    /// The transaction that settles the trade, as if there were a chain: always the same for the same
    /// trade and different for every other.
    static func transactionHash(of trade: Trade) -> String {
        Digits.felt("transaction \(text(of: trade))")
    }
}
