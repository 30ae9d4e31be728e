import EventLoop
import Foundation
import Server
import Store
import Synchronization

/// A server on a free port, with a thread of its own that ends with `stop`.
final class LiveServer: Sendable {
    let port: Int
    private let controlPort: Int
    private let ended: Mailbox<String?>
    private let orders: Orders

    /// Starts with a database in memory, four accounts of seed 0 and whatever `configure` changes.
    /// Throws what a person at the console would read.
    init(isSteered: Bool = false, _ configure: (inout ServerOptions) -> Void = { _ in }) throws {
        var options = ServerOptions()
        options.port = 0
        options.location = .memory
        options.seed = 0
        options.accounts = 4
        configure(&options)
        let started = Mailbox<Result<[Int], StartFailure>>()
        let ended = Mailbox<String?>()
        let orders = Orders(isTaken: isSteered)
        let thread = Thread { [options] in Self.serve(options, orders, started, ended) }
        thread.stackSize = 8 << 20
        thread.start()
        let ports = try started.take().get()
        (port, controlPort) = (ports[0], ports[1])
        self.ended = ended
        self.orders = orders
    }

    struct StartFailure: Error, CustomStringConvertible {
        let description: String
    }

    /// Stops the server and says why it had failed, if it had.
    @discardableResult
    func stop() throws -> String? {
        // The loop belongs to its thread, so it is woken by a connection.
        if let client = try? Client(port: controlPort) { _ = client.readToEnd() }
        return ended.take()
    }

    /// Does something to a steered server on its thread, between two turns, and waits for it.
    func perform<Result: Sendable>(_ work: @escaping @Sendable (Server) -> Result) -> Result {
        let done = Mailbox<Result>()
        orders.add { done.put(work($0)) }
        return done.take()
    }

    /// What stopped the server by itself.
    func waitForEnd() -> String? { ended.take() }

    /// Posts the end only when everything that the server had is given back.
    private static func serve(
        _ options: ServerOptions, _ orders: Orders, _ started: Mailbox<Result<[Int], StartFailure>>,
        _ ended: Mailbox<String?>
    ) {
        do {
            ended.put(try run(options, orders, started))
        } catch {
            started.put(.failure(StartFailure(description: "\(error)")))
        }
    }

    private static func run(
        _ options: ServerOptions, _ orders: Orders, _ started: Mailbox<Result<[Int], StartFailure>>
    ) throws -> String? {
        let loop = try EventLoop()
        // Open handles keep the loop alive, and through it the server and its database.
        defer { loop.close() }
        let server = try Startup(options, loop: loop).server
        try server.listen()
        let stopSteering = orders.steer(server)
        var control: TCPListener?
        control = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { connection in
            connection.close()
            control?.close()
            stopSteering()
            server.stop()
        }
        started.put(.success([server.port, control?.port ?? 0]))
        do {
            try server.run()
            return nil
        } catch {
            return "\(error)"
        }
    }
}

/// What is to be done on a server's thread.
private final class Orders: Sendable {
    private let waiting = Mutex<[@Sendable (Server) -> Void]>([])
    private let isTaken: Bool

    init(isTaken: Bool) { self.isTaken = isTaken }

    func add(_ order: @escaping @Sendable (Server) -> Void) { waiting.withLock { $0.append(order) } }

    /// Looks every millisecond, if at all, until the closure that is returned is called.
    func steer(_ server: Server) -> () -> Void {
        guard isTaken else { return {} }
        let timer = Timer(loop: server.loop)
        timer.start(after: 1, repeating: 1) {
            let orders = self.waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            for order in orders { order(server) }
        }
        return { timer.close() }
    }
}

/// Hands one value from a thread to another.
final class Mailbox<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let semaphore = DispatchSemaphore(value: 0)

    func put(_ value: Value) {
        self.value.withLock { $0 = value }
        semaphore.signal()
    }

    /// Waits for the value; it can be taken any number of times.
    func take() -> Value {
        semaphore.wait()
        defer { semaphore.signal() }
        guard let value = value.withLock({ $0 }) else {
            preconditionFailure("a value was put before the signal")
        }
        return value
    }
}
