/// A string of a JSON text, where it stands there: no `String` is made until someone wants one.
package struct JSONText: Sendable {
    private let bytes: ArraySlice<UInt8>
    private let range: Range32
    private let isEscaped: Bool

    init(_ bytes: ArraySlice<UInt8>, _ range: Range32, isEscaped: Bool) {
        self.bytes = bytes
        self.range = range
        self.isEscaped = isEscaped
    }

    package var isEmpty: Bool { range.count == 0 }

    package var string: String { bytes.span.text(range.range, isEscaped: isEscaped) }
}

extension JSONText: CustomStringConvertible {
    package var description: String { string }
}
