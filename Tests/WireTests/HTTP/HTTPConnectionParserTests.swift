import Randomness
import Testing

@testable import Wire

@Suite struct HTTPConnectionParserTests {
    @Test("the phase follows the request, so that each part can have its deadline")
    func reportsPhase() throws {
        var parser = HTTPConnectionParser()
        let steps: [(text: String, phase: HTTPConnectionParser.Phase)] = [
            ("", .idle),
            ("\r\n", .idle),
            ("P", .head),
            ("OST / HTTP/1.1\r\n", .head),
            ("Host: a\r\nContent-Length: 2\r\n", .head),
            ("\r\n", .body),
            ("h", .body),
            ("i", .idle),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", .body),
            ("1\r\nx\r\n0\r\n", .body),
            ("\r\n", .idle),
        ]
        for (text, phase) in steps {
            _ = try parser.next(after: text)
            #expect(parser.phase == phase, "after \(text.debugDescription)")
        }
    }

    @Test("100 Continue is due once, before the body, RFC 9110 §10.1.1")
    func sendsContinueOnce() throws {
        var parser = HTTPConnectionParser()
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
        #expect(try parser.next(after: head) == nil)
        let isDueBeforeHeadEnds = parser.takeContinue()
        #expect(try parser.next(after: "\r\n") == nil)
        let isDue = parser.takeContinue()
        let isDueAgain = parser.takeContinue()
        #expect([isDueBeforeHeadEnds, isDue, isDueAgain] == [false, true, false])
        #expect(try parser.next(after: "hi")?.summary == "POST / [] 'hi' 1.1 keep")
    }

    @Test(
        "100 Continue is due only where it is asked for and useful",
        arguments: [
            (
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-CONTINUE\r\n\r\n",
                true
            ),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n", false),
            ("POST / HTTP/1.0\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", false),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nh", false),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n", false),
            ("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", false),
        ])
    func sendsContinueWhereDue(_ text: String, _ isDue: Bool) throws {
        var parser = HTTPConnectionParser()
        _ = try parser.next(after: text)
        let answer = parser.takeContinue()
        #expect(answer == isDue)
    }

    @Test("100 Continue is not due any more once the body has begun")
    func dropsContinue() throws {
        var parser = HTTPConnectionParser()
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        _ = try parser.next(after: head)
        _ = try parser.next(after: "h")
        let answer = parser.takeContinue()
        #expect(!answer)
    }

    @Test("the bytes after an upgrade are given up unread")
    func givesUpUnread() throws {
        var parser = HTTPConnectionParser()
        let upgrade = "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        #expect(try parser.next(after: upgrade + "\u{1}rest") != nil)
        let unread = parser.takeUnread()
        #expect(unread == Array("\u{1}rest".utf8))
        #expect(parser.bufferedBytes == 0)
        #expect(try parser.next() == nil)
    }

    @Test("many requests through one parser leave nothing behind")
    func staysSmall() throws {
        var parser = HTTPConnectionParser()
        let text = "POST /v1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        for _ in 0..<1000 {
            // Never aligned with the ends of requests, so that there is always a rest to be moved.
            parser.receive(Array((text + text).utf8).span)
            #expect(try parser.next() != nil)
            #expect(try parser.next() != nil)
            #expect(parser.bufferedBytes == 0)
        }
    }

    @Test("damaged requests give requests or one error, in whatever pieces they come", arguments: 1...20)
    func survivesDamage(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let samples = HTTPAcceptedTests.requests + HTTPRefusedTests.rows.map { .init($0.name, $0.bytes) }
        var refused = 0
        for _ in 0..<1000 {
            let bytes = damaged(samples, using: &random)
            let whole = ParsedConnection.whole(bytes)
            refused += whole.error == nil ? 0 : 1
            let pieces = ParsedConnection.randomlySplit(bytes, using: &random)
            #expect(
                pieces == whole, "seed \(seed), \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
        #expect((1..<1000).contains(refused), "seed \(seed)")
    }

    /// A few samples in a row, with some bytes changed, dropped, doubled or replaced by telling ones.
    private func damaged(_ samples: [AcceptedRequest], using random: inout SeededRandom) -> [UInt8] {
        let count = Int.random(in: 1...3, using: &random)
        var bytes = (0..<count).flatMap { _ in samples.randomElement(using: &random)!.bytes }
        for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[index] = Array("\r\n :,;%0\t\u{0}".utf8).randomElement(using: &random)!
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(bytes[index], at: index)
            default: bytes.removeSubrange(index..<min(bytes.count, index + 5))
            }
        }
        return bytes
    }
}

extension AcceptedRequest {
    fileprivate init(_ name: String, _ bytes: [UInt8]) {
        self.init(name, String(decoding: bytes, as: UTF8.self), "")
    }
}
