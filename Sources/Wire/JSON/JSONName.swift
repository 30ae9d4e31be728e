/// The name of an object's member in a text.
@usableFromInline
struct JSONName: Sendable {
    /// The first eight bytes of the name as it is meant, padded with zeros: tells most names apart at once.
    @usableFromInline private(set) var word: UInt64 = 0
    /// The name without its quotes, as it was written.
    @usableFromInline private(set) var place = Range32()
    private(set) var isEscaped = false

    /// None.
    init() {}

    /// A name without escapes, and its first eight bytes.
    @inline(__always)
    init(_ start: Int, _ end: Int, word: UInt64) {
        place = Range32(start, end)
        self.word = word
    }

    /// A name with escapes.
    init(escaped start: Int, _ end: Int, in bytes: Span<UInt8>) {
        place = Range32(start, end)
        isEscaped = true
        let meaning = bytes.unescaped(place.range)
        word = meaning.span.leadingWord(at: 0, length: meaning.count)
    }

    /// See `slot(_:_:)`; of no use where there are escapes.
    @inline(__always)
    var slot: Int { Self.slot(word, place.count) }

    /// A hash below 64, another one for each name of an order's fields.
    @inlinable
    @inline(__always)
    static func slot(_ word: UInt64, _ length: Int) -> Int {
        let sum = word &+ UInt64(truncatingIfNeeded: length)
        return Int(truncatingIfNeeded: (sum &* 0x587F_D280_3BAB_6C39) &>> 58)
    }

    /// The name as it is meant.
    func text(in bytes: Span<UInt8>) -> String { bytes.text(place.range, isEscaped: isEscaped) }

    /// The name's bytes as they are meant.
    func meaning(in bytes: Span<UInt8>) -> [UInt8] {
        isEscaped ? bytes.unescaped(place.range) : Array(copying: bytes.extracting(place.range))
    }

    /// Whether both are the same name, byte for byte and escapes resolved. Swift's `==` on strings would take
    /// U+212A KELVIN SIGN for `K`.
    func isSame(as other: JSONName, in bytes: Span<UInt8>) -> Bool {
        word == other.word && meaning(in: bytes) == other.meaning(in: bytes)
    }

    func isSame(as other: JSONWord, in bytes: Span<UInt8>) -> Bool {
        word == other.words.0 && JSONWord(meaning(in: bytes).span) == other
    }
}
