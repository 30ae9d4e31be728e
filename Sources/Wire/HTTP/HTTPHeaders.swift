/// The fields of a header block, in the order they were sent.
///
/// They stay in the bytes that were received; strings are made only for what is asked for. Names are compared
/// without regard to case.
package struct HTTPHeaders: Sendable {
    private var bytes: [UInt8] = []
    /// The field lines, each with its CR LF.
    private var block = 0..<0
    package private(set) var count = 0

    /// The first value of each field that is asked for with every request.
    struct Known: Sendable {
        var authorization = HTTPRange()
        var contentLength = HTTPRange()
        var host = HTTPRange()
        var origin = HTTPRange()
        var upgrade = HTTPRange()

        /// Takes note of a value, if it is the first of its name.
        mutating func note(_ name: HTTPFieldName, _ value: Range<Int>) {
            switch name {
            case .authorization: if authorization.isAbsent { authorization = HTTPRange(value) }
            case .host: if host.isAbsent { host = HTTPRange(value) }
            case .contentLength: if contentLength.isAbsent { contentLength = HTTPRange(value) }
            case .origin: if origin.isAbsent { origin = HTTPRange(value) }
            case .upgrade: if upgrade.isAbsent { upgrade = HTTPRange(value) }
            case .connection, .expect, .transferEncoding: break
            }
        }
    }

    package init() {}

    /// The headers whose field lines, which are well formed, stand there.
    init(_ bytes: [UInt8], block: Range<Int>, count: Int) {
        self.bytes = bytes
        self.block = block
        self.count = count
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
        self = HTTPHeaders(fieldLines + line + Byte.lineEnd, count: count + 1)
    }

    private init(_ fieldLines: [UInt8], count: Int) {
        self.init(fieldLines, block: fieldLines.indices, count: count)
    }

    /// A copy of the field lines, each with its CR LF.
    var fieldLines: [UInt8] { Array(bytes[block]) }

    /// The fields that are asked for with every request; places count from the first byte of all.
    var known: Known {
        var known = Known()
        var lines = lines
        while let line = lines.next(in: bytes.span) {
            if let name = line.known { known.note(name, line.value) }
        }
        return known
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

    private var lines: Lines { Lines(position: block.lowerBound, end: block.upperBound) }

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
}
