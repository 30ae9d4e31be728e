/// `%41` for `A`, RFC 3986 §2.1.
enum PercentEncoding {
    /// Decodes one path segment, or one name or value of a query, where `+` stands for a space.
    static func decode(_ bytes: Span<UInt8>, plusIsSpace: Bool = false) throws(HTTPError) -> String {
        guard needsDecoding(bytes, plusIsSpace: plusIsSpace) else { return String(ascii: bytes) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Byte.percent {
                output.append(try octet(at: index, in: bytes))
                index += 3
            } else {
                output.append(plusIsSpace && byte == Byte.plus ? Byte.space : byte)
                index += 1
            }
        }
        guard let text = String(validating: output, as: UTF8.self) else { throw .targetNotUTF8 }
        return text
    }

    /// The same for a part of a target that has been received, and so has been decoded before.
    static func text(_ bytes: Span<UInt8>, plusIsSpace: Bool = false) -> String {
        do throws(HTTPError) {
            return try decode(bytes, plusIsSpace: plusIsSpace)
        } catch {
            preconditionFailure("a request with such a target is refused: \(error)")
        }
    }

    private static func needsDecoding(_ bytes: Span<UInt8>, plusIsSpace: Bool) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == Byte.percent || (plusIsSpace && byte == Byte.plus) { return true }
        }
        return false
    }

    private static func octet(at index: Int, in bytes: Span<UInt8>) throws(HTTPError) -> UInt8 {
        guard index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
            let low = bytes[index + 2].hexValue
        else { throw .malformedPercentEncoding }
        let octet = high << 4 | low
        // No name, id or path of an API holds one; in logs and files they do harm (RFC 3986 §7.3).
        guard octet >= Byte.space, octet != Byte.delete else { throw .encodedControlCharacter }
        return octet
    }
}
