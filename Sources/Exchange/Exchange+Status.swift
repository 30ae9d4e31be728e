extension Exchange {
    /// While the system is not ok nothing is triggered and nobody is liquidated; afterwards all that is due.
    mutating func set(_ status: SystemStatus, into events: inout EventList) {
        self.status = status
        if status == .ok { pricesMoved = true }
        note(.statusChanged(status), into: &events)
    }

    /// Why the state of the whole system does not allow this order; nil if it does.
    func refusalByStatus(_ order: NewOrder) -> Rejection.Reason? {
        switch status {
        case .ok: nil
        case .postOnly: order.timeInForce == .postOnly ? nil : .systemIsPostOnly
        case .cancelOnly, .maintenance: .systemIsCancelOnly
        }
    }
}
