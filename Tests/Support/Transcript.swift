package import Foundation

/// A conversation with the exchange, written down in `fixtures/transcripts`.
///
///     # A comment. Every file starts with a fresh exchange and ten funded accounts.
///     as alice
///     > POST /v1/orders
///     {"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"64000"}
///     < 201
///     {"id":"{order}","status":"NEW",…}
///
///     > GET /v1/orders/{order}
///     < 200
///     {"status":"OPEN","created_at":{created},"last_updated_at":{created},…}
///
/// - `as NAME` says who asks from here on: alice, bob, carol and dave are accounts of the exchange, newcomer
///   has keys and no account, nobody has no token. It logs in, with a real signature, when a token is needed.
/// - `> METHOD TARGET`, then header lines (`Name: value`; a value `-` leaves the field out), then the body,
///   which ends with a blank line or with `<`. What a client computes is filled in unless it is written out:
///   `Authorization`, the PARADEX- fields of a login, `signature_timestamp` and `signature` of orders.
/// - `< STATUS`, then header lines that must be there, then the body that is expected; none means empty.
/// - `…` is any value, the rest of a text, the other members of an object or the other elements of an array.
/// - `{name}` is bound where an answer first shows it and must be the same later. Known from the start are
///   `{alice}`, an address, `{alice.key}`, a public key, `{alice.secret}`, its private key, and the time:
///   `{now}` in milliseconds and `{seconds}`, also as `{now-5s}` and `{seconds+2m}`; replies show exactly these
///   times only where the clock stands still.
/// - Whatever the transcript leaves open, each reply must be one that `fixtures/openapi.yaml` allows.
/// - `socket alice` goes on with the socket of this name and opens it if there is none; `socket alice2` is another
///   one of alice's. `>> {…}` sends a message over it and `<< {…}` is the next one that it gets; lines that
///   begin with a space belong to it. A bare `<<` says that there is none. `{alice.token}` is a token of alice's.
///   `close alice` ends the socket. At the end every message must have been expected.
/// - `at +5m` lets time pass. Only in process: a file that uses it is not run over sockets.
package struct Transcript: Sendable {
    package enum Step: Sendable {
        case caller(String)
        case wait(milliseconds: Int64)
        case call(Call)
        /// Goes on with the socket of this name, which is opened if there is none.
        case socket(String)
        case close(String)
        /// A text that the present socket sends, or is expected to get next.
        case message(Message)
    }

    /// One message over a socket. An expected one that is empty means that there is none.
    package struct Message: Sendable {
        package var line: Int
        package var isSent: Bool
        package var text: String
    }

    /// One request and the reply that is expected.
    package struct Call: Sendable {
        package var line: Int
        package var method: String
        package var target: String
        package var headers: [(name: String, value: String)] = []
        package var body = ""
        package var expected = Expectation()
    }

    package struct Expectation: Sendable {
        package var status = 0
        package var headers: [(name: String, value: String)] = []
        package var body = ""
    }

    package let name: String
    package let steps: [Step]

    /// Whether time has to be moved, which a real server does not allow.
    package var needsClock: Bool {
        steps.contains { if case .wait = $0 { true } else { false } }
    }

    /// All transcripts of the project.
    package static let all: [Transcript] = {
        let folder = Fixtures.root.appending(path: "transcripts")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
            do {
                return try Transcript(name, String(contentsOf: folder.appending(path: name), encoding: .utf8))
            } catch {
                preconditionFailure("\(name): \(error)")
            }
        }
    }()
}

/// A transcript that is no transcript, or that did not happen.
package struct TranscriptError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension Transcript: CustomStringConvertible {
    package var description: String { name }
}

/// Files that tests read.
package enum Fixtures {
    /// The package's folder.
    package static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    package static let root = package.appending(path: "fixtures")
}
