extension Exchange {
    func check(opening new: NewAccount) throws(Rejection) {
        guard accountIDs[new.address] == nil else { throw Rejection(.addressAlreadyOpen) }
    }

    mutating func open(_ new: NewAccount, into events: inout [Event]) {
        let id = AccountID(index: accounts.count)
        let account = Account(new, id: id, createdAt: now, marketCount: markets.count)
        accounts.append(account)
        accountIDs[new.address] = id
        events.append(.accountOpened(account))
    }
}
