import Testing
import Wire

@testable import Server

@Suite struct BulletinTests {
    private static let texts = ["a", "", String(repeating: "b", count: 300), "c"]

    private var bulletin: Bulletin {
        var bulletin = Bulletin()
        for text in Self.texts { bulletin.append(text: Array(text.utf8)) }
        return bulletin
    }

    @Test("frames follow one another and are those that a socket alone would get")
    func frames() {
        #expect(bulletin.bytes == Self.texts.flatMap { WebSocketFrame.text(Array($0.utf8)) })
    }

    @Test("a part knows where its frames end, and no other")
    func ends() {
        #expect(Array(bulletin.ends(in: 0..<312)) == [3, 5, 309, 312])
        #expect(Array(bulletin.ends(in: 3..<309)) == [5, 309])
        #expect(bulletin.ends(in: 5..<5).isEmpty)
    }

    @Test("one that is cleared begins again")
    func clear() {
        var bulletin = bulletin
        bulletin.removeAll()
        #expect(bulletin.bytes.isEmpty)
        bulletin.append(text: [7])
        #expect(Array(bulletin.ends(in: 0..<3)) == [3])
    }

    @Test("an outbox counts a bulletin's frames as it counts frames of its own", arguments: [true, false])
    func outbox(isHeld: Bool) {
        var plain = Outbox(.init(messages: 2, bytes: 1000))
        var other = plain
        for text in Self.texts[1...] { plain.append(WebSocketFrame.text(Array(text.utf8))) }
        if isHeld { other.append(3..<312, of: bulletin) } else { other.note(3..<312, of: bulletin) }
        let (sent, taken) = (plain.take(), other.take())
        #expect(taken == (isHeld ? sent : []))
        #expect(!other.isEmpty)
        for untaken in stride(from: 309, through: 0, by: -1) {
            plain.update(untaken: untaken)
            other.update(untaken: untaken)
            #expect(plain.isOverfull(untaken: untaken) == other.isOverfull(untaken: untaken))
            #expect(other.isOverfull(untaken: untaken) == (untaken > 307))
        }
        #expect(other.isEmpty)
    }
}
