/// The elements of stored binary values, one after the other in memory that grows. `ByteReader` is the other
/// direction.
///
/// Not an array, since one checks for other owners and for room at every byte, which costs 15 instructions.
struct ByteWriter: ~Copyable {
    /// Memory beyond this is given back when the bytes are removed.
    private static let keptCapacity = 1 << 16
    /// Bytes of the longest number: 128 bits, seven in each.
    private static let numberMaximum = 19

    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 1024
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    /// What was written, until something more is.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    mutating func removeAll() {
        count = 0
        if capacity > Self.keptCapacity { move(to: 1024) }
    }

    @inline(__always)
    private mutating func makeRoom(_ size: Int) {
        if capacity - count < size { grow(size) }
    }

    @inline(never)
    private mutating func grow(_ size: Int) { move(to: max(capacity * 2, count + size)) }

    private mutating func move(to newCapacity: Int) {
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
        new.update(from: start, count: count)
        start.deallocate()
        start = new
        capacity = newCapacity
    }
}

extension ByteWriter {
    mutating func append(_ byte: UInt8) {
        makeRoom(1)
        start[count] = byte
        count += 1
    }

    mutating func append(_ flag: Bool) { append(flag ? 1 : 0) }

    mutating func append(_ choice: some RawRepresentable<UInt8>) { append(choice.rawValue) }

    /// Seven bits a byte, lowest first; the top bit says that more follow.
    mutating func append(unsigned value: some FixedWidthInteger & UnsignedInteger) {
        makeRoom(Self.numberMaximum)
        var next = start + count
        var rest = value
        while rest > 0x7F {
            next.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
            next += 1
            rest >>= 7
        }
        next.pointee = UInt8(truncatingIfNeeded: rest)
        count = next - start + 1
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
        var text = text
        text.withUTF8 { utf8 in
            append(index: utf8.count)
            makeRoom(utf8.count)
            guard let source = utf8.baseAddress else { return }
            (start + count).update(from: source, count: utf8.count)
            count += utf8.count
        }
    }

    /// A flag that says whether there is a value, then the value.
    mutating func append<Value>(optional value: Value?, _ append: (inout ByteWriter, Value) -> Void) {
        self.append(value != nil)
        if let value { append(&self, value) }
    }
}
