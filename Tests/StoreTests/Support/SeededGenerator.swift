/// SplitMix64: the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

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
