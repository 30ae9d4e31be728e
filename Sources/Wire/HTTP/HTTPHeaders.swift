/// The fields of a header block, in the order they were sent.
///
/// They stay in the bytes that were received; strings are made only for what is asked for. Names are compared
/// without regard to case.
package struct HTTPHeaders: Sendable {
    /// The bytes of the whole request, which begins at `base`.
    private(set) var bytes: [UInt8] = []
    private(set) var base = 0

    /// The field lines, each with its CR LF.
    private var block = HTTPRange()
    package private(set) var count = 0
    private(set) var known = Known()

    /// The first value of each field that is asked for with every request.
    struct Known: Sendable {
        var authorization = HTTPRange()
        var host = HTTPRange()
        var origin = HTTPRange()
        var upgrade = HTTPRange()

        /// Takes note of a value, if it is the first of its name.
        mutating func note(_ name: HTTPFieldName, _ value: Range<Int>) {
            switch name {
            case .authorization: if authorization.isAbsent { authorization = HTTPRange(value) }
            case .host: if host.isAbsent { host = HTTPRange(value) }
            case .origin: if origin.isAbsent { origin = HTTPRange(value) }
            case .upgrade: if upgrade.isAbsent { upgrade = HTTPRange(value) }
            case .connection, .contentLength, .expect, .transferEncoding: break
            }
        }
    }

    package init() {}

    /// The headers of a request that begins at `base`; its field lines are well formed.
    init(_ bytes: [UInt8], base: Int, block: Range<Int>, count: Int, known: Known) {
        self.bytes = bytes
        self.base = base
        self.block = HTTPRange(block)
        self.count = count
        self.known = known
    }

    /// Headers from pairs, for tests and in-process callers.
    package init(_ pairs: [(name: String, value: String)]) {
        for (name, value) in pairs { append(name: name, value: value) }
    }

    /// The value of the first field with this name.
    package subscript(name: String) -> String? {
        var lines = lines
        while let line = lines.next(in: bytes.span) {
            if isNamed(name, line) { return text(line.value) }
        }
        return nil
    }

    /// The values of every field with this name, in order.
    package func values(of name: String) -> [String] {
        var values: [String] = []
        var lines = lines
        while let line = lines.next(in: bytes.span) {
            if isNamed(name, line) { values.append(text(line.value)) }
        }
        return values
    }

    /// All fields, names as they were sent.
    package var pairs: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        var lines = lines
        while let line = lines.next(in: bytes.span) { pairs.append((text(line.name), text(line.value))) }
        return pairs
    }
}

// MARK: - In process

extension HTTPHeaders {
    /// Adds a field behind the others. Control characters, which no field can hold, become spaces.
    package mutating func append(name: String, value: String) {
        let line = Array("\(name):\(value)".utf8).map { $0.isForbiddenInField ? Byte.space : $0 }
        let start = block.from(base).upperBound
        bytes.replaceSubrange(start..<start, with: line + [Byte.carriageReturn, Byte.lineFeed])
        let field = HTTPFieldLine(wellFormed: bytes.span, at: start..<start + line.count)
        if let name = field.known {
            known.note(name, field.value.lowerBound - base..<field.value.upperBound - base)
        }
        block.end += Int32(line.count + 2)
        count += 1
    }

    /// The same fields in the bytes of a request with this request line and body.
    init(_ headers: HTTPHeaders, line: [UInt8], body: [UInt8]) {
        bytes = line + [Byte.carriageReturn, Byte.lineFeed, Byte.carriageReturn, Byte.lineFeed] + body
        block = HTTPRange(line.count + 2..<line.count + 2)
        for (name, value) in headers.pairs { append(name: name, value: value) }
    }

    /// The bytes behind the block and the empty line that ends it.
    func bytes(behind count: Int) -> SharedBytes {
        let start = block.from(base).upperBound + 2
        return SharedBytes(bytes, start..<start + count)
    }
}

// MARK: - Reading

extension HTTPHeaders {
    /// The field lines of a block, one after the other.
    private struct Lines {
        var position: Int
        let end: Int

        mutating func next(in bytes: Span<UInt8>) -> HTTPFieldLine? {
            guard position < end else { return nil }
            let start = position
            position = bytes.nextControlCharacter(from: start, to: end)
            while bytes[position] == Byte.tab {
                position = bytes.nextControlCharacter(from: position + 1, to: end)
            }
            defer { position += 2 }
            return HTTPFieldLine(wellFormed: bytes, at: start..<position)
        }
    }

    private var lines: Lines {
        let range = block.from(base)
        return Lines(position: range.lowerBound, end: range.upperBound)
    }

    private func isNamed(_ name: String, _ line: HTTPFieldLine) -> Bool {
        let wanted = name.utf8.span
        guard line.name.count == wanted.count else { return false }
        for index in wanted.indices
        where bytes[line.name.lowerBound + index].lowercased != wanted[index].lowercased {
            return false
        }
        return true
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// A part of the request; nil if it has none.
    func part(_ range: HTTPRange) -> SharedBytes? {
        range.isAbsent ? nil : SharedBytes(bytes, range.from(base))
    }
}
