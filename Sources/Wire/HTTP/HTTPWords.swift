/// Looking at eight bytes at a time: a header block costs a quarter of what it costs byte by byte.
extension Span<UInt8> {
    /// Whether this text of up to eight characters stands there, its letters in any case. The text's are lower
    /// case; the compiler makes constants of it.
    @inline(__always) func spells(_ text: StaticString, at index: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index <= count &- length else { return false }
        return leadingWord(at: index, length: length).lowercased == UInt64(ascii: text)
    }

    /// The place of the next control character, tab and DEL among them; `stop` if there is none before it.
    func nextControlCharacter(from start: Int, to stop: Int) -> Int {
        precondition(start >= 0 && stop <= count, "the bytes that are looked at are there")
        var index = start
        while index <= stop &- 32 {
            let words = words(at: index)
            let all = words[0].printable & words[1].printable & words[2].printable & words[3].printable
            guard all == UInt64.marks else { break }
            index &+= 32
        }
        while index <= stop &- 8 {
            let printable = word(at: index).printable
            guard printable == UInt64.marks else { return index &+ printable.markedBytes }
            index &+= 8
        }
        // The padding of the last word ends it too.
        return index &+ leadingWord(at: index, length: stop &- index).printable.markedBytes
    }

    /// The end of the token that begins here, RFC 9110 §5.6.2.
    func tokenEnd(from start: Int) -> Int {
        var index = start
        while true {
            // Names of fields are nearly all letters and hyphens.
            while index <= count &- 8 {
                let letters = word(at: index).lettersAndHyphens
                index &+= letters.markedBytes
                guard letters == UInt64.marks else { break }
            }
            guard index < count, ByteSet.token.contains(self[index]) else { return index }
            index &+= 1
        }
    }
}

/// Eight bytes in a number. What is found about a byte is marked in its highest bit.
extension UInt64 {
    static var marks: UInt64 { 0x8080_8080_8080_8080 }

    /// The same byte eight times.
    private init(repeating byte: UInt8) { self = 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// A text of up to eight characters, the first of them lowest. The compiler makes a constant of it.
    @inline(__always) init(ascii text: StaticString) {
        self = text.word()
    }

    /// The bytes with their ASCII letters in lower case. Other bytes change too, but none becomes a letter, a
    /// digit or a hyphen that it was not.
    var lowercased: UInt64 { self | (self & UInt64(repeating: 0x40)) &>> 1 }

    /// How many bytes come before the first one that is not marked.
    var markedBytes: Int { (~self & Self.marks).trailingZeroBitCount / 8 }

    /// Marks the bytes that are no control characters: 0x20 to 0x7E, and 0x80 and above.
    var printable: UInt64 {
        // Adding 1 makes DEL the lowest of seven bits; what is then above 0x20 carries into the highest.
        let next = ((self & ~Self.marks) &+ UInt64(repeating: 1)) & ~Self.marks
        return ((next &+ UInt64(repeating: 0x80 - 0x21)) | self) & Self.marks
    }

    /// Marks most of the bytes that a target is made of: `&` to `~`, but for the question mark.
    var plainInTarget: UInt64 {
        let low = self & ~Self.marks
        let fromAmpersand = low &+ UInt64(repeating: 0x80 - Byte.ampersand)
        let isDelete = low &+ UInt64(repeating: 1)
        let noQuestion = (low ^ UInt64(repeating: Byte.question)) &+ UInt64(repeating: 0x7F)
        return fromAmpersand & ~isDelete & noQuestion & ~self & Self.marks
    }

    /// Marks the ASCII letters and hyphens.
    var lettersAndHyphens: UInt64 {
        let low = self & ~Self.marks
        let lower = low | UInt64(repeating: 0x20)
        let fromA = lower &+ UInt64(repeating: 0x80 - 0x61)
        let beyondZ = lower &+ UInt64(repeating: 0x80 - 0x7B)
        let noHyphen = (low ^ UInt64(repeating: Byte.minus)) &+ UInt64(repeating: 0x7F)
        return ((fromA & ~beyondZ) | ~noHyphen) & ~self & Self.marks
    }
}
