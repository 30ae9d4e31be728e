/// A body in the chunked coding, decoded as it comes, RFC 9112 §7.1.
struct HTTPChunkedBody {
    private enum Step {
        case size
        case data
        case dataEnd
        case trailers
        case complete
    }

    private(set) var decoded: [UInt8] = []
    private var step = Step.size
    private var missing = 0
    private var line = HTTPLine(at: 0)
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerFields = 0

    var isComplete: Bool { step == .complete }

    /// Takes as much as it understands and says how many bytes that was; the rest is offered again.
    mutating func read(_ buffer: [UInt8], from start: Int) throws(HTTPError) -> Int {
        let bytes = buffer.span
        var position = start
        while let taken = try takeStep(in: bytes.extracting(position...)) { position += taken }
        return position - start
    }

    /// One line, one piece of data or one data end; `nil` when it is not all there.
    private mutating func takeStep(in bytes: Span<UInt8>) throws(HTTPError) -> Int? {
        switch step {
        case .size: try takeSize(in: bytes)
        case .data: takeData(in: bytes)
        case .dataEnd: try takeDataEnd(in: bytes)
        case .trailers: try takeTrailer(in: bytes)
        case .complete: nil
        }
    }

    private mutating func takeSize(in bytes: Span<UInt8>) throws(HTTPError) -> Int? {
        let end = try line.end(
            in: bytes, limit: HTTPLimits.chunkExtensionBytes, orThrow: .chunkExtensionTooLong)
        guard let end else { return nil }
        let (size, digits) = try Self.size(in: bytes.extracting(..<end))
        try checkExtension(bytes.extracting(digits..<end))
        guard decoded.count + size <= HTTPLimits.bodyBytes else { throw .bodyTooLarge }
        missing = size
        line = HTTPLine(at: 0)
        step = size == 0 ? .trailers : .data
        return end + 2
    }

    private mutating func takeData(in bytes: Span<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        let count = min(missing, bytes.count)
        decoded.append(copying: bytes.extracting(..<count))
        missing -= count
        if missing == 0 { step = .dataEnd }
        return count
    }

    private mutating func takeDataEnd(in bytes: Span<UInt8>) throws(HTTPError) -> Int? {
        guard !bytes.isEmpty else { return nil }
        guard bytes[0] == Byte.carriageReturn else { throw .malformedChunkEnd }
        guard bytes.count > 1 else { return nil }
        guard bytes[1] == Byte.lineFeed else { throw .malformedChunkEnd }
        step = .size
        return 2
    }

    /// Trailer fields are checked and dropped: nothing here may depend on them, RFC 9110 §6.5.1.
    private mutating func takeTrailer(in bytes: Span<UInt8>) throws(HTTPError) -> Int? {
        let limit = HTTPLimits.headerBlockBytes - trailerBytes - 1
        guard let end = try line.end(in: bytes, limit: limit, orThrow: .headTooLarge) else { return nil }
        let hasControlCharacter = line.hasControlCharacter
        line = HTTPLine(at: 0)
        trailerBytes += end + 2
        if end == 0 {
            step = .complete
        } else {
            _ = try HTTPFieldLine(bytes, at: 0..<end, hasControlCharacter: hasControlCharacter)
            trailerFields += 1
            guard trailerFields <= HTTPLimits.headerFields else { throw .tooManyFields }
        }
        return end + 2
    }
}

extension HTTPChunkedBody {
    /// chunk-size = 1*HEXDIG; more than 16 digits would overflow.
    private static func size(in line: Span<UInt8>) throws(HTTPError) -> (size: Int, digits: Int) {
        var size: UInt64 = 0
        var index = 0
        while index < line.count, let digit = line[index].hexValue {
            guard index < 16 else { throw .malformedChunkSize }
            size = size << 4 | UInt64(digit)
            index += 1
        }
        guard index > 0 else { throw .malformedChunkSize }
        guard size <= UInt64(HTTPLimits.bodyBytes) else { throw .bodyTooLarge }
        return (Int(size), index)
    }

    /// BWS ";" and anything printable, RFC 9112 §7.1.1. None is known, so all are skipped, up to a total.
    private mutating func checkExtension(_ rest: Span<UInt8>) throws(HTTPError) {
        guard !rest.isEmpty else { return }
        let content = rest.trimmed(0..<rest.count)
        guard !content.isEmpty, rest[content.lowerBound] == Byte.semicolon else { throw .malformedChunkSize }
        for index in content where rest[index].isForbiddenInField { throw .malformedChunkSize }
        extensionBytes += rest.count
        guard extensionBytes <= HTTPLimits.chunkExtensionBytes else { throw .chunkExtensionTooLong }
    }
}
