import Randomness

extension SeededRandom {
    /// Numbers of all magnitudes, the extremes among them.
    mutating func int64() -> Int64 {
        let edges = [Int64.min, .min + 1, -1, 0, 1, 63, 64, 127, 128, .max]
        if Int.random(in: 0..<6, using: &self) == 0 { return edges.randomElement(using: &self)! }
        return Int64(bitPattern: next()) >> Int64.random(in: 0..<64, using: &self)
    }

    mutating func int128() -> Int128 { Int128(int64()) << Int128.random(in: 0...64, using: &self) }

    mutating func text() -> String {
        ["", "a", "order-1", "naïve 🦜", "'quoted'", String(repeating: "x", count: 200), "nul\0inside"]
            .randomElement(using: &self)!
    }
}
