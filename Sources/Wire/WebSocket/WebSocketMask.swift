/// The four bytes that a client's payload is combined with, RFC 6455 §5.3.
struct WebSocketMask: Equatable {
    private let bytes: (UInt8, UInt8, UInt8, UInt8)

    /// Four bytes.
    init(_ bytes: borrowing Span<UInt8>) {
        self.bytes = (bytes[0], bytes[1], bytes[2], bytes[3])
    }

    /// Unmasks the bytes from `start` on, the first of which is number `offset` of its payload.
    func remove(from message: inout [UInt8], at start: Int, offset: Int) {
        var payload = message.mutableSpan
        let (first, second, third, fourth) = rotated(by: offset)
        var index = start
        // Four at a time with fixed places: the compiler makes vector instructions of it.
        while index + 4 <= payload.count {
            payload[index] ^= first
            payload[index + 1] ^= second
            payload[index + 2] ^= third
            payload[index + 3] ^= fourth
            index += 4
        }
        for (index, byte) in zip(index..<payload.count, [first, second, third]) { payload[index] ^= byte }
    }

    private func rotated(by offset: Int) -> (UInt8, UInt8, UInt8, UInt8) {
        let (first, second, third, fourth) = bytes
        switch offset & 3 {
        case 0: return bytes
        case 1: return (second, third, fourth, first)
        case 2: return (third, fourth, first, second)
        default: return (fourth, first, second, third)
        }
    }

    static func == (left: WebSocketMask, right: WebSocketMask) -> Bool { left.bytes == right.bytes }
}
