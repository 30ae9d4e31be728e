import Support
import Testing
import Wire

@Suite struct OpenAPIDocumentTests {
    private static let project = OpenAPIDocument.project

    private static func document(_ schema: String, paths: String = "{}") throws -> OpenAPIDocument {
        try OpenAPIDocument(
            Array(
                #"{"paths":\#(paths),"components":{"schemas":{"It":\#(schema),"Word":{"type":"string"}}}}"#
                    .utf8))
    }

    private static func failure(_ schema: String, _ value: String, isRequest: Bool = false) throws -> String?
    {
        let checker = try document(schema).checker
        do {
            let schema = try JSONValue.parse(##"{"$ref":"#/components/schemas/It"}"##)
            try (isRequest ? checker.forRequests : checker).check(try JSONValue.parse(value), schema)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "a value that is as its schema says passes",
        arguments: [
            (#"{"type":"object"}"#, #"{"a":1}"#),
            (#"{"type":"object","additionalProperties":true}"#, #"{"a":1}"#),
            (#"{"type":"object","additionalProperties":{"type":"integer"}}"#, #"{"a":1,"b":-2}"#),
            (#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#, #"{"a":""}"#),
            (#"{"type":"string","nullable":true,"minLength":1}"#, "null"),
            (#"{"type":"string","nullable":true,"enum":["a",null]}"#, "null"),
            (#"{"type":"string","pattern":"^(0|[1-9]+)?$"}"#, #""""#),
            (#"{"type":"string","minLength":2,"maxLength":2}"#, "\"\u{E9}\u{1F680}\""),
            (#"{"type":"integer","format":"int64","minimum":0}"#, "9223372036854775807"),
            (#"{"type":"integer","minimum":9007199254740993}"#, "9007199254740993"),
            (#"{"type":"number","minimum":0,"maximum":1}"#, "1.0"),
            (#"{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2}"#, "[true,false]"),
            (#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, "1"),
            (##"{"allOf":[{"$ref":"#/components/schemas/Word"}],"description":""}"##, #""a""#),
        ])
    func passes(_ schema: String, _ value: String) throws {
        #expect(try Self.failure(schema, value) == nil)
    }

    @Test(
        "a value that is not as its schema says fails with the place and what was expected",
        arguments: [
            (#"{"type":"object"}"#, "[]", "/: expected type object, got []"),
            (#"{"type":"object"}"#, "null", "/: expected type object, got null"),
            (#"{"type":"string"}"#, "1", "/: expected type string, got 1"),
            (#"{"type":"integer"}"#, "1.0", "/: expected type integer, got 1.0"),
            (#"{"type":"integer"}"#, #""1""#, "/: expected type integer, got \"1\""),
            (#"{"type":"boolean"}"#, "0", "/: expected type boolean, got 0"),
            (
                #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#, #"{"b":1}"#,
                "/a: missing"
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}}}"#,
                #"{"a":["",1]}"#, "/a/1: expected type string, got 1"
            ),
            (
                #"{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}}}"#,
                #"{"a":"","b":""}"#, "/b: not documented"
            ),
            (
                #"{"type":"object","additionalProperties":{"type":"integer"}}"#, #"{"a":""}"#,
                "/a: expected type integer, got \"\""
            ),
            (#"{"type":"string","enum":["a","b"]}"#, #""c""#, #"/: expected one of ["a","b"], got "c""#),
            (#"{"type":"string","pattern":"^[0-9]+$"}"#, #""12\n""#, #"/: expected ^[0-9]+$, got "12\n""#),
            (#"{"type":"string","pattern":"^a|b$"}"#, #""ac""#, #"/: expected ^a|b$, got "ac""#),
            (#"{"type":"string","minLength":1}"#, #""""#, #"/: expected at least 1 characters, got """#),
            (#"{"type":"string","maxLength":1}"#, #""ab""#, #"/: expected at most 1 characters, got "ab""#),
            (
                #"{"type":"integer","minimum":9007199254740993}"#, "9007199254740992",
                "/: expected at least 9007199254740993, got 9007199254740992"
            ),
            (#"{"type":"number","maximum":1}"#, "1.5", "/: expected at most 1, got 1.5"),
            (#"{"type":"array","minItems":1}"#, "[]", "/: expected at least 1 elements, got []"),
            (#"{"type":"array","maxItems":1}"#, "[1,2]", "/: expected at most 1 elements, got [1,2]"),
            (
                #"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, "true",
                "/: expected one of 2 forms: /: expected type string, got true; or "
                    + "/: expected type integer, got true"
            ),
            (
                #"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, "1",
                "/: expected one of 2 forms: it is several of them"
            ),
            (##"{"allOf":[{"$ref":"#/components/schemas/Word"}]}"##, "1", "/: expected type string, got 1"),
        ])
    func fails(_ schema: String, _ value: String, _ failure: String) throws {
        #expect(try Self.failure(schema, value) == failure)
    }

    @Test("requests may have members that no schema names, responses may not")
    func extras() throws {
        let schema = #"{"type":"object","additionalProperties":false}"#
        #expect(try Self.failure(schema, #"{"a":1}"#, isRequest: true) == nil)
        #expect(try Self.failure(schema, #"{"a":1}"#) == "/a: not documented")
    }

    @Test(
        "a schema that says what nobody checks is refused",
        arguments: [
            (#"{"type":"string","format":"date"}"#, "/It/format: only int64 is checked"),
            (#"{"anyOf":[]}"#, "/It/anyOf: nobody checks this keyword"),
            (#"{"properties":{"a":{"not":{}}}}"#, "/It/properties/a/not: nobody checks this keyword"),
            (#"{"items":{"multipleOf":1}}"#, "/It/items/multipleOf: nobody checks this keyword"),
            (#"{"oneOf":[{"if":{}}]}"#, "/It/oneOf/0/if: nobody checks this keyword"),
            (#"{"type":"string","pattern":"[0-9]+"}"#, "is no pattern between ^ and $"),
            (#"{"type":"string","pattern":"^($"}"#, "is no pattern between ^ and $"),
            (##"{"$ref":"#/components/schemas/No"}"##, "leads nowhere"),
            (
                ##"{"$ref":"#/components/schemas/Word","type":"string"}"##,
                "nobody reads what stands beside it"
            ),
            (#"{"required":["a"]}"#, #""a" is required and has no schema"#),
        ])
    func vetting(_ schema: String, _ failure: String) throws {
        let error = #expect(throws: SchemaError.self) { try Self.document(schema) }
        #expect(error?.description.contains(failure) == true, "\(error as Any)")
        let paths = #"{"/a":{"get":{"responses":{"200":{"content":{"x":{"schema":\#(schema)}}}}}}}"#
        #expect(throws: SchemaError.self) { try Self.document("{}", paths: paths) }
    }

    @Test(
        "a request belongs to the operation with the least variables in its path",
        arguments: [
            ("GET", "/v1/orders?market=X", "GET /v1/orders"),
            ("GET", "/v1/orders/?market=X", "GET /v1/orders"),
            ("DELETE", "/v1/orders/batch", "DELETE /v1/orders/batch"),
            ("PUT", "/v1/orders/7", "PUT /v1/orders/{order_id}"),
            ("GET", "/v1/orders/by_client_id/a%2Fb", "GET /v1/orders/by_client_id/{client_id}"),
            ("PUT", "/v1/orders", nil), ("GET", "/v1", nil), ("GET", "/v1/orders/7/8", nil),
        ] as [(String, String, String?)])
    func operation(_ method: String, _ target: String, _ name: String?) {
        #expect(Self.project.operation(method, target: target)?.name == name)
    }

    private static let limits = ["Limit", "Remaining", "Reset", "Window"].map {
        (name: "x-ratelimit-" + $0, value: "60")
    }

    @Test(
        "an answer that the document does not have is refused",
        arguments: [
            ("GET", "/v1/system/state", 200, #"{"status":"ok"}"#, nil),
            ("HEAD", "/v1/system/state", 200, "", nil),
            ("OPTIONS", "/v1/orders", 204, "", nil),
            ("DELETE", "/v1/orders/1", 204, "", nil),
            ("GET", "/v1/nothing", 404, #"{"error":"NOT_FOUND","message":"no","data":null}"#, nil),
            ("HEAD", "/v1/nothing", 401, "", nil),
            ("GET", "/v1/system/state", 200, #"{"status":"OK"}"#, "/status: expected one of"),
            ("GET", "/v1/system/state", 200, "", "expected JSON"),
            (
                "GET", "/v1/system/state", 201, #"{"status":"ok"}"#,
                "status 201 of GET /v1/system/state is not"
            ),
            ("DELETE", "/v1/orders/1", 204, "{}", "expected no body"),
            (
                "DELETE", "/v1/orders/1", 400, #"{"error":"OOPS","message":"no","data":null}"#,
                "/error: expected"
            ),
            ("OPTIONS", "/v1/orders", 200, "", "OPTIONS answers 204"),
            ("GET", "/v1/nothing", 200, "{}", "status 200 of an operation that is not documented"),
            ("GET", "/v1/nothing", 401, "{}", "/error: missing"),
            ("GET", "/v1/system/time", 429, #"{"message":"slow down"}"#, "Retry-After: missing"),
        ] as [(String, String, Int, String, String?)])
    func answers(_ method: String, _ target: String, _ status: Int, _ body: String, _ failure: String?) {
        let headers = Self.limits + [("Content-Type", "application/json; charset=utf-8")]
        let answer = Answered(status: status, headers: headers, body: Array(body.utf8))
        Self.expect(failure, of: answer, to: Question(method, target))
    }

    @Test("an answer needs the headers of the document and its content type")
    func headers() {
        let question = Question("GET", "/v1/system/state")
        var answer = Answered(status: 200, headers: Self.limits, body: Array(#"{"status":"ok"}"#.utf8))
        Self.expect("Content-Type: none is not documented", of: answer, to: question)
        answer.headers.append(("Content-Type", "text/plain"))
        Self.expect("Content-Type: text/plain is not documented", of: answer, to: question)
        answer.headers = Array(Self.limits.dropLast())
        Self.expect("X-RateLimit-Window: missing", of: answer, to: question)
        answer.headers.append(("X-RateLimit-Window", "soon"))
        Self.expect("X-RateLimit-Window: expected type integer", of: answer, to: question)
    }

    @Test("a request that was accepted must be one that the document has")
    func requests() {
        let headers = Self.limits + [("Content-Type", "application/json")]
        let answer = Answered(status: 200, headers: headers, body: Array("{}".utf8))
        let body = Array(#"{"public_key":"0x1","more":true}"#.utf8)
        Self.expect(nil, of: answer, to: Question("POST", "/v1/onboarding", body: body))
        let other = Array(#"{"public_key":1}"#.utf8)
        Self.expect(
            "the request was accepted and is not documented: /public_key: expected type string", of: answer,
            to: Question("POST", "/v1/onboarding", body: other))
    }

    private static func expect(_ failure: String?, of answer: Answered, to question: Question) {
        do {
            try project.check(question, answer)
            #expect(failure == nil)
        } catch {
            #expect(failure.map { "\(error)".contains($0) } == true, "\(error)")
        }
    }
}
