import Gateway

/// Connections that received something in this turn. They are served together when everything that the turn brings
/// is there, in the order in which they received it.
final class Arrivals {
    private let sandbox: Sandbox
    private var waiting: [Connection] = []
    private var serving: [Connection] = []

    init(sandbox: Sandbox) { self.sandbox = sandbox }

    /// Whether nobody waits to be served.
    var isEmpty: Bool { waiting.isEmpty }

    func add(_ connection: Connection) { waiting.append(connection) }

    func serve() {
        guard !isEmpty else { return }
        // Both keep their memory.
        swap(&serving, &waiting)
        let checks = checkSignatures()
        for connection in serving { connection.serve() }
        sandbox.gateway.forget(checks)
        serving.removeAll(keepingCapacity: true)
    }

    /// Checks the signatures of the connections' next requests together.
    private func checkSignatures() -> SignatureChecks {
        guard sandbox.checksSignatures, serving.count > 1 else { return SignatureChecks() }
        let checks = sandbox.gateway.signatureChecks(in: serving.compactMap { $0.nextRequest() })
        guard checks.count > 0 else { return checks }
        sandbox.gateway.note(checks.results(), of: checks)
        return checks
    }
}
