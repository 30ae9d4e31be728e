/// The last head of a connection, and the bytes that it was read from.
///
/// A client that keeps its connection sends the same head again and again, but for the length of its body, and a
/// proxy that sends the requests of several clients changes the token too. What a head says depends on nothing but its
/// bytes, so comparing them is as good as reading them.
struct HTTPHeadMemory {
    private var bytes: [UInt8] = []
    private var head: HTTPHead?
    /// Where the first `Authorization` and the `Content-Length` have their values; there may be other ones of as many
    /// bytes.
    private var token = HTTPRange()
    private var length = HTTPRange()

    /// What is read from the head that begins here, if it is like the one before, and how long its body is.
    func head(in buffer: [UInt8], from start: Int) -> (head: HTTPHead, bodyLength: Int)? {
        let received = buffer.span.extracting(start...)
        guard let head, received.count >= bytes.count, isToken(in: received) else { return nil }
        if isSame(received, besides: token.from(0), 0..<0) { return (head, head.bodyLength) }
        guard let bodyLength = bodyLength(in: received),
            isSame(received, besides: token.from(0), length.from(0))
        else { return nil }
        return (head, bodyLength)
    }

    /// Keeps a head that has been read, unless it is long.
    mutating func keep(_ head: HTTPHead, from received: Span<UInt8>) {
        guard head.length <= HTTPLimits.rememberedHeadBytes else { return }
        self.head = head
        token = head.known.authorization
        length = head.known.contentLength
        bytes.removeAll(keepingCapacity: true)
        bytes.append(copying: received.extracting(0..<head.length))
    }

    /// Whether all is the same but these two parts.
    private func isSame(_ received: Span<UInt8>, besides one: Range<Int>, _ other: Range<Int>) -> Bool {
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        return isSame(received, at: second.upperBound..<bytes.count)
            && isSame(received, at: first.upperBound..<second.lowerBound)
            && (first.lowerBound == 0 || isSame(received, at: 0..<first.lowerBound))
    }

    private func isSame(_ received: Span<UInt8>, at range: Range<Int>) -> Bool {
        received.extracting(range).isSame(as: bytes.span.extracting(range))
    }

    /// Whether a value fills the place of the token, with neither a line end in it nor white space around it.
    private func isToken(in received: Span<UInt8>) -> Bool {
        guard !token.isAbsent else { return true }
        let token = token.from(0)
        guard !token.isEmpty else { return true }
        return received[token.lowerBound] != Byte.space && received[token.upperBound - 1] != Byte.space
            && received.nextControlCharacter(from: token.lowerBound, to: token.upperBound) == token.upperBound
    }

    /// What the place of the length says; nil if there was none before, if this is none, or if it is too much.
    private func bodyLength(in received: Span<UInt8>) -> Int? {
        guard !length.isAbsent, let length = HTTPFraming.contentLength(received.extracting(length.from(0))),
            length <= HTTPLimits.bodyBytes
        else { return nil }
        return length
    }
}
