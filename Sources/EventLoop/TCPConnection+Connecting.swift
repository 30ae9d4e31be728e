import CLibuv

extension TCPConnection {
    /// An outgoing connection, for clients such as tests and load generators.
    ///
    /// It may be used at once; output is queued until the connection is made. If it cannot be made, `onClose`
    /// is called and `failure` says why.
    package static func connect(
        loop: EventLoop, host: String, port: Int, onConnected: (() -> Void)? = nil
    ) throws(LoopError) -> TCPConnection {
        let address = try SocketAddress(host: host, port: port)
        let connection = TCPConnection(loop: loop)
        connection.onConnected = onConnected
        do throws(LoopError) {
            try connection.connect(to: address)
        } catch {
            connection.close()
            throw error
        }
        return connection
    }

    private func connect(to address: SocketAddress) throws(LoopError) {
        let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
        let connected: uv_connect_cb = { request, status in
            let connection = owner(request!.pointee.handle.pointee.data, as: TCPConnection.self)
            request!.deallocate()
            connection.connected(status)
        }
        do throws(LoopError) {
            try check(
                "uv_tcp_connect",
                withUnsafePointer(to: address.storage) {
                    clibuv_connect(request, handle.pointer, $0, connected)
                })
        } catch {
            request.deallocate()
            throw error
        }
    }

    private func connected(_ status: CInt) {
        guard !handle.isClosed else { return }
        do throws(LoopError) {
            try check("uv_tcp_connect", status)
            try opened()
        } catch {
            return fail(error)
        }
        let onConnected = onConnected
        self.onConnected = nil
        onConnected?()
        if closing != nil, !handle.isClosed { finish() }
    }
}
