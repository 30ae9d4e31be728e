import Exchange
import Wire

/// One request as an operation sees it, however it came in.
struct Call {
    /// The variable parts of the path, in their order.
    let parameters: [String]
    let request: HTTPRequest
    /// Who asks; nil for public operations.
    let session: Session?
    let now: Timestamp

    /// The caller's account. Only for operations that the route table marks `.account`.
    var account: AccountID { caller.account }

    /// Who asks. Only for operations that the route table marks `.account`.
    var caller: Caller {
        guard let session else { preconditionFailure("an operation for accounts runs with a session") }
        return Caller(session: session, now: now)
    }

    /// The value of a query parameter; nil if it is absent or empty.
    func query(_ name: String) -> String? {
        guard let value = request.queryValue(name), !value.isEmpty else { return nil }
        return value
    }

    /// A query parameter that holds an integer of at most 13 digits.
    func integerQuery(
        _ name: String, _ expected: String = "a non-negative integer of at most 13 digits"
    ) throws(APIError) -> Int64? {
        guard let text = query(name) else { return nil }
        guard let value = Int64(text), (0...9_999_999_999_999).contains(value) else {
            throw .parameter(name, "must be \(expected), not \"\(text)\".")
        }
        return value
    }

    /// A query parameter that is true or false; false if absent.
    func flagQuery(_ name: String) throws(APIError) -> Bool {
        try wordQuery(name, "true or false") { ["true": true, "false": false][$0] } ?? false
    }

    /// A query parameter that is one of a closed set of words.
    func wordQuery<Value>(
        _ name: String, _ expected: String, _ read: (String) -> Value?
    ) throws(APIError) -> Value? {
        guard let text = query(name) else { return nil }
        guard let value = read(text) else {
            throw .parameter(name, "must be \(expected), not \"\(text)\".")
        }
        return value
    }
    /// The same for words that bodies have too.
    func wordQuery<Value>(
        _ name: String, _ expected: String, _ read: (JSONWord) -> Value?
    ) throws(APIError) -> Value? {
        try wordQuery(name, expected) { (text: String) in read(JSONWord(text)) }
    }
}
