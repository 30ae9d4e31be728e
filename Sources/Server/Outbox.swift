/// Frames on their way to one client, and how many of them the system has not taken yet.
///
/// Bytes are either held here or have been handed over with `take`, of which the system may not have taken all.
struct Outbox {
    /// Messages and bytes that may wait for a client that does not read: beyond them it is cut off.
    struct Limits {
        var messages = 2000
        var bytes = 4 * 1024 * 1024
    }

    /// Room for so many ends is kept by an outbox that is empty.
    private static let keptEnds = 16

    private let limits: Limits
    private var held: [UInt8] = []
    /// Bytes put in since the outbox was last empty, and where in them each message ends.
    private var total = 0
    private var ends: [Int] = []

    init(_ limits: Limits) { self.limits = limits }

    /// Adds a message. The first of a turn shares its bytes with whoever else gets it.
    mutating func append(_ frame: [UInt8]) {
        append(raw: frame)
        ends.append(total)
    }

    /// Adds a copy of a bulletin's frames.
    mutating func append(_ part: Range<Int>, of bulletin: borrowing Bulletin) {
        held += bulletin.bytes[part]
        note(part, of: bulletin)
    }

    /// Counts a bulletin's frames that were handed over without having been held here.
    mutating func note(_ part: Range<Int>, of bulletin: borrowing Bulletin) {
        let start = total - part.lowerBound
        for end in bulletin.ends(in: part) { ends.append(start + end) }
        total += part.count
    }

    /// Adds bytes that are no message.
    mutating func append(raw bytes: [UInt8]) {
        if held.isEmpty { held = bytes } else { held += bytes }
        total += bytes.count
    }

    /// Whether the system has taken all that was ever put in.
    var isEmpty: Bool { total == 0 }

    /// Whether something waits to be handed over.
    var hasHeld: Bool { !held.isEmpty }

    /// Hands over all that is held.
    mutating func take() -> [UInt8] {
        defer { held = [] }
        return held
    }

    /// Forgets what is held, so that what was handed over is the end.
    mutating func drop() {
        total -= held.count
        held = []
        ends.removeAll { $0 > total }
    }

    /// Notes how many of the bytes handed over the system has not taken.
    mutating func update(untaken: Int) {
        let taken = total - held.count - untaken
        if taken == total {
            ends.removeAll(keepingCapacity: ends.count <= Self.keptEnds)
            total = 0
        } else if ends.count > limits.messages {
            ends.removeAll { $0 <= taken }
        }
    }

    /// Whether more waits than may, `untaken` being what `update` was told.
    func isOverfull(untaken: Int) -> Bool {
        held.count + untaken > limits.bytes || ends.count > limits.messages
    }
}
