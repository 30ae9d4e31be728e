import Testing
import Wire

@testable import Server

@Suite struct SBEQueryTests {
    @Test(
        "parameters of a known schema are let pass, others and halves are refused",
        arguments: [
            ("", true), ("?", true), ("?foo=bar", true), ("?sbeSchemaId=1&sbeSchemaVersion=0", true),
            ("?sbeSchemaId=1&sbeSchemaVersion=1", true), ("?sbeSchemaVersion=2&a=b&sbeSchemaId=1", true),
            ("?sbeSchemaId=1&sbeSchemaVersion=3", true), ("?sbeSchemaId=1", false),
            ("?sbeSchemaVersion=1", false), ("?sbeSchemaId=2&sbeSchemaVersion=1", false),
            ("?sbeSchemaId=1&sbeSchemaVersion=4", false), ("?sbeSchemaId=1&sbeSchemaVersion=-1", false),
            ("?sbeSchemaId=&sbeSchemaVersion=1", false), ("?sbeSchemaId=1&sbeSchemaVersion=", false),
            ("?sbeSchemaId=x&sbeSchemaVersion=1", false), ("?sbeSchemaId=1&sbeSchemaVersion=1.0", false),
        ])
    func parameters(_ query: String, _ isWelcome: Bool) throws {
        let request = try HTTPRequest(method: "GET", target: "/v1\(query)")
        let refusal = SBEQuery.refusal(of: request, requiresMatch: false)
        #expect((refusal == nil) == isWelcome, "\(refusal ?? "welcome")")
        let strict = SBEQuery.refusal(of: request, requiresMatch: true)
        #expect((strict == nil) == !query.contains("sbe"), "\(strict ?? "welcome")")
    }
}
