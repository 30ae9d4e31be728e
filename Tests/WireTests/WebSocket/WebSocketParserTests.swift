import Randomness
import Testing

@testable import Wire

@Suite struct WebSocketParserTests {
    private static let samples =
        WebSocketAcceptedTests.rows.filter { $0.bytes.count < 1000 }.map(\.bytes)
        + WebSocketRefusedTests.rows.filter { $0.bytes.count < 1000 }.map(\.bytes)

    @Test("damaged frames give messages or one error, in whatever pieces they come", arguments: 1...20)
    func survivesDamage(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            let bytes = damaged(using: &random)
            let whole = ParsedSocket.whole(bytes)
            refused += whole.error == nil ? 0 : 1
            #expect(ParsedSocket.randomlySplit(bytes, using: &random) == whole, "seed \(seed), \(bytes)")
        }
        #expect((1..<500).contains(refused), "seed \(seed)")
    }

    /// A few samples in a row, with some bytes changed, dropped or doubled.
    private func damaged(using random: inout SeededRandom) -> [UInt8] {
        let count = Int.random(in: 1...4, using: &random)
        var bytes = (0..<count).flatMap { _ in Self.samples.randomElement(using: &random)! }
        for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: index)
            default: bytes.insert(bytes[index], at: index)
            }
        }
        return bytes
    }

    @Test("messages in fragments with control frames between come out whole", arguments: 1...20)
    func reassembles(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var (bytes, expected): ([UInt8], [WebSocketMessage]) = ([], [])
        for _ in 0..<50 {
            let text = String(
                (0..<Int.random(in: 0...60, using: &random)).map { _ in "aé€😀".randomElement(using: &random)!
                })
            var cuts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Int.random(in: 0...text.utf8.count, using: &random)
            }
            cuts = [0] + cuts.sorted() + [text.utf8.count]
            for (index, (from, to)) in zip(cuts, cuts.dropFirst()).enumerated() {
                let final: UInt8 = index == cuts.count - 2 ? 0x80 : 0
                let mask = (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) }
                let part = Array(Array(text.utf8)[from..<to])
                bytes += ClientFrame(first: final | (index == 0 ? 1 : 0), payload: part, mask: mask).bytes
                if final == 0, Bool.random(using: &random) {
                    bytes += ClientFrame.ping(String(index)).bytes
                    expected.append(.ping(Array(String(index).utf8)))
                }
            }
            expected.append(.said(text))
        }
        let parsed = ParsedSocket.randomlySplit(bytes, using: &random)
        #expect(parsed.error == nil, "seed \(seed)")
        #expect(parsed.messages == expected, "seed \(seed)")
    }
}
