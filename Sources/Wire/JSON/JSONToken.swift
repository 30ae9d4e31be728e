/// What a JSON text has at one place: a value, and its name where it is a member of an object.
///
/// A document's tokens stand depth first: those after a container's, up to `end`, are inside it. Places are
/// bytes from the start of the text, in 32 bits: no text here is that long, and a token has half a cache line.
public struct JSONToken: Sendable {
    public enum Kind: UInt8, Sendable {
        case null
        case bool
        case number
        case string
        case array
        case object
    }

    /// The member's name without its quotes, as it was written; empty for what is no member.
    @usableFromInline var name = Range32()
    /// The first eight bytes of the name as they are meant, padded with zeros: tells most names apart at once.
    @usableFromInline var nameWord: UInt64 = 0
    /// The value as it was written, a string without its quotes.
    @usableFromInline var value = Range32()
    /// The number of tokens up to the first one behind this value.
    var end: UInt32 = 0
    @usableFromInline package internal(set) var kind = Kind.null
    /// Whether the value is a string with escapes.
    @usableFromInline package internal(set) var isEscaped = false
    var nameIsEscaped = false

    /// The value's bytes, a string's without its quotes.
    @inlinable package var range: Range<Int> { value.range }

    /// Bytes of the name as it was written.
    @inlinable var nameLength: Int { Int(name.stop &- name.start) }
}

/// A range of places in 64 bits.
@usableFromInline
struct Range32: Sendable {
    @usableFromInline var start: UInt32 = 0
    @usableFromInline var stop: UInt32 = 0

    init() {}

    /// Both are less than 2³², see `JSONReader.lengthMaximum`.
    init(_ start: Int, _ stop: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.stop = UInt32(truncatingIfNeeded: stop)
    }

    var lowerBound: Int { Int(start) }
    var upperBound: Int { Int(stop) }
    var count: Int { Int(stop) - Int(start) }
    @inlinable var range: Range<Int> { Int(start)..<Int(stop) }
}
