/// The elements of stored binary values. `ByteReader` is the other direction.
extension [UInt8] {
    mutating func append(_ flag: Bool) { append(flag ? 1 : 0) }

    mutating func append(_ choice: some RawRepresentable<UInt8>) { append(choice.rawValue) }

    /// Seven bits a byte, lowest first; the top bit says that more follow.
    mutating func append(unsigned value: some FixedWidthInteger & UnsignedInteger) {
        var rest = value
        while rest > 0x7F {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Folded so that small negative numbers are short too: 0, −1, 1, −2, … become 0, 1, 2, 3, …
    mutating func append(signed value: Int64) {
        append(unsigned: UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    mutating func append(signedWide value: Int128) {
        append(unsigned: UInt128(truncatingIfNeeded: value << 1 ^ value >> 127))
    }

    mutating func append(index: Int) { append(unsigned: UInt64(index)) }

    mutating func append(text: String) {
        append(index: text.utf8.count)
        append(contentsOf: text.utf8)
    }

    /// A flag that says whether there is a value, then the value.
    mutating func append<Value>(optional value: Value?, _ append: (inout [UInt8], Value) -> Void) {
        self.append(value != nil)
        if let value { append(&self, value) }
    }
}
