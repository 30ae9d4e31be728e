/// The segments of a request's path, decoded, one after the other.
package struct HTTPPathSegments: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var pieces: HTTPPieces
    private let isEncoded: Bool

    init(_ bytes: [UInt8], _ pieces: HTTPPieces, isEncoded: Bool) {
        self.bytes = bytes
        self.pieces = pieces
        self.isEncoded = isEncoded
    }

    /// Whether nothing follows, or only the empty segment after a slash at the end.
    package var isAtEnd: Bool { pieces.isAtEnd }

    package mutating func next() -> ArraySlice<UInt8>? {
        // A span of a stored property keeps all of `self` from being changed, so it is that of another reference.
        let bytes = bytes
        guard let range = pieces.next(in: bytes.span) else { return nil }
        guard isEncoded else { return bytes[range] }
        return ArraySlice(PercentEncoding.text(bytes.span.extracting(range)).utf8)
    }
}
