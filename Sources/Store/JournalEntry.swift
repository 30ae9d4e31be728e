package import Exchange

/// One command as it was journaled.
package struct JournalEntry: Equatable, Sendable {
    /// Counts from 1, without gaps.
    package let sequence: Int64
    package let command: Command
    package let at: Timestamp
    /// The first entry since the last digest: those from it to this one can be checked together only.
    package let firstOfTurn: Int64
    /// The exchange's digest after the command, so that a replay can be checked against it; nil if it was not
    /// the last of its turn.
    package let digest: UInt64?

    package init(
        sequence: Int64, command: Command, at: Timestamp, firstOfTurn: Int64, digest: UInt64?
    ) {
        self.sequence = sequence
        self.command = command
        self.at = at
        self.firstOfTurn = firstOfTurn
        self.digest = digest
    }
}
