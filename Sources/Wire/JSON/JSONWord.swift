/// A short text as a value, to be compared with the words of an interface: no allocation and no reference, and
/// a comparison is one of a few numbers.
public struct JSONWord: Equatable, Sendable {
    /// Bytes that are kept. Longer texts are told from every word by their length.
    package static var lengthMaximum: Int { 24 }

    @usableFromInline let length: Int
    @usableFromInline let words: (UInt64, UInt64, UInt64)

    package init(_ text: Span<UInt8>) { self.init(text, text.indices) }

    /// A part of a text, which is read faster where more bytes follow.
    @usableFromInline
    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        length = range.count
        let first = text.leadingWord(at: range.lowerBound, length: length)
        words = length <= 8 ? (first, 0, 0) : (first, text.word(8, of: range), text.word(16, of: range))
    }

    /// A word of the interface; the compiler makes it a few constants.
    @inlinable
    @inline(__always)
    package init(name: StaticString) {
        precondition(name.utf8CodeUnitCount <= 24, "a name of the interface is short")
        length = name.utf8CodeUnitCount
        words = (name.word(at: 0), name.word(at: 8), name.word(at: 16))
    }

    package init(_ text: String) { self.init(text.utf8.span) }

    /// A number that differs for most texts.
    package var hash: Int {
        let sum = words.0 ^ (words.1 &* 3) ^ (words.2 &* 5)
        return Int(truncatingIfNeeded: (sum &* 0x9E37_79B9_7F4A_7C15) &>> 32)
    }

    /// Lets a `switch` compare a text with words, byte for byte.
    @inlinable
    @inline(__always)
    package static func ~= (word: StaticString, text: JSONWord) -> Bool {
        precondition(word.utf8CodeUnitCount <= 24, "a word of the interface is short")
        return text.length == word.utf8CodeUnitCount && text.words.0 == word.word(at: 0)
            && text.words.1 == word.word(at: 8) && text.words.2 == word.word(at: 16)
    }

    public static func == (left: JSONWord, right: JSONWord) -> Bool {
        left.length == right.length && left.words == right.words
    }
}

extension Span<UInt8> {
    /// Up to eight bytes of a part, from its `start` on.
    @inline(__always)
    func word(_ start: Int, of range: Range<Int>) -> UInt64 {
        guard start < range.count else { return 0 }
        return leadingWord(at: range.lowerBound &+ start, length: range.count &- start)
    }
}
