extension Transcript {
    /// Reads a transcript.
    package init(_ name: String, _ text: String) throws {
        self.name = name
        var reader = TranscriptReader()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            do {
                try reader.read(String(line), number: index + 1)
            } catch {
                throw TranscriptError("line \(index + 1): \(error)")
            }
        }
        steps = try reader.finish()
    }
}

/// Reads a transcript line by line.
private struct TranscriptReader {
    private enum Part {
        case nothing
        case request(isBody: Bool)
        case reply(isBody: Bool)
        case message
    }

    private var steps: [Transcript.Step] = []
    private var call: Transcript.Call?
    private var message: Transcript.Message?
    private var part = Part.nothing

    mutating func read(_ line: String, number: Int) throws {
        if line.hasPrefix("#") { return }
        if line.allSatisfy(\.isWhitespace) { return try endBlock() }
        if line.hasPrefix(">> ") || line.hasPrefix("<<") {
            return try beginMessage(line.dropFirst(2), isSent: line.hasPrefix(">"), number: number)
        }
        if line.hasPrefix("> ") { return try beginRequest(line.dropFirst(2), number: number) }
        if line.hasPrefix("< ") { return try beginReply(line.dropFirst(2)) }
        switch part {
        case .nothing: try readDirective(line)
        case .request(let isBody): readRequestLine(line, isBody: isBody)
        case .reply(let isBody): readReplyLine(line, isBody: isBody)
        case .message where line.hasPrefix(" "): message?.text += line
        case .message:
            try endBlock()
            try readDirective(line)
        }
    }

    mutating func finish() throws -> [Transcript.Step] {
        try endBlock()
        guard call == nil else { throw TranscriptError("the last request has no reply") }
        return steps
    }

    private mutating func beginRequest(_ text: Substring, number: Int) throws {
        try endBlock()
        let words = text.split(separator: " ")
        guard call == nil, words.count == 2 else { throw TranscriptError("expected > METHOD TARGET") }
        call = Transcript.Call(line: number, method: String(words[0]), target: String(words[1]))
        part = .request(isBody: false)
    }

    private mutating func beginMessage(_ text: Substring, isSent: Bool, number: Int) throws {
        try endBlock()
        guard call == nil else { throw TranscriptError("expected a reply before a message") }
        message = Transcript.Message(line: number, isSent: isSent, text: String(text))
        part = .message
    }

    private mutating func beginReply(_ text: Substring) throws {
        guard call != nil, let status = Int(text) else { throw TranscriptError("expected < STATUS after >") }
        call?.expected.status = status
        part = .reply(isBody: false)
    }

    /// A blank line ends a reply; after a request it only sets the reply off.
    private mutating func endBlock() throws {
        switch part {
        case .nothing: return
        case .request: part = .request(isBody: true)
        case .reply:
            if let call { steps.append(.call(call)) }
            call = nil
            part = .nothing
        case .message:
            if let message { steps.append(.message(message)) }
            message = nil
            part = .nothing
        }
    }

    private mutating func readRequestLine(_ line: String, isBody: Bool) {
        if !isBody, let header = Self.header(line) {
            call?.headers.append(header)
        } else {
            call?.body += line + "\n"
            part = .request(isBody: true)
        }
    }

    private mutating func readReplyLine(_ line: String, isBody: Bool) {
        if !isBody, let header = Self.header(line) {
            call?.expected.headers.append(header)
        } else {
            call?.expected.body += line
            part = .reply(isBody: true)
        }
    }

    private mutating func readDirective(_ line: String) throws {
        let words = line.split(separator: " ")
        switch (words.first, words.count) {
        case ("as", 2): steps.append(.caller(String(words[1])))
        case ("socket", 2): steps.append(.socket(String(words[1])))
        case ("close", 2): steps.append(.close(String(words[1])))
        case ("at", 2):
            guard words[1].hasPrefix("+"), let wait = Duration.milliseconds(words[1].dropFirst()) else {
                throw TranscriptError("expected at +5s")
            }
            steps.append(.wait(milliseconds: wait))
        default: throw TranscriptError("neither a directive nor part of a request: \(line)")
        }
    }

    /// `Name: value` with a name of letters and hyphens, which no line of JSON looks like.
    private static func header(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon]
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") }) else { return nil }
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        return (String(name), String(value))
    }
}

/// Lengths of time as transcripts write them.
enum Duration {
    /// "5s", "300ms", "2m", "1h", "7d".
    static func milliseconds(_ text: Substring) -> Int64? {
        let digits = text.prefix { $0.isNumber }
        guard let count = Int64(digits) else { return nil }
        let factors: [Substring: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        return factors[text.dropFirst(digits.count)].map { count * $0 }
    }
}
