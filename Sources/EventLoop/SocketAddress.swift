import CLibuv

/// A numeric IPv4 or IPv6 address with a port. `localhost` is understood as 127.0.0.1; other names are not looked
/// up, so that nothing ever waits for a name server.
struct SocketAddress: CustomStringConvertible {
    private(set) var storage = sockaddr_storage()

    init(host: String, port: Int) throws(LoopError) {
        guard let port = UInt16(exactly: port) else {
            throw LoopError(operation: "port \(port)", status: UV_EINVAL.rawValue)
        }
        let number = host == "localhost" ? "127.0.0.1" : host
        if clibuv_ip4_address(number, CInt(port), &storage) == 0 { return }
        try check("uv_ip6_addr", clibuv_ip6_address(number, CInt(port), &storage))
    }

    /// The address that libuv writes, such as that of a socket's end.
    init(
        _ operation: StaticString, _ fill: (UnsafeMutablePointer<sockaddr_storage>) -> CInt
    ) throws(LoopError) {
        try check(operation, fill(&storage))
    }

    var port: Int {
        withUnsafePointer(to: storage) { Int(clibuv_address_port($0)) }
    }

    /// `127.0.0.1:8080` or `[::1]:8080`.
    var description: String {
        storage.ss_family == sa_family_t(AF_INET6) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// `127.0.0.1` or `::1`.
    var host: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { name in
            withUnsafePointer(to: storage) { address in
                require("uv_ip_name", clibuv_address_name(address, name.baseAddress, name.count))
            }
            return String(cString: name.baseAddress!)
        }
    }
}
