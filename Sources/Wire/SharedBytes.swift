/// A part of an array of bytes, which it holds on to.
///
/// What `ArraySlice` is too; but that is copied and destroyed by way of a table of functions, which costs 250
/// instructions each time, this by counting one reference.
package struct SharedBytes: Sendable {
    package let array: [UInt8]
    package let range: Range<Int>

    /// The part must be inside the array.
    package init(_ array: [UInt8], _ range: Range<Int>) { (self.array, self.range) = (array, range) }

    /// All of it.
    package init(_ array: [UInt8]) { self.init(array, array.indices) }

    package var isEmpty: Bool { range.isEmpty }

    /// A copy of the part alone.
    package var bytes: [UInt8] { Array(array[range]) }

    package var text: String { String(decoding: array[range], as: UTF8.self) }

    /// Whether these are the same bytes.
    package func isSame(as other: [UInt8]) -> Bool { array.span.extracting(range).isSame(as: other.span) }
}
