/// A short text as a value, to be compared with the words of an interface: no allocation and no reference, and
/// a comparison is one of a few numbers.
public struct JSONWord: Equatable, Sendable {
    /// Bytes that are kept. Longer texts are told from every word by their length.
    private static let lengthMaximum = 24

    @usableFromInline let length: Int
    @usableFromInline let words: (UInt64, UInt64, UInt64)

    package init(_ text: Span<UInt8>) {
        length = text.count
        words = (text.word(0), text.word(8), text.word(16))
    }

    package init(_ text: String) { self.init(text.utf8.span) }

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
    /// Up to eight bytes from `start` on, none behind the end.
    @inline(__always)
    fileprivate func word(_ start: Int) -> UInt64 {
        start < count ? leadingWord(at: start, length: count &- start) : 0
    }
}
