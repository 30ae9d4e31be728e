import Testing

@testable import Wire

/// What a client must not send, the rule that it breaks, and the close code that tells it.
@Suite struct WebSocketRefusedTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let error: WebSocketError
        let code: UInt16

        init(_ name: String, _ frames: [ClientFrame], _ error: WebSocketError, _ code: UInt16 = 1002) {
            self.init(name, bytes: frames.flatMap(\.bytes), error, code)
        }

        init(_ name: String, bytes: [UInt8], _ error: WebSocketError, _ code: UInt16 = 1002) {
            testDescription = name
            self.bytes = bytes
            self.error = error
            self.code = code
        }
    }

    static let rows = heads + orders + closes + texts

    static let heads: [Row] =
        [
            Row(
                "RFC 6455 §5.1 no mask", [ClientFrame(first: 0x81, payload: [65], mask: nil)], .unmaskedFrame),
            Row("no mask, no payload", bytes: [0x81, 0x00], .unmaskedFrame),
            Row("no mask on a ping", bytes: [0x89, 0x00], .unmaskedFrame),
            Row("RFC 6455 §5.2 RSV1", [ClientFrame(first: 0xC1)], .reservedBits),
            Row("RSV2", [ClientFrame(first: 0xA1)], .reservedBits),
            Row("RSV3", [ClientFrame(first: 0x91)], .reservedBits),
            Row("RSV1 on a control frame", [ClientFrame(first: 0xC9)], .reservedBits),
            Row("RFC 6455 §5.5 a ping in fragments", [ClientFrame(first: 0x09)], .fragmentedControlFrame),
            Row("a pong in fragments", [ClientFrame(first: 0x0A)], .fragmentedControlFrame),
            Row("a close in fragments", [ClientFrame(first: 0x08)], .fragmentedControlFrame),
            Row("a ping of 126 bytes", [.ping(String(repeating: "p", count: 126))], .controlFrameTooLong),
            Row(
                "a close of 126 bytes", [.close(1000, String(repeating: "p", count: 124))],
                .controlFrameTooLong),
            Row(
                "a pong of 65536 bytes", [.pong(String(repeating: "p", count: 65_536))], .controlFrameTooLong),
            Row(
                "RFC 6455 §5.2 125 in the 16-bit form",
                [ClientFrame(first: 0x82, payload: [UInt8](repeating: 1, count: 125), form: .sixteen)],
                .malformedLength),
            Row("0 in the 16-bit form", [ClientFrame(first: 0x82, form: .sixteen)], .malformedLength),
            Row(
                "65535 in the 64-bit form",
                [ClientFrame(first: 0x82, payload: [UInt8](repeating: 1, count: 65_535), form: .sixtyFour)],
                .malformedLength),
            Row("0 in the 64-bit form", [ClientFrame(first: 0x82, form: .sixtyFour)], .malformedLength),
            Row("a length with a sign", bytes: [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], .malformedLength),
            Row(
                "the largest 64-bit length", bytes: [0x82, 0xFF] + [UInt8](repeating: 0xFF, count: 8),
                .malformedLength),
            Row(
                "the largest length without a sign",
                bytes: [0x82, 0xFF, 0x7F] + [UInt8](repeating: 0xFF, count: 7) + [0, 0, 0, 0],
                .messageTooLarge, 1009),
        ]
        + [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map { opcode in
            Row("opcode \(opcode)", [ClientFrame(first: 0x80 | opcode)], .unknownOpcode)
        }

    static let orders: [Row] = [
        Row("RFC 6455 §5.4 a last fragment without a first", [.end("a")], .unexpectedContinuation),
        Row("a fragment without a first", [.more("a")], .unexpectedContinuation),
        Row("a text inside a message", [.begin("a"), .text("b")], .unfinishedMessage),
        Row("a binary inside a message", [.begin("a"), .binary([1])], .unfinishedMessage),
        Row("a second first fragment", [.begin("a"), .begin("b")], .unfinishedMessage),
        Row("a text after an empty first fragment", [.begin(""), .text("b")], .unfinishedMessage),
    ]

    static let closes: [Row] =
        [
            Row("RFC 6455 §5.5.1 half a close code", [.close([3])], .invalidCloseCode),
            Row("a reason that is no UTF-8", [.close([3, 0xE8, 0xFF])], .invalidUTF8, 1007),
            Row("a reason that ends inside a character", [.close([3, 0xE8, 0xCE])], .invalidUTF8, 1007),
        ]
        + [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map { code in
            Row("close code \(code)", [.close(code)], .invalidCloseCode)
        }

    /// Texts that are wrong from some byte on, for which the end is not waited.
    static let malformed: [(String, [UInt8])] = [
        ("a continuation byte alone", [0x80]),
        ("a first byte that never occurs", [0xFF]),
        ("an overlong slash of two bytes", [0xC0]),
        ("an overlong slash of three bytes", [0xE0, 0x80]),
        ("an overlong slash of four bytes", [0xF0, 0x80]),
        ("a surrogate", [0xED, 0xA0]),
        ("beyond U+10FFFF", [0xF4, 0x90]),
        ("a fifth byte's first", [0xF8]),
        ("a second first byte", [0xCE, 0xCE]),
        ("ASCII inside a character", [0xE2, 0x82, 0x41]),
    ]

    static let texts: [Row] =
        [
            Row("RFC 6455 §8.1 half a character at the end", [.text([0x41, 0xCE])], .invalidUTF8, 1007),
            Row(
                "half a character at the end of the last fragment", [.begin("a"), .end([0xE2, 0x82])],
                .invalidUTF8, 1007),
            Row(
                "half a character, then an empty last fragment", [.begin([0xF0, 0x90, 0x80]), .end([])],
                .invalidUTF8, 1007),
        ]
        + malformed.flatMap { name, bytes in
            [
                Row(name, [.text(Array("κόσμε".utf8) + bytes + [0x41])], .invalidUTF8, 1007),
                // 64 bytes of ASCII are looked at in other ways than single ones.
                Row(
                    "\(name) after long ASCII", [.text([UInt8](repeating: 0x41, count: 64) + bytes)],
                    .invalidUTF8, 1007),
                Row("\(name) in a fragment", [.begin("a"), .more(bytes), .end("b")], .invalidUTF8, 1007),
            ]
        }

    @Test("a frame that breaks a rule ends the connection with the rule's code", arguments: rows)
    func refuses(_ row: Row) {
        let whole = ParsedSocket.whole(row.bytes)
        #expect(whole.error == row.error)
        #expect(whole.messages == [])
        #expect(row.error.closeCode.value == row.code)
        #expect(ParsedSocket.byteByByte(row.bytes, last: 2000) == whole)
    }

    @Test("what came before the wrong frame comes out, and the error again and again")
    func isolates() throws {
        var parser = WebSocketParser()
        parser.receive((ClientFrame.text("a").bytes + [0x83, 0x80]).span)
        #expect(try parser.next() == .said("a"))
        for _ in 0..<2 {
            #expect(throws: WebSocketError.unknownOpcode) { try parser.next() }
            parser.receive(ClientFrame.text("b").bytes.span)
        }
        #expect(parser.bufferedBytes == 0)
    }

    @Test("a wrong byte is refused before its frame ends", arguments: malformed.map(\.1))
    func failsFast(_ wrong: [UInt8]) {
        // Of 1000 announced bytes 10 and the wrong ones arrive; so do 10 of a message in fragments.
        let payload = Array("0123456789".utf8) + wrong + [UInt8](repeating: 0x41, count: 1000)
        for frames in [[ClientFrame.text(payload)], [.begin("κ"), .more(payload)]] {
            let bytes = frames.flatMap(\.bytes)
            #expect(ParsedSocket.whole(Array(bytes.dropLast(1000))).error == .invalidUTF8)
            #expect(ParsedSocket.whole(Array(bytes.dropLast(1001))).error == nil)
        }
    }

    @Test("a rule that the first two bytes break is not waited on")
    func headFirst() {
        for bytes in [[0xC1, 0x80], [0x83, 0x80], [0x81, 0x00], [0x09, 0x80], [0x89, 0xFE]] as [[UInt8]] {
            #expect(ParsedSocket.whole(bytes).error != nil)
        }
    }
}
