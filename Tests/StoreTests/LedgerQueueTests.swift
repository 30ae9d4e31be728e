import Randomness
import Testing

@testable import Store

/// The queue's parts next to simpler ones.
@Suite struct LedgerQueueTests {
    @Test(
        "a ring keeps its elements at their places while it grows, wraps and empties",
        arguments: UInt64(1)...5)
    func ring(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var ring = Ring<Int>()
        var plain: [Int] = []
        var first = 0
        for _ in 0..<3_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<7:
                #expect(ring.append(plain.count) == plain.count)
                plain.append(plain.count)
            case 7:
                if let place = (first..<plain.count).randomElement(using: &random) {
                    ring[place] = -place
                    plain[place] = -place
                }
            case 8:
                first = Int.random(in: first...min(plain.count, first + 40), using: &random)
                ring.removeFirst(before: first)
            default: #expect(ring.end(where: { abs($0) < first + 5 }) == min(plain.count, first + 5))
            }
            #expect(ring.first == first && ring.end == plain.count && ring.count == plain.count - first)
            #expect(!ring.contains(first - 1) && !ring.contains(plain.count))
            if let place = (first..<plain.count).randomElement(using: &random) {
                #expect(ring.contains(place) && ring[place] == plain[place])
            }
        }
    }

    @Test(
        "a table of places finds what a dictionary finds, of what is still in the queue",
        arguments: UInt64(1)...5)
    func places(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var (table, plain) = (PlaceTable(), [Int64: Int]())
        for place in 0..<5_000 {
            let number = random.flag() ? Int64(place) : Int64.random(in: 0...9_000, using: &random)
            let oldest = place * 3 / 4
            table.set(place, of: number, oldest: oldest)
            plain[number] = place
            for number in [number, Int64.random(in: 0...9_000, using: &random)] {
                let expected = plain[number].flatMap { $0 >= oldest ? $0 : nil }
                #expect(table.place(of: number).flatMap { $0 >= oldest ? $0 : nil } == expected)
            }
        }
    }
}
