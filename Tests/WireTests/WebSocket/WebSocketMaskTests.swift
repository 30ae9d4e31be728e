import Testing

@testable import Wire

@Suite struct WebSocketMaskTests {
    @Test(
        "every byte is combined with its own byte of the mask, wherever the payload is cut", arguments: 0...9)
    func cuts(_ offset: Int) {
        let key: [UInt8] = [1, 20, 44, 255]
        let mask = WebSocketMask(key.span)
        for count in 0..<12 {
            let payload = (0..<count).map { UInt8($0 * 7) }
            let masked = payload.enumerated().map { $1 ^ key[($0 + offset) % 4] }
            var message: [UInt8] = [9, 9, 9] + masked
            mask.remove(from: &message, at: 3, offset: offset)
            #expect(message == [9, 9, 9] + payload, "\(count) bytes")
        }
    }
}
