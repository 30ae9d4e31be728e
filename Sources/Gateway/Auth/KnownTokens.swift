import Exchange
import Wire

/// Sessions by the header that brought them, so that a token is verified once.
struct KnownTokens {
    /// Headers that are kept; when it is reached the expired ones are forgotten, and if that is not enough,
    /// all.
    static let maximum = 10_000

    private struct Entry {
        let header: [UInt8]
        let session: Session
    }

    /// By the last eight bytes: they belong to the token's code, and no two codes have them in common. What
    /// does not come from this server is never kept.
    private var entries: [UInt64: Entry] = [:]

    var count: Int { entries.count }

    /// The session that this very header brought before.
    subscript(header: Span<UInt8>) -> Session? {
        guard let entry = entries[Self.ending(of: header)], entry.header.span.isSame(as: header) else {
            return nil
        }
        return entry.session
    }

    mutating func keep(_ session: Session, for header: Span<UInt8>, at now: Timestamp) {
        if entries.count >= Self.maximum { forgetExpired(at: now) }
        var bytes: [UInt8] = []
        bytes.append(copying: header)
        entries[Self.ending(of: header)] = Entry(header: bytes, session: session)
    }

    private mutating func forgetExpired(at now: Timestamp) {
        entries = entries.filter { $0.value.session.expiresAt * 1000 > now.milliseconds }
        if entries.count >= Self.maximum { entries.removeAll() }
    }

    private static func ending(of header: Span<UInt8>) -> UInt64 {
        var ending: UInt64 = 0
        for index in max(0, header.count - 8)..<header.count { ending = ending << 8 | UInt64(header[index]) }
        return ending
    }
}
