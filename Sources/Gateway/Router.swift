/// Finds the operation for a method and path.
///
/// Routes are kept by method and number of segments, so that a look-up compares a handful of texts.
struct Router {
    struct Match {
        let route: Route
        let parameters: [String]
    }

    private struct Entry {
        let segments: [Segment]
        let route: Route
    }

    private enum Segment {
        case fixed(String)
        case variable
    }

    private struct Shape: Hashable {
        let method: String
        let count: Int
    }

    private let entries: [Shape: [Entry]]

    init(_ routes: [Route]) {
        var entries: [Shape: [Entry]] = [:]
        for route in routes {
            let segments = route.path.dropFirst().split(separator: "/").map { text -> Segment in
                text.hasPrefix("{") ? .variable : .fixed(String(text))
            }
            entries[Shape(method: route.method, count: segments.count), default: []]
                .append(Entry(segments: segments, route: route))
        }
        self.entries = entries
    }

    /// HEAD is looked up as GET. A slash at the end of the path is ignored: some clients write one.
    func match(method: String, segments: [String]) -> Match? {
        let count = segments.last == "" ? segments.count - 1 : segments.count
        let method = method == "HEAD" ? "GET" : method
        guard let candidates = entries[Shape(method: method, count: count)] else { return nil }
        for entry in candidates {
            if let parameters = parameters(of: segments, in: entry) {
                return Match(route: entry.route, parameters: parameters)
            }
        }
        return nil
    }

    private func parameters(of segments: [String], in entry: Entry) -> [String]? {
        var parameters: [String] = []
        for (index, segment) in entry.segments.enumerated() {
            switch segment {
            case .fixed(let text):
                guard text == segments[index] else { return nil }
            case .variable:
                guard !segments[index].isEmpty else { return nil }
                parameters.append(segments[index])
            }
        }
        return parameters
    }
}
