internal import Crypto

/// The opening handshake of RFC 6455 §4.2, from the server's side.
package enum WebSocketHandshake {
    /// Why a request that asks for a WebSocket does not get one.
    package struct Refusal: Error, Equatable {
        package let status: Int
        package let message: String
        /// 426 says which version would do, §4.2.2.
        package var headers: [(name: String, value: String)] {
            guard status == 426 else { return [] }
            return [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13")]
        }
    }

    /// Whether a request asks to leave HTTP for WebSocket. HTTP/1.0 cannot ask (RFC 9110 §7.8).
    package static func isAsked(for request: HTTPRequest) -> Bool {
        request.hasUpgrade && request.minorVersion >= 1 && names("websocket", in: "upgrade", of: request)
    }

    /// The bytes of the response that switches protocols. Extensions and subprotocols are declined.
    package static func accept(_ request: HTTPRequest) throws(Refusal) -> [UInt8] {
        guard request.method == "GET" else {
            throw Refusal(status: 400, message: "a WebSocket begins with GET, not \(request.method)")
        }
        guard names("upgrade", in: "connection", of: request) else {
            throw Refusal(status: 400, message: "Connection: expected Upgrade")
        }
        guard request.headers.values(of: "sec-websocket-version") == ["13"] else {
            throw Refusal(status: 426, message: "Sec-WebSocket-Version: expected 13")
        }
        let keys = request.headers.values(of: "sec-websocket-key")
        guard keys.count == 1, let key = keys.first, isKey(key) else {
            throw Refusal(status: 400, message: "Sec-WebSocket-Key: expected 16 bytes in base64, once")
        }
        let head =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(acceptance(of: key))\r\n\r\n"
        return Array(head.utf8)
    }

    /// §4.2.2, step 5.4.
    static func acceptance(of key: String) -> String {
        let text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        return base64(Array(Insecure.SHA1.hash(data: Array(text.utf8))))
    }

    /// 16 bytes are 22 characters and two signs of padding; the last character has four bits to spare.
    private static func isKey(_ key: String) -> Bool {
        let characters = Array(key.utf8)
        guard characters.count == 24, characters[22...] == [Byte.equals, Byte.equals] else { return false }
        return characters[..<22].allSatisfy(alphabet.contains) && "AQgw".utf8.contains(characters[21])
    }

    /// Whether a comma-separated field, on however many lines, has this token in any case.
    private static func names(_ token: String, in field: String, of request: HTTPRequest) -> Bool {
        request.headers.values(of: field).contains { line in
            line.lowercased().split(separator: ",").contains { part in
                part.split(whereSeparator: { $0 == " " || $0 == "\t" }) == [token[...]]
            }
        }
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : Byte.equals)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
