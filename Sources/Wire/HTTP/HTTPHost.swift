/// uri-host [ ":" port ], RFC 9110 §7.2 and RFC 3986 §3.2.2.
enum HTTPHost {
    /// Whether the bytes are a host and an optional port. An empty host is not: no `http` URI has one
    /// (RFC 9110 §4.2.1).
    static func isWellFormed(_ bytes: Span<UInt8>) -> Bool {
        guard let end = hostEnd(in: bytes) else { return false }
        guard end < bytes.count else { return true }
        return bytes[end] == Byte.colon && isPort(bytes.extracting((end + 1)...))
    }

    private static func hostEnd(in bytes: Span<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        if bytes[0] == Byte.openBracket { return addressEnd(in: bytes) }
        var end = 0
        while end < bytes.count, ByteSet.registeredName.contains(bytes[end]) {
            guard bytes[end] != Byte.percent || isEncodedOctet(bytes.extracting(end...)) else { return nil }
            end += 1
        }
        return end > 0 ? end : nil
    }

    /// The end of `[::1]`. Colons and digits are checked, not the address's arithmetic: it is never dialled.
    private static func addressEnd(in bytes: Span<UInt8>) -> Int? {
        var index = 1
        var colons = 0
        while index < bytes.count, ByteSet.addressVersion6.contains(bytes[index]) {
            if bytes[index] == Byte.colon { colons += 1 }
            index += 1
        }
        guard colons >= 2, index < bytes.count, bytes[index] == Byte.closeBracket else { return nil }
        return index + 1
    }

    private static func isEncodedOctet(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 3 && bytes[1].hexValue != nil && bytes[2].hexValue != nil
    }

    /// port = *DIGIT, so it may be empty.
    private static func isPort(_ bytes: Span<UInt8>) -> Bool {
        var port = 0
        for index in bytes.indices {
            guard bytes[index].isDigit else { return false }
            port = port * 10 + Int(bytes[index] - Byte.zero)
            guard port <= 65535 else { return false }
        }
        return true
    }
}
