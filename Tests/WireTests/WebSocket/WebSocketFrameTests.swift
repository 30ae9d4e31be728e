import Testing

@testable import Wire

/// What the server sends.
@Suite struct WebSocketFrameTests {
    @Test(
        "a frame is unmasked, whole, and its length is in the shortest form",
        arguments: [
            (0, [0]), (1, [1]), (125, [125]), (126, [126, 0, 126]), (127, [126, 0, 127]),
            (65_535, [126, 255, 255]), (65_536, [127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func lengths(_ count: Int, _ length: [UInt8]) {
        let payload = (0..<count).map { UInt8($0 % 251) }
        #expect(WebSocketFrame.text(payload) == [0x81] + length + payload)
        #expect(WebSocketFrame.binary(payload) == [0x82] + length + payload)
    }

    @Test("RFC 6455 §5.7: a text, a ping and its pong")
    func examples() {
        #expect(WebSocketFrame.text(Array("Hello".utf8)) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(WebSocketFrame.ping(Array("Hello".utf8)) == [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(WebSocketFrame.pong(Array("Hello".utf8)) == [0x8A, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(WebSocketFrame.ping() == [0x89, 0])
    }

    @Test("a close frame has a code and a reason, or neither")
    func close() {
        #expect(WebSocketFrame.close(nil) == [0x88, 0])
        #expect(WebSocketFrame.close(.normal) == [0x88, 2, 0x03, 0xE8])
        #expect(WebSocketFrame.close(.policyViolation, "slow") == [0x88, 6, 0x03, 0xF0] + Array("slow".utf8))
    }

    @Test("a control frame that is too long is our own mistake")
    func tooLong() async {
        await #expect(processExitsWith: .failure) {
            _ = WebSocketFrame.ping([UInt8](repeating: 0, count: 126))
        }
    }
}
