internal import Exchange

// Each value's two directions stand together, field for field.

extension CommandCoding {
    static func append(_ account: NewAccount, to bytes: inout ByteWriter) {
        bytes.append(text: account.address)
        bytes.append(text: account.publicKey)
        bytes.append(text: account.l1Address)
        bytes.append(signedWide: account.balance.units)
        bytes.append(optional: account.parent) { $0.append(index: $1.index) }
    }

    static func account(from reader: inout ByteReader) throws(CodingError) -> NewAccount {
        NewAccount(
            address: try reader.text(),
            publicKey: try reader.text(),
            l1Address: try reader.text(),
            balance: Quote(units: try reader.signedWide()),
            parent: try reader.optional { (reader) throws(CodingError) in try reader.accountID() })
    }

    /// The first byte of an `AccountChange`. Values are never reused.
    private enum ChangeKind: UInt8 {
        case leverage = 1
        case slippage
        case preference
        case keyAdded
        case keyRevoked
        case tokenAdded
        case tokenRevoked
    }

    static func append(_ change: AccountChange, to bytes: inout ByteWriter) {
        switch change {
        case .leverage(let market, let leverage):
            bytes.append(ChangeKind.leverage)
            bytes.append(index: market.index)
            bytes.append(signed: Int64(leverage))
        case .slippage(let market, let rate):
            bytes.append(ChangeKind.slippage)
            bytes.append(index: market.index)
            bytes.append(signed: rate.units)
        case .preference(let name, let value):
            bytes.append(ChangeKind.preference)
            bytes.append(text: name)
            bytes.append(text: value)
        case .keyAdded(let key):
            bytes.append(ChangeKind.keyAdded)
            bytes.append(text: key.publicKey)
            bytes.append(text: key.name)
        case .keyRevoked(let publicKey):
            bytes.append(ChangeKind.keyRevoked)
            bytes.append(text: publicKey)
        case .tokenAdded(let token):
            bytes.append(ChangeKind.tokenAdded)
            append(token, to: &bytes)
        case .tokenRevoked(let id):
            bytes.append(ChangeKind.tokenRevoked)
            bytes.append(text: id)
        }
    }

    static func accountChange(from reader: inout ByteReader) throws(CodingError) -> AccountChange {
        let kind: ChangeKind = try reader.choice()
        switch kind {
        case .leverage: return .leverage(try reader.marketID(), Int(try reader.signed()))
        case .slippage: return .slippage(try reader.marketID(), Rate(units: try reader.signed()))
        case .preference: return .preference(try reader.text(), try reader.text())
        case .keyAdded: return .keyAdded(AccountKey(publicKey: try reader.text(), name: try reader.text()))
        case .keyRevoked: return .keyRevoked(publicKey: try reader.text())
        case .tokenAdded: return .tokenAdded(try token(from: &reader))
        case .tokenRevoked: return .tokenRevoked(id: try reader.text())
        }
    }

    private static func append(_ token: AccessToken, to bytes: inout ByteWriter) {
        bytes.append(text: token.id)
        bytes.append(text: token.name)
        bytes.append(text: token.kind)
        bytes.append(signed: token.expiresAt.milliseconds)
    }

    private static func token(from reader: inout ByteReader) throws(CodingError) -> AccessToken {
        AccessToken(
            id: try reader.text(),
            name: try reader.text(),
            kind: try reader.text(),
            expiresAt: try reader.timestamp())
    }
}
