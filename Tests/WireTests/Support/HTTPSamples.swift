import Randomness
import Testing

@testable import Wire

/// A request that is fine, and what the parser makes of it.
struct AcceptedRequest: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let summary: String

    init(_ name: String, _ text: String, _ summary: String) {
        self.name = name
        bytes = Array(text.utf8)
        self.summary = summary
    }

    var testDescription: String { name }
}

extension HTTPRequest {
    /// One line for tables: method, path, query, body, version and whether the connection lives on.
    var summary: String {
        let parameters = query.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        return
            "\(method) \(path) [\(parameters)] '\(String(decoding: body, as: UTF8.self))' 1.\(minorVersion)"
            + (keepsAlive ? " keep" : " close")
    }
}

/// What became of a connection: the requests that came out, and the error that ended it.
struct ParsedConnection: Equatable {
    var requests: [String] = []
    var error: HTTPError?

    /// Feeds the pieces one after the other and takes every request as soon as it is complete.
    init(_ pieces: some Sequence<ArraySlice<UInt8>>) {
        var parser = HTTPConnectionParser()
        for piece in pieces {
            parser.receive(Array(piece).span)
            do throws(HTTPError) {
                while let request = try parser.next() {
                    requests.append("\(request.summary) \(request.headers.pairs)")
                }
            } catch {
                self.error = error
            }
        }
    }

    static func whole(_ bytes: [UInt8]) -> ParsedConnection {
        ParsedConnection(CollectionOfOne(bytes[...]))
    }

    static func byteByByte(_ bytes: [UInt8]) -> ParsedConnection {
        ParsedConnection(bytes.indices.map { bytes[$0...$0] })
    }

    static func randomlySplit(_ bytes: [UInt8], using random: inout SeededRandom) -> ParsedConnection {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            pieces.append(rest.prefix(Int.random(in: 1...40, using: &random)))
            rest = rest.dropFirst(pieces.last!.count)
        }
        return ParsedConnection(pieces)
    }
}

extension HTTPConnectionParser {
    /// Receives text and gives the next request.
    mutating func next(after text: String) throws(HTTPError) -> HTTPRequest? {
        receive(Array(text.utf8).span)
        return try next()
    }
}
