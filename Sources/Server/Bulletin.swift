import Wire

/// What is said in one turn to more than one socket: frames one after the other, each once for all who get it.
struct Bulletin {
    /// Room that is kept from turn to turn.
    private static let bytesKept = 256 * 1024

    private(set) var bytes: [UInt8] = []
    /// Where each frame ends.
    private var ends: [Int] = []

    mutating func append(text payload: borrowing [UInt8]) {
        WebSocketFrame.append(text: payload, to: &bytes)
        ends.append(bytes.count)
    }

    /// Where the frames of a part end, which consists of whole ones.
    func ends(in part: Range<Int>) -> ArraySlice<Int> {
        ends.drop { $0 <= part.lowerBound }.prefix { $0 <= part.upperBound }
    }

    mutating func removeAll() {
        let isKept = bytes.capacity <= Self.bytesKept
        bytes.removeAll(keepingCapacity: isKept)
        ends.removeAll(keepingCapacity: isKept)
    }
}
