/// What a long-lived token is for, in the API's words.
enum TokenKind: String, CaseIterable {
    case readOnly = "read_only"
    case trading

    var scope: Session.Scope {
        switch self {
        case .readOnly: .reading
        case .trading: .trading
        }
    }
}
