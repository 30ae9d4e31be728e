/// Text that is being written, byte after byte.
///
/// The last kilobyte is kept in place, where a store is a store: an array would look each time whether it is
/// shared and has room, 15 instructions for every piece. A reply fits in it and is copied out once.
///
/// Public like its users, since the compiler inlines nothing of a `package` type in another target: with that,
/// a literal is a few stores of constants, without it a loop.
public struct ByteWriter: ~Copyable {
    @usableFromInline static var chunkSize: Int { 1024 }
    /// Bytes that every short piece finds free.
    @usableFromInline static var pieceMaximum: Int { 80 }

    @usableFromInline var chunk = InlineArray<1024, UInt8>(repeating: 0)
    @usableFromInline var used = 0
    /// What was written before the chunk.
    private var earlier: [UInt8] = []

    /// `capacity` is what is expected, which saves growing where it is much.
    package init(capacity: Int = 0) {
        if capacity > Self.chunkSize { earlier.reserveCapacity(capacity) }
    }

    /// Everything that was written.
    package var bytes: [UInt8] {
        mutating get {
            flush()
            return earlier
        }
    }

    /// Appends everything that was written to an array. Mutating, or the compiler would copy the chunk first.
    package mutating func copy(to output: inout [UInt8]) {
        if !earlier.isEmpty { output.append(contentsOf: earlier) }
        output.append(copying: chunk.span.extracting(0..<used))
    }

    /// Makes sure that a short piece has room.
    @inlinable
    @inline(__always)
    mutating func reservePiece() {
        if used > Self.chunkSize &- Self.pieceMaximum { flush() }
    }

    @usableFromInline
    mutating func flush() {
        let text = chunk.span.extracting(0..<used)
        if earlier.capacity == 0 { earlier = [UInt8](copying: text) } else { earlier.append(copying: text) }
        used = 0
    }

    @inlinable
    @inline(__always)
    mutating func store<Words: BitwiseCopyable>(_ words: Words, at position: Int) {
        var span = chunk.mutableSpan
        var bytes = span.mutableBytes
        bytes.storeBytes(of: words, toByteOffset: position, as: Words.self)
    }

    @inlinable
    @inline(__always)
    package mutating func append(_ byte: UInt8) { append(word: UInt64(byte), count: 1) }

    /// Appends the first `count` bytes of a word, eight at most, the lowest first.
    @inlinable
    @inline(__always)
    package mutating func append(word: UInt64, count: Int) {
        reservePiece()
        store(word, at: used)
        used &+= count
    }

    /// Appends text of the source. Where it is a literal, and this is inlined, its words are constants.
    @inlinable
    @inline(__always)
    package mutating func append(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        guard count <= Self.pieceMaximum &- 8 else { return appendLong(text) }
        reservePiece()
        let start = used
        var index = 0
        while index < count {
            store(text.word(at: index), at: start &+ index)
            index &+= 8
        }
        used = start &+ count
    }

    @usableFromInline
    mutating func appendLong(_ text: StaticString) {
        flush()
        text.withUTF8Buffer { earlier.append(contentsOf: $0) }
    }

    /// Appends bytes of any number.
    package mutating func append(_ bytes: Span<UInt8>) {
        let count = bytes.count
        guard count >= 8 else { return append(word: bytes.leadingWord(at: 0, length: count), count: count) }
        guard count <= Self.pieceMaximum &- 8 else {
            flush()
            return earlier.append(copying: bytes)
        }
        reservePiece()
        var index = 0
        while index &+ 32 <= count {
            store(bytes.words(at: index), at: used &+ index)
            index &+= 32
        }
        while index &+ 8 <= count {
            store(bytes.word(at: index), at: used &+ index)
            index &+= 8
        }
        // The last word once more from its end, which spares a loop over single bytes.
        store(bytes.word(at: count &- 8), at: used &+ count &- 8)
        used &+= count
    }
}
