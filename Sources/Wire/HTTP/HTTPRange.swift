/// Where something stands among the bytes of a request, counted from its first. A request line and a header
/// block have 24 KiB at most.
struct HTTPRange: Sendable {
    var start: Int32 = 0
    var end: Int32 = 0

    init() {}

    init(_ range: Range<Int>) {
        start = Int32(truncatingIfNeeded: range.lowerBound)
        end = Int32(truncatingIfNeeded: range.upperBound)
    }

    /// Nothing of a request ends where it begins.
    var isAbsent: Bool { end == 0 }

    /// The range in an array in which the request begins at `base`.
    func from(_ base: Int) -> Range<Int> { base + Int(start)..<base + Int(end) }
}
