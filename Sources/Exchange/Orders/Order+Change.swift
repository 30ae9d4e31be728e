extension Order {
    /// The order as it would be with this change made, before the book has seen it.
    package func changed(by change: OrderChange) -> Order {
        var order = self
        if type.hasLimit { order.price = change.price }
        order.size = change.size
        order.remaining = change.size - filled
        if let trigger = change.triggerPrice, type.isConditional { order.triggerPrice = trigger }
        return order
    }
}
