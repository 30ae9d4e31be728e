/// The tables of the keys that signed last.
///
/// A table makes a verification half as long but takes 16 KB, so only a limited number is kept: a key that comes
/// back after as many others costs 0.1 ms more.
package struct VerificationKeys: Sendable {
    /// Keys with a table.
    private let countMaximum: Int

    private struct Entry {
        let key: VerificationKey
        /// The number of the key's last use.
        var lastUse: UInt64
    }

    private var entries: [FieldElement: Entry] = [:]
    private var uses: UInt64 = 0

    /// - Parameter countMaximum: 256 keys take 4 MB.
    package init(countMaximum: Int = 256) {
        self.countMaximum = countMaximum
    }

    package var count: Int { entries.count }

    /// Whether the key has a table now.
    package func contains(_ key: PublicKey) -> Bool { entries[key.x] != nil }

    /// The key with its table, which is made if the key has none, in place of the one used longest ago.
    package mutating func key(_ publicKey: PublicKey) -> VerificationKey {
        uses += 1
        if let index = entries.index(forKey: publicKey.x) {
            entries.values[index].lastUse = uses
            return entries.values[index].key
        }
        if entries.count == countMaximum { removeOldest() }
        let key = VerificationKey(publicKey)
        entries[publicKey.x] = Entry(key: key, lastUse: uses)
        return key
    }

    /// Looks at all of them, which is quick beside making a table.
    private mutating func removeOldest() {
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        entries[oldest.key] = nil
    }
}
