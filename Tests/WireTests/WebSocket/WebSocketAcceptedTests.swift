import Testing

@testable import Wire

/// What a client may send, and the messages that it comes to.
@Suite struct WebSocketAcceptedTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let messages: [WebSocketMessage]

        init(_ name: String, _ frames: [ClientFrame], _ messages: [WebSocketMessage]) {
            self.init(name, bytes: frames.flatMap(\.bytes), messages)
        }

        init(_ name: String, bytes: [UInt8], _ messages: [WebSocketMessage]) {
            testDescription = name
            self.bytes = bytes
            self.messages = messages
        }
    }

    static let rows = messages + fragments + closes + lengths

    static let messages: [Row] = [
        Row(
            "RFC 6455 §5.7 a masked text",
            bytes: [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58],
            [.said("Hello")]),
        Row("an empty text", [.text("")], [.said("")]),
        Row("an empty binary", [.binary([])], [.binary([])]),
        Row("all bytes in a binary", [.binary(Array(0...255))], [.binary(Array(0...255))]),
        Row("a mask of zeros", [ClientFrame(first: 0x81, payload: [65], mask: [0, 0, 0, 0])], [.said("A")]),
        Row("two messages", [.text("a"), .text("bcdefg")], [.said("a"), .said("bcdefg")]),
        Row("NUL in a text", [.text("\u{0}")], [.said("\u{0}")]),
        Row(
            "text of 1 to 4 bytes a character",
            [.text("κό\u{7F}ß€\u{FFFF}\u{10000}\u{10FFFF}\u{D7FF}\u{E000}")],
            [.said("κό\u{7F}ß€\u{FFFF}\u{10000}\u{10FFFF}\u{D7FF}\u{E000}")]),
        Row("an empty ping", [.ping("")], [.ping([])]),
        Row(
            "a ping of 125 bytes", [.ping(String(repeating: "p", count: 125))],
            [.ping([UInt8](repeating: 0x70, count: 125))]),
        Row("a ping that is no text", [ClientFrame(first: 0x89, payload: [0xFF, 0])], [.ping([0xFF, 0])]),
        Row("a pong that nobody asked for", [.pong("x"), .text("a")], [.pong([0x78]), .said("a")]),
    ]

    static let fragments: [Row] = [
        Row("RFC 6455 §5.4 two fragments", [.begin("Hel"), .end("lo")], [.said("Hello")]),
        Row(
            "a binary in fragments",
            [ClientFrame(first: 0x02, payload: [0xFF]), .more([0xFE]), .end([0xFD])],
            [.binary([0xFF, 0xFE, 0xFD])]),
        Row("empty fragments", [.begin(""), .more(""), .end("")], [.said("")]),
        Row(
            "an empty fragment before and after", [.begin(""), .more("a"), .more("b"), .end("")],
            [.said("ab")]),
        Row(
            "control frames between fragments", [.begin("a"), .ping("1"), .more("b"), .pong("2"), .end("c")],
            [.ping([0x31]), .pong([0x32]), .said("abc")]),
        Row(
            "a character across fragments", [.begin([0xCE]), .ping(""), .end([0xBA])],
            [.ping([]), .said("κ")]),
        Row(
            "a character across three fragments with an empty one",
            [.begin([0xF0, 0x90]), .more([]), .more([0x80]), .end([0x80])], [.said("\u{10000}")]),
        Row(
            "a message after a message in fragments",
            [.begin("a"), .end("b"), .text("c"), .begin([0xCE]), .end([0xBA])],
            [.said("ab"), .said("c"), .said("κ")]),
        Row(
            "fragments of odd lengths, each with a mask of its own",
            [
                ClientFrame(first: 0x01, payload: [1, 2, 3, 4, 5], mask: [1, 2, 3, 4]),
                ClientFrame(first: 0x00, payload: [6, 7, 8], mask: [200, 100, 50, 25]),
                ClientFrame(first: 0x80, payload: [9, 10, 11, 12, 13, 14], mask: [0, 255, 0, 255]),
            ], [.text(Array(1...14))]),
    ]

    static let closes: [Row] =
        [
            Row("RFC 6455 §5.5.1 a close without a code", [.close()], [.close(nil)]),
            Row("a close with a code", [.close(1000)], [.close(.normal)]),
            Row("a close with a reason", [.close(1001, "κ")], [.close(.goingAway)]),
            Row("the longest reason", [.close(1000, String(repeating: "r", count: 123))], [.close(.normal)]),
            Row("a close between fragments", [.begin("a"), .close(1000)], [.close(.normal)]),
            Row(
                "nothing after a close counts", [.close(1000), .text("a"), .text([0xFF])], [.close(.normal)]),
        ]
        + [1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999].map {
            code in
            Row("close code \(code)", [.close(code)], [.close(WebSocketCloseCode(UInt16(code)))])
        }

    /// Around the borders of the three forms of a length.
    static let lengths: [Row] = [124, 125, 126, 127, 128, 65_535, 65_536, 65_537].map { count in
        let payload = (0..<count).map { UInt8($0 % 251) }
        return Row("\(count) bytes", [.binary(payload), .text("a")], [.binary(payload), .said("a")])
    }

    @Test("frames come to messages, in whatever pieces they come", arguments: rows)
    func accepts(_ row: Row) {
        let whole = ParsedSocket.whole(row.bytes)
        #expect(whole.error == nil)
        #expect(whole.messages == row.messages)
        // The end of what is long decides as much as all of it.
        #expect(ParsedSocket.byteByByte(row.bytes, last: 2000) == whole)
    }

    @Test(
        "no beginning of a message gives anything",
        arguments: rows.filter { $0.bytes.count < 1000 && $0.messages.count == 1 })
    func waits(_ row: Row) {
        // What follows a close is not waited for, and control frames come out early.
        guard !row.testDescription.contains("nothing after"), !row.testDescription.contains("between") else {
            return
        }
        for count in 0..<row.bytes.count {
            #expect(
                ParsedSocket.whole(Array(row.bytes.prefix(count))) == ParsedSocket.whole([]), "\(count) bytes"
            )
        }
    }

    @Test("all rows that do not close, one after the other on one connection")
    func sequence() {
        let rows = Self.rows.filter { !$0.messages.contains { if case .close = $0 { true } else { false } } }
        let parsed = ParsedSocket.whole(rows.flatMap(\.bytes))
        #expect(parsed.error == nil)
        #expect(parsed.messages == rows.flatMap(\.messages))
    }
}
