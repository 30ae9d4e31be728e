import Exchange

/// What an operation comes to, before it is put into words: HTTP and WebSocket word it differently.
enum Outcome<Value> {
    case done(Value)
    /// The ledger must be asked first.
    case lookup(Lookup, then: (Found) throws(APIError) -> Value)

    /// The outcome in words.
    func answer(
        _ gateway: borrowing Gateway, _ word: @escaping (borrowing Gateway, Value) -> Answer
    ) -> Answer {
        switch self {
        case .done(let value): word(gateway, value)
        case .lookup(let lookup, let then):
            .lookup(lookup) { (gateway, found) throws(APIError) in word(gateway, try then(found)) }
        }
    }
}

/// Who asks for something of an account, and when.
struct Caller {
    let session: Session
    let now: Timestamp

    var account: AccountID { session.account }
}
