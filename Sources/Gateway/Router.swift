import Wire

/// Finds the operation for a method and path, segment by segment along a tree.
struct Router {
    struct Match {
        let route: Route
        let parameters: [String]
    }

    /// What can follow a part of a path.
    private struct Node {
        /// The operation whose path ends here.
        var route: Route?
        /// Fixed segments and the nodes they lead to.
        var fixed: [(segment: [UInt8], node: Int)] = []
        /// Where any other segment leads.
        var variable: Int?
    }

    /// A path without variable segments.
    private struct WholePath {
        let bytes: [UInt8]
        let route: Route
    }

    private var nodes: [Node] = []

    /// The paths without variable segments, by method and length: most requests are for one of them, and comparing
    /// is a tenth of a walk along the tree, which would find the same.
    private var wholePaths = [[WholePath]](repeating: [], count: 4 * (wholePathMaximum + 1))

    private static let wholePathMaximum = 63

    /// The first nodes, by method.
    private var roots = InlineArray<4, Int>(repeating: 0)

    init(_ routes: [Route]) {
        for method in roots.indices { roots[method] = newNode() }
        for route in routes {
            guard let root = HTTPMethod(route.method).flatMap(Self.root) else {
                preconditionFailure("the table has no other methods than these four")
            }
            var node = roots[root]
            for segment in route.path.dropFirst().split(separator: "/") {
                node = child(of: node, for: segment)
            }
            nodes[node].route = nodes[node].route ?? route
            noteWholePath(of: route, root: root)
        }
    }

    /// HEAD is looked up as GET. A slash at the end of the path is ignored: some clients write one.
    func match(_ request: HTTPRequest) -> Match? {
        guard let root = request.knownMethod.flatMap(Self.root) else { return nil }
        if let path = request.plainPath, let route = route(root: root, path: path) {
            return Match(route: route, parameters: [])
        }
        var parameters: [String] = []
        let route = route(at: roots[root], for: request.segments, &parameters)
        return route.map { Match(route: $0, parameters: parameters) }
    }

    /// The methods that the path of a request is served under.
    func methods(of request: HTTPRequest) -> [String] {
        let methods: [Route.Method] = [.get, .post, .put, .delete]
        return methods.indices.compactMap { root in
            var parameters: [String] = []
            let route = route(at: roots[root], for: request.segments, &parameters)
            return route == nil ? nil : methods[root].rawValue
        }
    }

    private static func root(of method: HTTPMethod) -> Int? {
        switch method {
        case .get, .head: 0
        case .post: 1
        case .put: 2
        case .delete: 3
        case .options, .connect: nil
        }
    }

    private func route(root: Int, path: SharedBytes) -> Route? {
        guard path.range.count <= Self.wholePathMaximum else { return nil }
        let place = Self.index(root: root, length: path.range.count)
        // By index: iteration counts each path's owners up and down.
        for index in wholePaths[place].indices where path.isSame(as: wholePaths[place][index].bytes) {
            return wholePaths[place][index].route
        }
        return nil
    }

    private mutating func noteWholePath(of route: Route, root: Int) {
        let bytes = Array(route.path.utf8)
        guard bytes.count <= Self.wholePathMaximum, !route.path.contains("{") else { return }
        wholePaths[Self.index(root: root, length: bytes.count)].append(WholePath(bytes: bytes, route: route))
    }

    private static func index(root: Int, length: Int) -> Int { root * (wholePathMaximum + 1) + length }

    /// Fixed segments go before variable ones.
    private func route(
        at node: Int, for segments: HTTPPathSegments, _ parameters: inout [String]
    ) -> Route? {
        guard !segments.isAtEnd else { return nodes[node].route }
        var rest = segments
        guard let segment = rest.next() else { return nil }
        for (name, next) in nodes[node].fixed where name.count == segment.count && segment == name[...] {
            if let route = route(at: next, for: rest, &parameters) { return route }
        }
        guard let variable = nodes[node].variable, !segment.isEmpty else { return nil }
        parameters.append(String(decoding: segment, as: UTF8.self))
        if let route = route(at: variable, for: rest, &parameters) { return route }
        parameters.removeLast()
        return nil
    }

    private mutating func child(of node: Int, for segment: Substring) -> Int {
        if segment.hasPrefix("{") {
            if let variable = nodes[node].variable { return variable }
            let next = newNode()
            nodes[node].variable = next
            return next
        }
        let segment = Array(segment.utf8)
        if let known = nodes[node].fixed.first(where: { $0.segment == segment }) { return known.node }
        let next = newNode()
        nodes[node].fixed.append((segment, next))
        return next
    }

    private mutating func newNode() -> Int {
        nodes.append(Node())
        return nodes.count - 1
    }
}
