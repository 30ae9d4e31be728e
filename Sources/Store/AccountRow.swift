internal import Exchange

/// An account as a row of `account_row`. Its later balances are written by `updateBalance`.
enum AccountRow {
    static let insert = "INSERT OR REPLACE INTO account_row VALUES (?,?,?,?,?,?,?,?)"
    static let updateBalance = "UPDATE account_row SET balance = ? WHERE account = ?"

    static func write(_ account: Account, with statement: borrowing Statement) throws(DatabaseError) {
        try statement.run(
            account.id.index, account.address, account.publicKey, account.l1Address, account.parent?.index,
            account.createdAt.milliseconds, account.deposit.units, account.balance.units)
    }
}
