import Support
import Testing

@testable import Gateway

@Suite struct RoutesTests {
    private static let served = Set(routes.map { "\($0.method) \($0.path)" })
    private static let documented = Set(OpenAPIDocument.project.operations.map(\.name))

    @Test("every operation of the document is served, and every one that is served is in the document")
    func document() {
        #expect(Self.served.subtracting(Self.documented).sorted() == [])
        #expect(Self.documented.subtracting(Self.served).sorted() == [])
        #expect(Self.served.count == routes.count)
    }

    @Test("operations that need no token are those that the document says need none")
    func access() {
        for route in routes {
            let operation = OpenAPIDocument.project.operations.first {
                $0.name == "\(route.method) \(route.path)"
            }
            #expect(operation?.needsToken == (route.access != .open), "\(route.method) \(route.path)")
        }
    }
}
