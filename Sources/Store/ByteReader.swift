/// Why stored bytes cannot be read back.
package enum CodingError: Error, Equatable {
    /// The bytes end in the middle of a value.
    case truncated
    /// Bytes are left over after the value.
    case trailingBytes
    /// Written by a version with another coding.
    case unknownVersion(UInt8)
    /// A byte that has no meaning where it stands.
    case malformed
}

/// Reads back what the functions in `ByteWriter.swift` wrote, and nothing else: each value has exactly one
/// coding, so bytes that are accepted are the bytes that encoding gives. It must not outlive the bytes.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(CodingError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func flag() throws(CodingError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .malformed
        }
    }

    mutating func choice<Choice: RawRepresentable<UInt8>>() throws(CodingError) -> Choice {
        try choice(try byte())
    }

    func choice<Choice: RawRepresentable<UInt8>>(_ raw: UInt8) throws(CodingError) -> Choice {
        guard let choice = Choice(rawValue: raw) else { throw .malformed }
        return choice
    }

    /// Seven bits a byte, lowest first; the top bit says that more follow.
    mutating func unsigned<Value: FixedWidthInteger & UnsignedInteger>() throws(CodingError) -> Value {
        var value: Value = 0
        var shift = 0
        while true {
            let next = try byte()
            let bits = Value(next & 0x7F)
            guard shift < Value.bitWidth, (bits << shift) >> shift == bits else { throw .malformed }
            value |= bits << shift
            shift += 7
            guard next & 0x80 == 0 else { continue }
            guard next != 0 || shift == 7 else { throw .malformed }
            return value
        }
    }

    mutating func signed() throws(CodingError) -> Int64 {
        let folded: UInt64 = try unsigned()
        return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }

    mutating func signedWide() throws(CodingError) -> Int128 {
        let folded: UInt128 = try unsigned()
        return Int128(truncatingIfNeeded: folded >> 1) ^ -Int128(truncatingIfNeeded: folded & 1)
    }

    /// A place in a list.
    mutating func index() throws(CodingError) -> Int {
        let value: UInt64 = try unsigned()
        guard let index = Int(exactly: value) else { throw .malformed }
        return index
    }

    mutating func text() throws(CodingError) -> String {
        let count = try index()
        guard count <= bytes.count - position else { throw .truncated }
        defer { position += count }
        guard
            let text = String(
                validating: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]),
                as: UTF8.self)
        else {
            throw .malformed
        }
        return text
    }

    /// A flag that says whether there is a value, then the value.
    mutating func optional<Value>(
        _ value: (inout ByteReader) throws(CodingError) -> Value
    ) throws(CodingError) -> Value? {
        try flag() ? try value(&self) : nil
    }

    /// A count, then the elements. The count is not trusted with memory: a false one runs out of bytes first.
    mutating func list<Element>(
        _ element: (inout ByteReader) throws(CodingError) -> Element
    ) throws(CodingError) -> [Element] {
        let count = try index()
        var list: [Element] = []
        while list.count < count { list.append(try element(&self)) }
        return list
    }
}
