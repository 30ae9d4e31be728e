/// The opcodes of RFC 6455 §5.2.
enum WebSocketOpcode: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
}

/// A frame's header as a client sends it, §5.2.
struct WebSocketFrameHead: Equatable {
    let isFinal: Bool
    let opcode: WebSocketOpcode
    let length: Int
    let mask: WebSocketMask
    /// Bytes of the header itself.
    let size: Int

    /// Reads a header; nil while bytes are missing. A rule is checked as soon as its bytes are there.
    init?(_ bytes: borrowing Span<UInt8>) throws(WebSocketError) {
        guard bytes.count >= 2 else { return nil }
        isFinal = bytes[0] & 0x80 != 0
        guard bytes[0] & 0x70 == 0 else { throw .reservedBits }
        guard let opcode = WebSocketOpcode(rawValue: bytes[0] & 0x0F) else { throw .unknownOpcode }
        self.opcode = opcode
        guard bytes[1] & 0x80 != 0 else { throw .unmaskedFrame }
        let short = Int(bytes[1] & 0x7F)
        if opcode.isControl {
            guard isFinal else { throw .fragmentedControlFrame }
            guard short <= WebSocketLimits.controlBytes else { throw .controlFrameTooLong }
        }
        let lengthBytes = short == 126 ? 2 : short == 127 ? 8 : 0
        size = 2 + lengthBytes + 4
        guard bytes.count >= 2 + lengthBytes else { return nil }
        length = try Self.length(short, bytes.extracting(2..<2 + lengthBytes))
        guard bytes.count >= size else { return nil }
        mask = WebSocketMask(bytes.extracting(size - 4..<size))
    }

    private static func length(
        _ short: Int, _ bytes: borrowing Span<UInt8>
    ) throws(WebSocketError) -> Int {
        guard !bytes.isEmpty else { return short }
        var length: UInt64 = 0
        for index in bytes.indices { length = length << 8 | UInt64(bytes[index]) }
        guard length >= (bytes.count == 2 ? 126 : 65_536), let length = Int(exactly: length) else {
            throw .malformedLength
        }
        return length
    }
}

/// Frames as a server sends them: unmasked, never in pieces.
package enum WebSocketFrame {
    package static func text(_ payload: borrowing [UInt8]) -> [UInt8] { frame(.text, payload) }

    /// The same at the end of others.
    package static func append(text payload: borrowing [UInt8], to bytes: inout [UInt8]) {
        append(.text, payload, to: &bytes)
    }

    package static func binary(_ payload: borrowing [UInt8]) -> [UInt8] { frame(.binary, payload) }

    /// At most 125 bytes.
    package static func ping(_ payload: [UInt8] = []) -> [UInt8] { frame(.ping, payload) }

    /// At most 125 bytes.
    package static func pong(_ payload: [UInt8]) -> [UInt8] { frame(.pong, payload) }

    /// A reason of at most 123 bytes; nil for a close frame without a code.
    package static func close(_ code: WebSocketCloseCode?, _ reason: String = "") -> [UInt8] {
        guard let code else { return frame(.close, []) }
        let head = [UInt8(code.value >> 8), UInt8(truncatingIfNeeded: code.value)]
        return frame(.close, head + Array(reason.utf8))
    }

    private static func frame(_ opcode: WebSocketOpcode, _ payload: borrowing [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 10)
        append(opcode, payload, to: &bytes)
        return bytes
    }

    private static func append(
        _ opcode: WebSocketOpcode, _ payload: borrowing [UInt8], to bytes: inout [UInt8]
    ) {
        precondition(
            !opcode.isControl || payload.count <= WebSocketLimits.controlBytes, "control frames are short")
        bytes.append(0x80 | opcode.rawValue)
        switch payload.count {
        case ..<126: bytes.append(UInt8(payload.count))
        case ..<65_536:
            bytes.append(126)
            append(payload.count, width: 2, to: &bytes)
        default:
            bytes.append(127)
            append(payload.count, width: 8, to: &bytes)
        }
        bytes.append(copying: payload.span)
    }

    private static func append(_ length: Int, width: Int, to bytes: inout [UInt8]) {
        for place in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: length >> (8 * place))) }
    }
}
