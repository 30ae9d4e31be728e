extension Exchange {
    func check(opening new: NewAccount) throws(Rejection) {
        guard accountIDs[new.address] == nil, new.address != Self.insuranceAddress else {
            throw Rejection(.addressAlreadyOpen)
        }
        guard let parent = new.parent else { return }
        try check(parent)
        guard accounts[parent.index].parent == nil else { throw Rejection(.parentIsSubAccount) }
    }

    mutating func open(_ new: NewAccount, into events: inout EventList) {
        let id = AccountID(index: accounts.count)
        let account = Account(new, id: id, createdAt: now, marketCount: markets.count)
        accounts.append(account)
        accountIDs[new.address] = id
        note(.accountOpened(account), into: &events)
    }
}
