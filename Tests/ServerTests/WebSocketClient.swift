import Foundation
import Support

/// A blocking WebSocket to a server on this machine. It answers nothing by itself.
final class WebSocketClient {
    private let client: Client

    /// A frame as the server sent it.
    struct Frame: Equatable, CustomStringConvertible {
        let opcode: UInt8
        let payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
        var description: String { "opcode \(opcode), \(payload.count) bytes: \(text.prefix(100))" }

        static func text(_ text: String) -> Frame { Frame(opcode: 1, payload: Array(text.utf8)) }
        static func close(_ code: Int, _ reason: String = "") -> Frame {
            Frame(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 255)] + Array(reason.utf8))
        }
    }

    static let fields = [
        "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
    ]

    static func handshake(_ target: String, fields: [String] = fields) -> String {
        "GET \(target) HTTP/1.1\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// Opens a WebSocket; `first` goes in the same packet as the handshake.
    init(
        port: Int, target: String = "/v1", first: [UInt8] = [], receiveBuffer: Int32? = nil
    ) throws {
        client = try Client(port: port, receiveBuffer: receiveBuffer)
        try client.send(Array(Self.handshake(target).utf8) + first)
        let answer = try client.readHead()
        guard answer.status == 101, answer["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" else {
            throw ClientError("no WebSocket: \(answer.status)")
        }
    }

    /// A frame as a client must send it.
    static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
        let mask: [UInt8] = [9, 8, 7, 6]
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ..<65_536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(0x80 | 127)
            bytes += (0..<8).reversed().map { UInt8(payload.count >> (8 * $0) & 255) }
        }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    func send(_ bytes: [UInt8]) throws { try client.send(bytes) }

    func send(text: String) throws { try client.send(Self.frame(1, Array(text.utf8))) }

    func send(close code: Int) throws {
        try client.send(Self.frame(8, [UInt8(code >> 8), UInt8(code & 255)]))
    }

    func finishSending() { client.finishSending() }

    /// The next frame, which must be whole and unmasked.
    func read() throws -> Frame {
        let head = try client.read(2)
        guard head[0] & 0x70 == 0, head[0] & 0x80 != 0, head[1] & 0x80 == 0 else {
            throw ClientError("not a frame of a server: \(head)")
        }
        var count = Int(head[1])
        if count >= 126 { count = try client.read(count == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) } }
        return Frame(opcode: head[0] & 15, payload: try client.read(count))
    }

    /// Whether the server closes now, without another byte.
    var isAtEnd: Bool { client.isAtEnd }
}
