import Exchange
import Gateway
import Store
import Wire

/// What sockets ask of the exchange. All that is said in return comes by `deliver`.
extension Sandbox {
    /// Why an address gets no further socket now; counts it otherwise.
    func refusal(ofSocketFrom address: String, at now: Timestamp) -> HTTPResponse? {
        gateway.refusal(ofSocketFrom: address, at: now)
    }

    /// Takes a new socket. `register` makes it known by its id before anything is said to it.
    func connect<Socket>(
        from address: String, at now: Timestamp, _ register: (SocketID) -> Socket
    ) -> Socket {
        let socket = register(gateway.connect(from: address, at: now))
        storeOutput()
        return socket
    }

    func disconnect(_ id: SocketID, at now: Timestamp) {
        gateway.disconnect(id, at: now)
        storeOutput()
    }

    /// Takes a text message. If the ledger cannot be read, nothing of this turn will be committed.
    func receive(_ text: [UInt8], from id: SocketID, at now: Timestamp) {
        let reply = gateway.receive(text, from: id, at: now)
        storeOutput()
        guard case .lookup(let lookup, let unfinished) = reply else { return }
        do throws(DatabaseError) {
            gateway.finish(unfinished, with: try find(lookup), from: id)
            storeOutput()
        } catch {
            failure = error
        }
    }

    func receiveBinary(from id: SocketID, at now: Timestamp) {
        gateway.receiveBinary(from: id, at: now)
        storeOutput()
    }
}
