@testable import Wire
import Randomness

/// A frame as a client sends it, or as it must not.
struct ClientFrame {
    /// FIN, the reserved bits and the opcode.
    var first: UInt8
    var payload: [UInt8] = []
    var mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
    /// What the second byte says of the length, if that is not the shortest form.
    var form: LengthForm?

    enum LengthForm { case seven, sixteen, sixtyFour }

    var bytes: [UInt8] {
        let count = payload.count
        let form = form ?? (count < 126 ? .seven : count < 65_536 ? .sixteen : .sixtyFour)
        let masked: UInt8 = mask == nil ? 0 : 0x80
        var bytes = [first]
        switch form {
        case .seven: bytes.append(masked | UInt8(count))
        case .sixteen: bytes += [masked | 126, UInt8(count >> 8), UInt8(count & 255)]
        case .sixtyFour:
            bytes.append(masked | 127)
            bytes += (0..<8).reversed().map { UInt8(count >> ($0 * 8) & 255) }
        }
        bytes += mask ?? []
        return bytes + payload.enumerated().map { $1 ^ (mask?[$0 % 4] ?? 0) }
    }

    static func text(_ text: String) -> ClientFrame { ClientFrame(first: 0x81, payload: Array(text.utf8)) }
    static func text(_ bytes: [UInt8]) -> ClientFrame { ClientFrame(first: 0x81, payload: bytes) }
    static func binary(_ bytes: [UInt8]) -> ClientFrame { ClientFrame(first: 0x82, payload: bytes) }
    /// The first fragment of a text.
    static func begin(_ bytes: [UInt8]) -> ClientFrame { ClientFrame(first: 0x01, payload: bytes) }
    static func begin(_ text: String) -> ClientFrame { .begin(Array(text.utf8)) }
    /// A fragment that is neither the first nor the last.
    static func more(_ bytes: [UInt8]) -> ClientFrame { ClientFrame(first: 0x00, payload: bytes) }
    static func more(_ text: String) -> ClientFrame { .more(Array(text.utf8)) }
    static func end(_ bytes: [UInt8]) -> ClientFrame { ClientFrame(first: 0x80, payload: bytes) }
    static func end(_ text: String) -> ClientFrame { .end(Array(text.utf8)) }
    static func ping(_ text: String) -> ClientFrame { ClientFrame(first: 0x89, payload: Array(text.utf8)) }
    static func pong(_ text: String) -> ClientFrame { ClientFrame(first: 0x8A, payload: Array(text.utf8)) }
    static func close(_ bytes: [UInt8] = []) -> ClientFrame { ClientFrame(first: 0x88, payload: bytes) }
    static func close(_ code: Int, _ reason: String = "") -> ClientFrame {
        .close([UInt8(code >> 8), UInt8(code & 255)] + Array(reason.utf8))
    }
}

/// What became of a WebSocket: the messages that came out, and the error that ended it.
struct ParsedSocket: Equatable {
    var messages: [WebSocketMessage] = []
    var error: WebSocketError?

    /// Feeds the pieces one after the other and takes every message as soon as it is complete.
    init(
        _ pieces: some Sequence<ArraySlice<UInt8>>, limit: Int = WebSocketLimits.messageBytes
    ) {
        var parser = WebSocketParser(messageBytesMaximum: limit)
        for piece in pieces {
            parser.receive(Array(piece).span)
            do throws(WebSocketError) {
                while let message = try parser.next() { messages.append(message) }
            } catch {
                self.error = error
            }
        }
    }

    static func whole(_ bytes: [UInt8], limit: Int = WebSocketLimits.messageBytes) -> ParsedSocket {
        ParsedSocket(CollectionOfOne(bytes[...]), limit: limit)
    }

    /// Byte by byte, except for what comes before the last so many.
    static func byteByByte(_ bytes: [UInt8], last count: Int) -> ParsedSocket {
        let start = max(0, bytes.count - count)
        return ParsedSocket([bytes[..<start]] + (start..<bytes.count).map { bytes[$0...$0] })
    }

    static func randomlySplit(_ bytes: [UInt8], using random: inout SeededRandom) -> ParsedSocket {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            pieces.append(rest.prefix(Int.random(in: 1...40, using: &random)))
            rest = rest.dropFirst(pieces.last!.count)
        }
        return ParsedSocket(pieces)
    }
}

extension WebSocketMessage {
    static func said(_ text: String) -> WebSocketMessage { .text(Array(text.utf8)) }
}
