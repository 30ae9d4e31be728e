/// Finding the ends of lines. CR LF is the only line end: RFC 9112 §2.2 lets a server take a bare LF, and
/// every server that does so has once disagreed with a proxy about where a request ends.
enum HTTPLine {
    /// The place of the CR that ends the line, once its LF is there too.
    ///
    /// - Parameters:
    ///   - scanned: where to go on looking; moved past what was looked at, so that a head that comes byte by
    ///     byte is read once.
    ///   - limit: the first place where the CR may not be.
    ///   - problem: thrown when the line reaches the limit.
    static func end(
        in bytes: Span<UInt8>, scanned: inout Int, limit: Int, orThrow problem: HTTPError
    ) throws(HTTPError) -> Int? {
        let stop = min(bytes.count, limit)
        var index = scanned
        while index < stop {
            let byte = bytes[index]
            if byte == Byte.carriageReturn {
                scanned = index
                guard index + 1 < bytes.count else { return nil }
                guard bytes[index + 1] == Byte.lineFeed else { throw .bareCarriageReturn }
                return index
            }
            guard byte != Byte.lineFeed else { throw .bareLineFeed }
            index += 1
        }
        scanned = index
        guard index < limit else { throw problem }
        return nil
    }
}
