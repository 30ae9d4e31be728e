extension Order {
    /// An order as it stood when it was stored. `new` holds its present price and size.
    package init(
        restored new: NewOrder, id: OrderID, createdAt: Timestamp, updatedAt: Timestamp, sequence: Int64,
        remaining: Size, filledValue: Int128, status: OrderStatus, triggerDirection: TriggerDirection?,
        lastModification: Modification?
    ) {
        self.init(
            new, id: id, createdAt: createdAt, sequence: sequence, triggerDirection: triggerDirection)
        self.updatedAt = updatedAt
        self.remaining = remaining
        self.filledValue = filledValue
        self.status = status
        self.lastModification = lastModification
    }
}
