/// The last head of a connection, and the bytes that it was read from.
///
/// A client that keeps its connection sends the same head again and again, and a proxy that sends the requests of
/// several clients changes the token only. What a head says depends on nothing but its bytes, so comparing them is
/// as good as reading them.
struct HTTPHeadMemory {
    private var bytes: [UInt8] = []
    private var head: HTTPHead?
    /// Where the first `Authorization` has its value; it may be another one of the same length.
    private var token = 0..<0

    /// What is read from the head that begins here, if it is like the one before.
    func head(in buffer: [UInt8], from start: Int) -> HTTPHead? {
        let received = buffer.span.extracting(start...)
        let count = bytes.count
        guard count > 0, received.count >= count, isSame(received, at: token.upperBound..<count),
            isSame(received, at: 0..<token.lowerBound), isValue(received)
        else { return nil }
        return head
    }

    /// Keeps a head that has been read, unless it is long.
    mutating func keep(_ head: HTTPHead, from received: Span<UInt8>) {
        guard head.length <= HTTPLimits.rememberedHeadBytes else { return }
        self.head = head
        token = head.known.authorization.from(0)
        bytes.removeAll(keepingCapacity: true)
        bytes.append(copying: received.extracting(0..<head.length))
    }

    private func isSame(_ received: Span<UInt8>, at range: Range<Int>) -> Bool {
        received.extracting(range).isSame(as: bytes.span.extracting(range))
    }

    /// Whether a value fills the place of the token, with neither a line end in it nor white space around it.
    private func isValue(_ received: Span<UInt8>) -> Bool {
        guard !token.isEmpty else { return true }
        return received[token.lowerBound] != Byte.space && received[token.upperBound - 1] != Byte.space
            && received.nextControlCharacter(from: token.lowerBound, to: token.upperBound) == token.upperBound
    }
}
