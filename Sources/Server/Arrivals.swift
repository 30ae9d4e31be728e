/// Connections that received something in this turn. They are served together when everything that the turn brings
/// is there, in the order in which they received it.
final class Arrivals {
    private var waiting: [Connection] = []
    private var serving: [Connection] = []

    /// Whether nobody waits to be served.
    var isEmpty: Bool { waiting.isEmpty }

    func add(_ connection: Connection) { waiting.append(connection) }

    func serve() {
        guard !isEmpty else { return }
        // Both keep their memory.
        swap(&serving, &waiting)
        for connection in serving { connection.serve() }
        serving.removeAll(keepingCapacity: true)
    }
}
