/// Empty arrays with room, for whoever needs one for the length of a turn.
struct BufferPool {
    /// Arrays that are kept, and the room that each may have.
    static let buffersMaximum = 64
    static let bytesMaximum = 16 * 1024

    private var buffers: [[UInt8]] = []

    var count: Int { buffers.count }

    mutating func take() -> [UInt8] { buffers.popLast() ?? [] }

    /// Takes an array back; what it holds is forgotten.
    mutating func give(_ buffer: consuming [UInt8]) {
        guard buffers.count < Self.buffersMaximum, (1...Self.bytesMaximum).contains(buffer.capacity) else {
            return
        }
        buffer.removeAll(keepingCapacity: true)
        buffers.append(buffer)
    }
}
