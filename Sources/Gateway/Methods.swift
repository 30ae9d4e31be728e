import Exchange

/// One operation under the name that a socket calls it by.
struct Method: Sendable {
    typealias Operation = @Sendable (inout Gateway, SocketCall) throws(RPCError) -> Answer

    let name: String
    let access: Access
    let operation: Operation

    /// `access` is whether the socket must have been authenticated, by a token that may trade.
    init(_ name: String, _ access: Access, _ operation: @escaping Operation) {
        self.name = name
        self.access = access
        self.operation = operation
    }
}

/// Every method that is served over a socket. An operation is one thing a client can ask for, however it asks:
/// what `routes` has too is done by the same code.
let methods: [Method] = [
    Method("auth", .open, Gateway.authenticate),
    Method("subscribe", .open, Gateway.subscribe),
    Method("unsubscribe", .open, Gateway.unsubscribe),
    Method("modify_subscription", .open, Gateway.modifySubscription),

    Method("order.create", .account, Gateway.createOrder),
    Method("order.create_batch", .account, Gateway.createOrders),
    Method("order.modify", .account, Gateway.modifyOrder),
    Method("order.cancel", .account, Gateway.cancelOrder),
    Method("order.cancel_batch", .account, Gateway.cancelOrders),
    Method("order.cancel_all", .account, Gateway.cancelAllOrders),
    Method("order.cancel_on_disconnect", .account, Gateway.cancelOnDisconnect),
]
