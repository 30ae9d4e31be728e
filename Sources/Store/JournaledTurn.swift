internal import Exchange

/// The commands of one turn, which the journal takes as one row: a version, then each command behind the
/// milliseconds since the one before, the first behind those since 1970.
struct JournaledTurn: ~Copyable {
    private var writer = ByteWriter()
    private var at: Int64 = 0
    private(set) var count = 0
    private(set) var ticks = 0
    /// The exchange's digest after the last command.
    private(set) var digest: UInt64 = 0

    var bytes: UnsafeRawBufferPointer { writer.bytes }

    mutating func append(_ command: Command, at now: Timestamp, digest: UInt64) {
        if count == 0 { writer.append(CommandCoding.version) }
        writer.append(signed: now.milliseconds &- at)
        CommandCoding.append(command, to: &writer)
        at = now.milliseconds
        count += 1
        if case .tick = command { ticks += 1 }
        self.digest = digest
    }

    mutating func removeAll() {
        writer.removeAll()
        at = 0
        count = 0
        ticks = 0
    }
}

/// Reads what `JournaledTurn` wrote. It must not outlive the bytes.
struct TurnReader {
    private var reader: ByteReader
    private var at: Int64 = 0
    private var isAtStart = true

    init(_ bytes: UnsafeRawBufferPointer) { reader = ByteReader(bytes) }

    mutating func next(isLast: Bool) throws(CodingError) -> (Command, Timestamp) {
        if isAtStart { try reader.version() }
        isAtStart = false
        at &+= try reader.signed()
        let command = try CommandCoding.command(from: &reader)
        guard !isLast || reader.isAtEnd else { throw .trailingBytes }
        return (command, Timestamp(milliseconds: at))
    }
}
