extension Span<UInt8> {
    /// Eight bytes as one number, the first of them lowest.
    @inlinable
    @inline(__always)
    func word(at start: Int) -> UInt64 {
        precondition(hasWord(at: start), "a word is inside its bytes")
        return load(self, at: start)
    }

    /// Whether eight bytes are there. One comparison: what is below zero is huge without its sign.
    @inlinable
    @inline(__always)
    func hasWord(at start: Int) -> Bool {
        UInt(bitPattern: start) < UInt(bitPattern: Swift.max(0, count &- 7))
    }

    /// Two bytes as one number; 0, which is no text, at the end of the bytes.
    @inline(__always)
    func pair(at start: Int) -> UInt16 {
        guard UInt(bitPattern: start) < UInt(bitPattern: Swift.max(0, count &- 1)) else { return 0 }
        return load(self, at: start)
    }

    /// Four bytes as one number; 0 at the end of the bytes.
    @inline(__always)
    func quad(at start: Int) -> UInt32 {
        guard UInt(bitPattern: start) < UInt(bitPattern: Swift.max(0, count &- 3)) else { return 0 }
        return load(self, at: start)
    }

    /// Whether sixteen bytes are there.
    @inline(__always)
    func hasWords(at start: Int) -> Bool {
        UInt(bitPattern: start) < UInt(bitPattern: Swift.max(0, count &- 15))
    }

    /// Two such numbers.
    @inline(__always)
    func twoWords(at start: Int) -> SIMD2<UInt64> {
        precondition(hasWords(at: start), "the words are inside their bytes")
        return load(self, at: start)
    }

    /// Four such numbers.
    @inline(__always)
    func words(at start: Int) -> SIMD4<UInt64> {
        precondition(start >= 0 && start <= count &- 32, "the words are inside their bytes")
        return load(self, at: start)
    }

    /// The first `length` bytes from `start` on, eight at most, as a word padded with zeros.
    @inline(__always)
    func leadingWord(at start: Int, length: Int) -> UInt64 {
        let mask = UInt64.lowBytes(length)
        if start &+ 8 <= count { return word(at: start) & mask }
        return length >= 8 ? word(at: start) : shortWord(at: start, length: length)
    }

    /// The same at the end of the bytes, by halves and quarters that may overlap.
    private func shortWord(at start: Int, length: Int) -> UInt64 {
        precondition(start >= 0 && length >= 0 && start <= count &- length, "a word is inside its bytes")
        if length >= 4 {
            let last = UInt64(load(self, at: start &+ length &- 4) as UInt32)
            return UInt64(load(self, at: start) as UInt32) | last &<< UInt64(8 &* (length &- 4))
        }
        guard length > 0 else { return 0 }
        // Of three bytes the middle one is in no half; of fewer it is one of the others again.
        let middle = length &>> 1
        return UInt64(self[start]) | UInt64(self[start &+ middle]) &<< UInt64(8 &* middle)
            | UInt64(self[start &+ length &- 1]) &<< UInt64(8 &* (length &- 1))
    }

    /// Whether these are the bytes of the word, where those before `start` are known to be.
    @inline(__always)
    func isSame(as word: StaticString, from start: Int = 0) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            var index = start
            while index < letters.count {
                guard self[index] == letters[index] else { return false }
                index &+= 1
            }
            return true
        }
    }
}

extension UInt64 {
    /// Has all bits set in so many of the lowest bytes; in all of them for more than eight.
    @inline(__always)
    static func lowBytes(_ count: Int) -> UInt64 {
        count >= 8 ? .max : (1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1
    }
}

extension StaticString {
    /// Eight bytes from `start` on as a word padded with zeros: a constant, once the compiler is done.
    @inlinable
    @inline(__always)
    package func word(at start: Int = 0) -> UInt64 {
        withUTF8Buffer { bytes in
            var word: UInt64 = 0
            var offset = 0
            while offset < 8, start &+ offset < bytes.count {
                word |= UInt64(bytes[start &+ offset]) &<< UInt64(truncatingIfNeeded: 8 &* offset)
                offset &+= 1
            }
            return word
        }
    }
}

extension String {
    /// Text from bytes already known to be ASCII.
    init(ascii bytes: Span<UInt8>) { self.init(utf8: bytes) }

    /// Text from bytes already known to be UTF-8.
    init(utf8 bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    init(copying bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { Array($0) }
    }
}

/// The bytes at a place, which the caller has checked, in the order of this machine, which has the lowest first.
@inlinable
@inline(__always)
func load<T: BitwiseCopyable>(_ bytes: Span<UInt8>, at i: Int) -> T {
    bytes.withUnsafeBufferPointer { UnsafeRawBufferPointer($0).loadUnaligned(fromByteOffset: i, as: T.self) }
}
