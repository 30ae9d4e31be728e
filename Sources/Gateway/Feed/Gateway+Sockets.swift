package import Exchange
package import Wire

// What the shell asks of the gateway for WebSockets.

extension Gateway {
    /// Why an address gets no further socket now: the response to its handshake. Counts it otherwise.
    package mutating func refusal(
        ofSocketFrom address: String, at now: Timestamp
    ) -> HTTPResponse? {
        rateLimits.count(.connection, of: nil, from: address, at: now).refusal
    }

    /// A socket has been opened by a client at this address.
    package mutating func connect(from address: String, at now: Timestamp) -> SocketID {
        sockets.add(from: address)
    }

    /// A socket has ended. What its client has asked for in that case happens now.
    package mutating func disconnect(_ id: SocketID, at now: Timestamp) {
        guard let socket = sockets.remove(id) else { return }
        for market in feed.forget(id) { exchange.watchBook(of: market, false) }
        if socket.cancelsOnDisconnect { cancelOrders(of: socket, at: now) }
        publish(at: now)
    }

    /// Takes a text message. Replies and pushes come out with `takeOutput`.
    package mutating func receive(_ text: [UInt8], from id: SocketID, at now: Timestamp) -> SocketReply {
        var name = SocketRequest.ID.absent
        do throws(RPCError) {
            let request = try SocketRequest(text, id: &name)
            let answer = try answer(request, from: id, at: now)
            if case .lookup(let lookup, let then) = answer {
                return .lookup(lookup, SocketReply.Unfinished(id: name, then: then, now: now))
            }
            reply(answer, to: name, of: id, at: now)
        } catch {
            reply(error, to: name, of: id, at: now)
        }
        publish(at: now)
        return .done
    }

    /// Takes a binary message, which has no meaning here.
    package mutating func receiveBinary(from id: SocketID, at now: Timestamp) {
        reply(
            RPCError(.parse, "Parse error", data: "expected a text message, this one is binary"),
            to: .absent, of: id, at: now)
    }

    /// Completes a reply with what its look-up found. The reply is then in the output.
    package mutating func finish(
        _ unfinished: SocketReply.Unfinished, with found: Found, from id: SocketID
    ) {
        do throws(APIError) {
            reply(try unfinished.then(self, found), to: unfinished.id, of: id, at: unfinished.now)
        } catch {
            reply(RPCError(error), to: unfinished.id, of: id, at: unfinished.now)
        }
        publish(at: unfinished.now)
    }

    /// Hands out what the commands since the last time have to tell, and what is due. Called when the reply is
    /// out, so that nobody hears of an order before it is known to whoever placed it.
    mutating func publish(at now: Timestamp) {
        guard feed.isListening else { return }
        var changes: [MarketID: [BookChange]] = [:]
        for market in feed.watchedMarkets { changes[market] = exchange.takeBookChanges(of: market) }
        feed.publish(changes, of: exchange, at: now, into: &output.messages)
    }
}

extension Gateway {
    private mutating func answer(
        _ request: SocketRequest, from id: SocketID, at now: Timestamp
    ) throws(RPCError) -> Answer {
        guard let socket = sockets[id] else { preconditionFailure("a socket that has ended sends nothing") }
        guard let method = methods.first(where: { $0.name == request.method }) else {
            throw RPCError(
                .method, "method does not exist", data: methods.map(\.name).joined(separator: ", "))
        }
        if method.access != .open { try admit(socket, at: now) }
        let call = SocketCall(
            socket: id, params: request.params, hasID: request.id != .absent, session: socket.session,
            now: now)
        return try method.operation(&self, call)
    }

    /// Lets a socket's owner trade. It counts as a request of the account, however it comes in.
    private mutating func admit(_ socket: Socket, at now: Timestamp) throws(RPCError) {
        guard let session = socket.session else {
            throw .permission("authentication is required, call auth first")
        }
        guard session.scope != .reading else {
            throw .permission("the token that authenticated this connection is read-only")
        }
        do {
            try session.checkStanding(in: exchange)
        } catch {
            throw .permission("the key or token that authenticated this connection was revoked")
        }
        let standing = rateLimits.count(.order, of: session.account, from: socket.address, at: now)
        guard standing.retryAfter == nil else { throw RPCError(.rateLimit, "rate limit exceeded") }
    }

    private mutating func reply(
        _ answer: Answer, to name: SocketRequest.ID, of id: SocketID, at now: Timestamp
    ) {
        guard case .json(let result, _) = answer else {
            preconditionFailure("a method answers with JSON, after one look-up at most")
        }
        send(SocketResponse.result(result, to: name, at: now), to: id)
    }

    private mutating func reply(
        _ error: RPCError, to name: SocketRequest.ID, of id: SocketID, at now: Timestamp
    ) {
        send(SocketResponse.error(error, to: name, at: now), to: id)
    }

    private mutating func send(_ payload: [UInt8], to id: SocketID) {
        output.messages.append(Message(payload: payload, recipients: [id]))
    }

    private mutating func cancelOrders(of socket: Socket, at now: Timestamp) {
        // What is due by time comes first and may close some of them.
        tickExchange(at: now)
        let orders = socket.orders.sorted().compactMap { exchange.order($0) }
        // They are of several accounts if the socket was authenticated anew.
        for account in Set(orders.map(\.account)).sorted() {
            let open = orders.filter { $0.account == account }.map(\.id)
            do {
                try carryOut(.cancel(account, open), at: now)
            } catch {
                preconditionFailure("an open order can always be cancelled")
            }
        }
    }
}
