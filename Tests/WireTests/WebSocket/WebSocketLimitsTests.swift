import Testing

@testable import Wire

@Suite struct WebSocketLimitsTests {
    private static let limit = WebSocketLimits.messageBytes

    private static func letters(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x41, count: count) }

    @Test(
        "a message has at most 1 MiB, however it is cut",
        arguments: [
            [limit], [0, limit], [1, limit - 1], [limit / 2, limit / 4, limit / 4], [limit, 0],
        ])
    func largest(_ counts: [Int]) {
        let parsed = ParsedSocket.whole(fragments(counts))
        #expect(parsed.error == nil)
        #expect(parsed.messages == [.binary(Self.letters(Self.limit))])
        var more = counts
        more[more.count - 1] += 1
        #expect(ParsedSocket.whole(fragments(more)).error == .messageTooLarge)
    }

    private func fragments(_ counts: [Int]) -> [UInt8] {
        counts.enumerated().flatMap { index, count in
            let opcode: UInt8 = index == 0 ? 2 : 0
            let final: UInt8 = index == counts.count - 1 ? 0x80 : 0
            return ClientFrame(first: final | opcode, payload: Self.letters(count)).bytes
        }
    }

    @Test("a message that is too large is refused by its header, before any of it is kept")
    func early() throws {
        var parser = WebSocketParser()
        let head = Array(ClientFrame.binary(Self.letters(Self.limit + 1)).bytes.prefix(14))
        parser.receive(head.span)
        #expect(throws: WebSocketError.messageTooLarge) { try parser.next() }
        #expect(parser.bufferedBytes == 0)
    }

    @Test("another limit can be set")
    func other() {
        let bytes = ClientFrame.binary(Self.letters(Self.limit + 1)).bytes
        #expect(ParsedSocket.whole(bytes, limit: Self.limit + 1).error == nil)
        #expect(ParsedSocket.whole(ClientFrame.text("abc").bytes, limit: 2).error == .messageTooLarge)
        #expect(WebSocketError.messageTooLarge.closeCode == .messageTooLarge)
    }

    @Test("a mebibyte that comes byte by byte takes no longer than its bytes")
    func linear() throws {
        // Looked at from its beginning at every byte this would take hours.
        var parser = WebSocketParser()
        var messages = 0
        for byte in ClientFrame.text(Self.letters(200_000)).bytes {
            let piece = [byte]
            parser.receive(piece.span)
            while try parser.next() != nil { messages += 1 }
        }
        #expect(messages == 1)
        #expect(parser.bufferedBytes == 0)
    }

    @Test("nothing is left behind by many messages whose ends never meet the ends of the pieces")
    func staysSmall() throws {
        var parser = WebSocketParser()
        let frames = ClientFrame.text("hello").bytes + ClientFrame.ping("x").bytes
        var messages = 0
        var rest: [UInt8] = []
        for _ in 0..<1000 {
            rest += frames
            let piece = Array(rest.dropLast(3))
            parser.receive(piece.span)
            rest = Array(rest.suffix(3))
            while try parser.next() != nil { messages += 1 }
            #expect(parser.bufferedBytes < frames.count)
        }
        #expect(messages == 1999)
    }
}
