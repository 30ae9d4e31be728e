package import Exchange

/// One command as it was journaled.
package struct JournalEntry: Equatable, Sendable {
    /// Counts from 1, without gaps.
    package let sequence: Int64
    package let command: Command
    package let at: Timestamp
    /// The exchange's digest after the command, so that a replay can be checked against it.
    package let digest: UInt64

    package init(sequence: Int64, command: Command, at: Timestamp, digest: UInt64) {
        self.sequence = sequence
        self.command = command
        self.at = at
        self.digest = digest
    }
}
