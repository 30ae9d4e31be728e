import Foundation
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct OpenAPITests {
    @Test("the document is served as it is in the project, to everyone")
    func document() throws {
        var door = GatewayDoor()
        let answer = try door.ask(Question("GET", "/_mock/openapi.json"))
        let text = try Data(contentsOf: Fixtures.root.appending(path: "openapi.json"))
        #expect(answer.status == 200)
        #expect(answer.body == [UInt8](text))
        try OpenAPIDocument.project.check(Question("GET", "/_mock/openapi.json"), answer)
    }

    @Test(
        "a control that does not exist is not found, without a token too",
        arguments: [
            ("GET", "/_mock"), ("GET", "/_mock/"), ("GET", "/_mock/nothing"),
            ("POST", "/_mock/openapi.json"), ("GET", "/_mock/openapi.json/more"),
        ])
    func unknown(_ method: String, _ target: String) throws {
        var door = GatewayDoor()
        let answer = try door.ask(Question(method, target))
        #expect(answer.status == 404)
        #expect(answer.json["error"] == .string("NOT_FOUND"))
        #expect(answer.json["message"]?.stringValue?.contains("\(method) ") == true)
    }
}
