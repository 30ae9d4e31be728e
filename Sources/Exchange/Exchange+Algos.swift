extension Exchange {
    func check(placing algo: NewAlgoOrder) throws(Rejection) {
        try check(algo.account)
        precondition(markets.indices.contains(algo.market.index), "a market number comes from this exchange")
        if let reason = refusal(of: algo) { throw Rejection(reason) }
    }

    private func refusal(of algo: NewAlgoOrder) -> Rejection.Reason? {
        let durations = NewAlgoOrder.durations
        let step = NewAlgoOrder.interval
        switch status {
        case .ok: break
        case .postOnly: return .systemIsPostOnly
        case .cancelOnly, .maintenance: return .systemIsCancelOnly
        }
        guard algo.size > .zero else { return .sizeNotPositive }
        guard durations.contains(algo.duration), algo.duration.isMultiple(of: step) else {
            return .durationOutOfRange(durations, step: step)
        }
        return refusal(of: algo.size, in: algo.market, closing: false)
    }

    func check(cancellingAlgo id: OrderID, of account: AccountID) throws(Rejection) {
        try check(account)
        guard let algo = algo(id), algo.terms.account == account, algo.isOpen else {
            throw Rejection(.algoNotOpen(id))
        }
    }

    /// An algo order, open or closed; nil if there never was one with this number.
    package func algo(_ id: OrderID) -> AlgoOrder? { place(ofAlgo: id).map { algos[$0] } }

    private func place(ofAlgo id: OrderID) -> Int? {
        var low = 0
        var high = algos.count
        while low < high {
            let middle = (low + high) / 2
            if algos[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < algos.count && algos[low].id == id ? low : nil
    }

    /// Begins to work an algo order: the first slice goes out at once.
    mutating func place(_ new: NewAlgoOrder, into events: inout EventList) {
        let algo = AlgoOrder(new, id: OrderID(number: nextNumber()), createdAt: now)
        algos.append(algo)
        liveAlgos.append(algos.count - 1)
        note(.algoUpdated(algo), into: &events)
        sendSlice(ofAlgoAt: algos.count - 1, into: &events)
    }

    mutating func cancelAlgo(_ id: OrderID, into events: inout EventList) {
        guard let index = place(ofAlgo: id) else { return }
        close(algoAt: index, .cancelled(.userCancelled), into: &events)
    }

    /// Sends out every slice that is due; late ones go out one after another.
    mutating func workAlgos(into events: inout EventList) {
        for index in liveAlgos {
            while algos[index].isOpen, algos[index].nextSliceAt <= now {
                if algos[index].slicesLeft == 0 {
                    close(algoAt: index, .cancelled(.expired), into: &events)
                } else {
                    sendSlice(ofAlgoAt: index, into: &events)
                }
            }
        }
    }

    /// Places a market order for an equal share of what remains; the last slice is all of it.
    private mutating func sendSlice(ofAlgoAt index: Int, into events: inout EventList) {
        let algo = algos[index]
        let size = algo.nextSlice(step: markets[algo.terms.market.index].sizeStep)
        algos[index].slicesLeft -= 1
        algos[index].nextSliceAt = algo.nextSliceAt.advanced(by: NewAlgoOrder.interval * 1000)
        algos[index].status = .open
        algos[index].updatedAt = now
        if size > .zero {
            let start = events.count
            place(algo.terms.slice(size), into: &events)
            for case .traded(let trade) in events[start...] where trade.taker.account == algo.terms.account {
                algos[index].remaining -= trade.size
                algos[index].filledValue += trade.price.units.times(trade.size.units)
            }
        }
        if algos[index].remaining == .zero {
            close(algoAt: index, .filled, into: &events)
        } else {
            note(.algoUpdated(algos[index]), into: &events)
        }
    }

    private mutating func close(algoAt index: Int, _ status: OrderStatus, into events: inout EventList) {
        algos[index].status = status
        algos[index].updatedAt = now
        liveAlgos.removeAll { $0 == index }
        note(.algoUpdated(algos[index]), into: &events)
    }
}

extension AlgoOrder {
    /// An equal share of what remains, in whole steps.
    fileprivate func nextSlice(step: Size) -> Size {
        guard slicesLeft > 1 else { return remaining }
        let share = remaining.units / slicesLeft
        return Size(units: share - share % step.units)
    }
}

extension NewAlgoOrder {
    fileprivate func slice(_ size: Size) -> NewOrder {
        NewOrder(
            account: account, market: market, side: side, type: .market, isInteractive: isInteractive,
            price: .zero, size: size, signedAt: signedAt)
    }
}
