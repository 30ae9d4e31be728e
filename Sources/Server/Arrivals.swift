import EventLoop
import Gateway

/// Connections that received something in this turn. They are served together when everything that the turn brings
/// is there, in the order in which they received it.
final class Arrivals {
    /// Signatures that one thread checks together, at the least: below it costs more to wake another one.
    private static let signaturesMinimum = 3
    /// Parts of the signatures for each thread, as one may be slower than the others.
    private static let partsPerThread = 4

    private let sandbox: Sandbox
    private let sharedWork: SharedWork
    private var waiting: [Connection] = []
    private var serving: [Connection] = []

    init(loop: EventLoop, sandbox: Sandbox) {
        self.sandbox = sandbox
        sharedWork = SharedWork(loop: loop)
    }

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
        guard sandbox.gateway.checksSignatures, serving.count > 1 || sharedWork.threads > 1 else {
            return SignatureChecks()
        }
        let checks = sandbox.gateway.signatureChecks(in: serving.compactMap { $0.nextRequest() })
        guard checks.count > 0 else { return checks }
        let parts = checks.parts(numberOfParts(for: checks.count))
        let results = sharedWork.results(of: parts) { checks.results(of: $0) }
        sandbox.gateway.note(results.flatMap(\.self), of: checks)
        return checks
    }

    private func numberOfParts(for count: Int) -> Int {
        guard sharedWork.threads > 1 else { return 1 }
        return max(1, min(sharedWork.threads * Self.partsPerThread, count / Self.signaturesMinimum))
    }
}
