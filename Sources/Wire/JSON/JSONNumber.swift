/// A JSON number, kept as the text it was written with.
///
/// Ids are echoed byte for byte and decimals never pass through a floating-point type. Two numbers are
/// equal when their texts are: `1.0` and `1` are different.
package struct JSONNumber: Equatable, Sendable {
    /// The token, for example `-12.50e3`. Always valid by RFC 8259 §6.
    package let text: String

    /// A number from its text; `nil` when RFC 8259 §6 does not allow it.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (try? bytes.span.number(from: 0)) == bytes.count else { return nil }
        self.text = text
    }

    package init(_ value: Int64) { text = String(value) }

    package init(_ value: UInt64) { text = String(value) }

    init(validated text: String) { self.text = text }

    /// The value of a plain integer token that fits; `nil` for `1.0`, `1e3` and whatever overflows.
    package var int64: Int64? { Int64(text) }

    /// The value of a plain integer token that fits; `nil` for `1.0`, `1e3` and whatever is negative.
    package var uint64: UInt64? { UInt64(text) }
}
