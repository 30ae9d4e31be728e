/// Finding the ends of lines. CR LF is the only line end: RFC 9112 §2.2 lets a server take a bare LF, and
/// every server that does so has once disagreed with a proxy about where a request ends.
///
/// Remembers what was looked at, so that a line that comes byte by byte is read once.
struct HTTPLine {
    /// Where the line begins.
    let start: Int
    /// How far it has been looked at.
    private var scanned: Int
    /// Whether a control character other than tab was there.
    private(set) var hasControlCharacter = false

    init(at start: Int) {
        self.start = start
        scanned = start
    }

    /// The place of the CR that ends the line, once its LF is there too.
    ///
    /// - Parameters:
    ///   - limit: the first place where the CR may not be.
    ///   - problem: thrown when the line reaches the limit.
    mutating func end(
        in bytes: Span<UInt8>, limit: Int, orThrow problem: HTTPError
    ) throws(HTTPError) -> Int? {
        let stop = min(bytes.count, limit)
        while scanned < stop {
            let place = bytes.nextControlCharacter(from: scanned, to: stop)
            scanned = place
            guard place < stop else { break }
            switch bytes[place] {
            case Byte.carriageReturn:
                guard place + 1 < bytes.count else { return nil }
                guard bytes[place + 1] == Byte.lineFeed else { throw .bareCarriageReturn }
                return place
            case Byte.lineFeed: throw .bareLineFeed
            case Byte.tab: break
            default: hasControlCharacter = true
            }
            scanned += 1
        }
        guard scanned < limit else { throw problem }
        return nil
    }
}
