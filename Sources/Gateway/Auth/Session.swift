import Exchange
import Wire

/// Who a token stands for, and what it lets its bearer do.
///
/// A class because it never changes and every request hands it on from call to call.
final class Session: Sendable {
    /// What a session may do; each may also do what comes after it.
    enum Scope: Equatable {
        /// Everything: the account's own key logged in.
        case owner
        /// Trade and read: a subkey logged in, or a long-lived token for trading.
        case trading
        /// Read: a long-lived read-only token.
        case reading
    }

    let account: AccountID
    /// Unix seconds.
    let expiresAt: Int64
    let scope: Scope
    /// The public key that orders of this session are signed with.
    let key: String
    /// The id of the long-lived token; nil for one that a login gave.
    let tokenID: String?
    /// Whether the token was asked for with `token_usage=interactive`: for a person, not for a program.
    let isInteractive: Bool

    init(
        account: AccountID, expiresAt: Int64, scope: Scope, key: String, tokenID: String? = nil,
        isInteractive: Bool = false
    ) {
        self.account = account
        self.expiresAt = expiresAt
        self.scope = scope
        self.key = key
        self.tokenID = tokenID
        self.isInteractive = isInteractive
    }

    /// Throws if what the session stands on is gone.
    func checkStanding(in exchange: borrowing Exchange) throws(APIError) {
        guard exchange.signs(account, with: key) else {
            throw .token("the subkey \(key) that logged in was revoked")
        }
        guard let tokenID else { return }
        let tokens = exchange.accounts[account.index].tokens
        guard tokens.contains(where: { $0.id == tokenID && $0.revokedAt == nil }) else {
            throw .token("the token \(tokenID) was revoked")
        }
    }

    /// Throws if the session may not make this request.
    func check(_ request: HTTPRequest, access: Access) throws(APIError) {
        if scope == .reading, request.method != "GET", request.method != "HEAD" {
            throw .scope("this token is read-only, it cannot be used for \(request.method) \(request.path)")
        }
        guard access == .owner, scope != .owner else { return }
        throw .scope(
            "\(request.method) \(request.path) needs a login with the account's own key; subkeys and "
                + "long-lived tokens can trade and read only")
    }
}
