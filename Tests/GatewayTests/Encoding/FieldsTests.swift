import Exchange
import Randomness
import Testing
import Wire

@testable import Gateway

@Suite struct FieldsTests {
    private static func fields(_ body: String) throws -> Fields {
        try Fields.of(body: SharedBytes(Array(body.utf8)))
    }

    /// What reading a field comes to: "=" and the value, or the code and message of the refusal.
    private static func outcome<Value>(_ read: () throws(APIError) -> Value) -> String {
        do throws(APIError) {
            return "= \(try read())"
        } catch {
            return "\(error.code.rawValue) \(error.message)"
        }
    }

    @Test(
        "a text must be there, be a string and not be empty",
        arguments: [
            (#"{"a":"x"}"#, "= x"),
            (#"{"a":" "}"#, "=  "),
            (#"{}"#, "INVALID_REQUEST_PARAMETER a: is required."),
            (#"{"a":null}"#, "INVALID_REQUEST_PARAMETER a: is required."),
            (#"{"a":""}"#, "INVALID_REQUEST_PARAMETER a: is required."),
            (#"{"A":"x"}"#, "INVALID_REQUEST_PARAMETER a: is required."),
            (#"{"a":1}"#, "BINDING_ERROR a: must be a JSON string"),
            (#"{"a":["x"]}"#, "BINDING_ERROR a: must be a JSON string"),
        ])
    func text(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        #expect(Self.outcome { () throws(APIError) in try fields.text("a") } == expected)
    }

    @Test("a compressed body is told to be one")
    func compressed() throws {
        let body = SharedBytes([0x1F, 0x8B, 8, 0])
        let outcome = Self.outcome { () throws(APIError) in try Fields.of(body: body) }
        #expect(outcome.hasPrefix("BINDING_ERROR the body is compressed with gzip, expected JSON"))
        let other = Self.outcome { () throws(APIError) in try Fields.of(body: SharedBytes([0x1F, 0x8C])) }
        #expect(other.hasPrefix("BINDING_ERROR the body is not JSON: "))
    }

    @Test(
        "an integer is a plain JSON number that fits",
        arguments: [
            (#"{"a":17}"#, "= 17"),
            (#"{"a":-1}"#, "= -1"),
            (#"{"a":9223372036854775807}"#, "= 9223372036854775807"),
            (#"{"a":9223372036854775808}"#, "BINDING_ERROR a: must be a JSON integer"),
            (#"{"a":1.0}"#, "BINDING_ERROR a: must be a JSON integer"),
            (#"{"a":1e3}"#, "BINDING_ERROR a: must be a JSON integer"),
            (#"{"a":"17"}"#, "BINDING_ERROR a: must be a JSON integer"),
            (#"{"a":true}"#, "BINDING_ERROR a: must be a JSON integer"),
            (#"{}"#, "INVALID_REQUEST_PARAMETER a: is required."),
        ])
    func integer(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        #expect(Self.outcome { () throws(APIError) in try fields.integer("a") } == expected)
    }

    @Test(
        "a list of texts may be absent",
        arguments: [
            (#"{"a":["x","y"]}"#, #"= ["x", "y"]"#),
            (#"{}"#, "= []"),
            (#"{"a":null}"#, "= []"),
            (#"{"a":"x"}"#, "BINDING_ERROR a: must be a JSON array"),
            (#"{"a":["x",1]}"#, "BINDING_ERROR a: must be an array of JSON strings"),
            (#"{"a":[null]}"#, "BINDING_ERROR a: must be an array of JSON strings"),
        ])
    func texts(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        #expect(Self.outcome { () throws(APIError) in try fields.texts("a") } == expected)
    }

    @Test(
        "a decimal is a JSON string with at most eight decimals",
        arguments: [
            (#"{"a":"1.5"}"#, "= 150000000"),
            (#"{"a":"1E-7"}"#, "= 10"),
            (#"{"a":"much"}"#, "INVALID_REQUEST_PARAMETER a: must be a non-negative non-zero number."),
            (#"{"a":"0.000000001"}"#, "INVALID_REQUEST_PARAMETER a: must not have more than 8 decimals."),
            (#"{"a":"1E+40"}"#, "INVALID_REQUEST_PARAMETER a: is out of range."),
            (#"{"a":1.5}"#, "BINDING_ERROR a: must be a JSON string"),
        ])
    func decimal(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        #expect(Self.outcome { () throws(APIError) in try fields.decimal("a") } == expected)
    }

    @Test("short decimals are read as long ones are")
    func shortDecimals() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<20_000 {
            let letters = (0..<Int.random(in: 1...19, using: &random)).map { _ in
                "0001234567899...-e+:/ ".randomElement(using: &random)!
            }
            let text = String(letters)
            let rest = String(repeating: " ", count: Int.random(in: 0...9, using: &random))
            var fields = try Self.fields("{\"a\":\"\(text)\"}" + rest)
            let expected = try? APIDecimal.units(text)
            #expect((try? fields.decimal("a")) == expected, "\(text)")
        }
    }

    @Test(
        "a word is one of those that are known",
        arguments: [
            (#"{"a":"BUY"}"#, "= buy"),
            (#"{"a":"buy"}"#, #"INVALID_REQUEST_PARAMETER a: must be BUY or SELL, not "buy"."#),
            (#"{"a":2}"#, "BINDING_ERROR a: must be a JSON string"),
            (#"{}"#, "INVALID_REQUEST_PARAMETER a: is required."),
        ])
    func word(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        let outcome = Self.outcome { () throws(APIError) in
            try fields.word("a", "BUY or SELL", Side.init(word:))
        }
        #expect(outcome == expected)
    }

    @Test(
        "a body that is no JSON object is a binding error",
        arguments: ["", "x", "[]", "7", "null", #"{"a":1,"a":2}"#, "{", #"{"a":1}x"#])
    func body(_ text: String) {
        let error = #expect(throws: APIError.self) { _ = try Self.fields(text) }
        #expect(error?.code == .bindingError)
        #expect(error?.status == 400)
    }

    @Test(
        "a truth value may be absent",
        arguments: [
            (#"{"a":true}"#, "= Optional(true)"), (#"{"a":false}"#, "= Optional(false)"), (#"{}"#, "= nil"),
            (#"{"a":null}"#, "= nil"), (#"{"a":"true"}"#, "BINDING_ERROR a: must be true or false"),
            (#"{"a":1}"#, "BINDING_ERROR a: must be true or false"),
        ])
    func bools(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        #expect(Self.outcome { () throws(APIError) in try fields.optionalBool("a") } == expected)
    }

    @Test(
        "a decimal that may be absent is read like one that must be there",
        arguments: [
            (#"{"a":"1.5"}"#, "= Optional(150000000)"), (#"{"a":"-0"}"#, "= Optional(0)"), (#"{}"#, "= nil"),
            (#"{"a":null}"#, "= nil"), (#"{"a":""}"#, "= nil"),
            (#"{"a":1.5}"#, "BINDING_ERROR a: must be a JSON string"),
            (#"{"a":"x"}"#, "INVALID_REQUEST_PARAMETER a: must be a non-negative non-zero number."),
        ])
    func optionalDecimals(_ body: String, _ expected: String) throws {
        var fields = try Self.fields(body)
        #expect(Self.outcome { () throws(APIError) in try fields.optionalDecimal("a") } == expected)
    }

    @Test("null can be told from nothing, and other fields from the ones that are expected")
    func names() throws {
        for (body, isNull) in [(#"{"a":null}"#, true), (#"{"a":0}"#, false), ("{}", false)] {
            var fields = try Self.fields(body)
            #expect(fields.isNull("a") == isNull, "\(body)")
        }
        try Self.fields(#"{"b":1}"#).refuseOthers(than: ["a", "b"])
        var fields = try Self.fields(#"{"b":1,"c":2}"#)
        let refusal = Self.outcome { () throws(APIError) in try fields.refuseOthers(than: ["a", "b"]) }
        #expect(refusal == "INVALID_REQUEST_PARAMETER c: is not a field here, expected a, b.")
    }
}
