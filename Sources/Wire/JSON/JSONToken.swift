/// A value of a JSON text that was read, and where it stands there.
///
/// Places are bytes from the start of what was received, in 32 bits: no text here is that long.
public struct JSONToken: Sendable {
    public enum Kind: UInt8, Sendable {
        case null
        case bool
        case number
        case string
        case array
        case object
    }

    /// The value as it was written, a string with its quotes.
    @usableFromInline private(set) var place = Range32()
    @usableFromInline package private(set) var kind = Kind.null
    /// Whether this is a string with escapes.
    @usableFromInline package private(set) var isEscaped = false

    /// No value.
    init() {}

    @inline(__always)
    init(_ kind: Kind, _ start: Int, _ end: Int, isEscaped: Bool = false) {
        place = Range32(start, end)
        self.kind = kind
        self.isEscaped = isEscaped
    }

    /// The place behind the value.
    @inline(__always)
    var end: Int { place.upperBound }

    /// What is between the quotes of a string, as it was written.
    @inlinable var content: Range<Int> { Int(place.start &+ 1)..<Int(place.stop &- 1) }

    /// Whether this string is "".
    @inlinable package var isEmptyText: Bool { place.stop &- place.start == 2 }
}

/// A range of places in 64 bits.
@usableFromInline
struct Range32: Sendable {
    @usableFromInline var start: UInt32 = 0
    @usableFromInline var stop: UInt32 = 0

    init() {}

    /// Both are less than 2³², see `JSONReader.lengthMaximum`.
    @inline(__always)
    init(_ start: Int, _ stop: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.stop = UInt32(truncatingIfNeeded: stop)
    }

    @inlinable var lowerBound: Int { Int(start) }
    @inlinable var upperBound: Int { Int(stop) }
    @inlinable var count: Int { Int(stop) &- Int(start) }
    @inlinable var range: Range<Int> { lowerBound..<upperBound }
}
