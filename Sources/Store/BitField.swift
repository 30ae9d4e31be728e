/// Some bits of an integer column. A column costs about 220 instructions a row, however small its value is, so
/// values of a few bits share one.
struct BitField {
    private let offset: Int64
    private let width: Int64

    @inline(__always)
    init(_ bits: ClosedRange<Int64>) {
        offset = bits.lowerBound
        width = bits.upperBound - bits.lowerBound + 1
    }

    private var mask: Int64 { 1 << width - 1 }

    // Always inlined: a layout is made of constants, which a call would not see (26 instructions each).
    @inline(__always)
    func bits(_ value: Int) -> Int64 {
        precondition(value >= 0 && Int64(value) <= mask, "a packed value is as wide as its place")
        return Int64(value) << offset
    }

    @inline(__always)
    func bits(_ choice: UInt8) -> Int64 { bits(Int(choice)) }

    @inline(__always)
    func bits(_ flag: Bool) -> Int64 { bits(flag ? 1 : 0) }

    func value(in bits: Int64) -> Int { Int(bits >> offset & mask) }

    /// The value as an SQL expression.
    func sql(_ column: String) -> String { "(\(column) >> \(offset) & \(mask))" }
}
