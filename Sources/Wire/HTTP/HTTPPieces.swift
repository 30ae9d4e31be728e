/// The pieces between the separators of a path or a query, one after the other, as they were sent.
struct HTTPPieces {
    private let separator: UInt8
    private var position: Int
    private let end: Int

    /// The segments of a path; `/` has none, `/a/` has `a` and an empty one.
    init(path range: Range<Int>) {
        separator = Byte.slash
        end = range.upperBound
        position = range.count > 1 ? range.lowerBound + 1 : end + 1
    }

    /// The parameters of a query.
    init(query range: Range<Int>) {
        separator = Byte.ampersand
        position = range.lowerBound
        end = range.upperBound
    }

    /// Whether nothing follows, or one empty piece: a separator at the end.
    var isAtEnd: Bool { position >= end }

    mutating func next(in bytes: Span<UInt8>) -> Range<Int>? {
        guard position <= end else { return nil }
        let start = position
        while position < end, bytes[position] != separator { position += 1 }
        defer { position += 1 }
        return start..<position
    }

    /// The next parameter that is not empty. One without `=` has an empty value.
    mutating func nextParameter(in bytes: Span<UInt8>) -> (name: Range<Int>, value: Range<Int>)? {
        while let piece = next(in: bytes) {
            guard !piece.isEmpty else { continue }
            var equals = piece.lowerBound
            while equals < piece.upperBound, bytes[equals] != Byte.equals { equals += 1 }
            return (piece.lowerBound..<equals, min(equals + 1, piece.upperBound)..<piece.upperBound)
        }
        return nil
    }
}
