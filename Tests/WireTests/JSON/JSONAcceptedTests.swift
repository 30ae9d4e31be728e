import Testing

@testable import Wire

/// The `y_` side of the public JSONTestSuite, and then some: text in, compact text out.
@Suite struct JSONAcceptedTests {
    static let documents: [(text: String, written: String)] = [
        // Literals
        ("null", "null"),
        ("true", "true"),
        ("false", "false"),
        (" \t\r\n null \n", "null"),
        // Numbers keep their text
        ("0", "0"),
        ("-0", "-0"),
        ("0.0", "0.0"),
        ("-1", "-1"),
        ("123", "123"),
        ("123.456789", "123.456789"),
        ("1.10", "1.10"),
        ("0e1", "0e1"),
        ("0e+1", "0e+1"),
        ("1E22", "1E22"),
        ("1E-2", "1E-2"),
        ("1E+2", "1E+2"),
        ("123e65", "123e65"),
        ("123.456e78", "123.456e78"),
        ("-0.000000000000000000000000000001", "-0.000000000000000000000000000001"),
        ("18446744073709551616", "18446744073709551616"),
        ("[1 ]", "[1]"),
        // Arrays
        ("[]", "[]"),
        ("[ ]", "[]"),
        ("[[]   ]", "[[]]"),
        ("[\"\"]", "[\"\"]"),
        ("[false]", "[false]"),
        ("[null, 1, \"1\", {}]", "[null,1,\"1\",{}]"),
        ("[1\n,1\n,[]]", "[1,1,[]]"),
        (" [1] ", "[1]"),
        ("[1,null,null,null,2]", "[1,null,null,null,2]"),
        // Objects
        ("{}", "{}"),
        ("{ }", "{}"),
        ("{\"\":0}", "{\"\":0}"),
        ("{\"a\":[]}", "{\"a\":[]}"),
        ("{\"b\": 1, \"a\": 2}", "{\"b\":1,\"a\":2}"),
        ("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"asd\":\"sdf\",\"dfg\":\"fgh\"}"),
        ("{\"a\":{\"a\":{\"a\":1}}}", "{\"a\":{\"a\":{\"a\":1}}}"),
        ("{\n\"a\": \"b\"\n}", "{\"a\":\"b\"}"),
        // Strings
        ("\"\"", "\"\""),
        ("\" \"", "\" \""),
        ("\"asd\"", "\"asd\""),
        ("\"é\"", "\"é\""),
        ("\"€𝄞\"", "\"€𝄞\""),
        ("\"\u{7F}\"", "\"\u{7F}\""),
        ("\"a/*b*/c\"", "\"a/*b*/c\""),
        // Escapes become the characters they stand for
        (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
        (#""\u0060\u012a\u12AB""#, "\"`Īካ\""),
        (#""\u0000""#, #""\u0000""#),
        (#""\u001f""#, #""\u001f""#),
        (#""\u0022""#, #""\"""#),
        (#""\u005C""#, #""\\""#),
        (#""\u002f""#, "\"/\""),
        (#""\uD801\udc37""#, "\"𐐷\""),
        (#""\ud83d\ude39\ud83d\udc8d""#, "\"😹💍\""),
        (#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""),
        (#""\uFFFF\uFFFE""#, "\"\u{FFFF}\u{FFFE}\""),
        (#""\\u0000""#, #""\\u0000""#),
        (#""\\n""#, #""\\n""#),
        (#""new\u000Aline""#, #""new\nline""#),
        (#"{"\u0061\"b":1}"#, #"{"a\"b":1}"#),
        // Names that Unicode calls equivalent are different names
        ("{\"K\":1,\"\u{212A}\":2}", "{\"K\":1,\"\u{212A}\":2}"),
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
    ]

    @Test("a valid document is read and written compactly", arguments: documents)
    func accepts(_ document: (text: String, written: String)) throws {
        let written = try JSONValue.parse(document.text).serialized()
        #expect(written == Array(document.written.utf8))
    }

    @Test("every prefix of a valid document that is not a number is an error", arguments: documents)
    func refusesPrefixes(_ document: (text: String, written: String)) {
        let bytes = trimmed(Array(document.text.utf8))
        guard let first = bytes.first, first != Byte.minus, !first.isDigit else { return }
        for length in bytes.indices {
            #expect(throws: JSONError.self, "the first \(length) bytes") {
                _ = try JSONValue.parse(Array(bytes[..<length]))
            }
        }
    }

    private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return Array(bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }

    @Test("an integer token is a number of either kind where it fits")
    func readsIntegers() throws {
        let table: [(text: String, signed: Int64?, unsigned: UInt64?)] = [
            ("0", 0, 0),
            ("-1", -1, nil),
            ("9223372036854775807", .max, 9_223_372_036_854_775_807),
            ("9223372036854775808", nil, 9_223_372_036_854_775_808),
            ("-9223372036854775808", .min, nil),
            ("-9223372036854775809", nil, nil),
            ("18446744073709551615", nil, .max),
            ("18446744073709551616", nil, nil),
            ("1.0", nil, nil),
            ("1e3", nil, nil),
        ]
        for row in table {
            let number = try #require(JSONNumber(row.text))
            #expect(number.text == row.text)
            #expect(number.int64 == row.signed, "\(row.text)")
            #expect(number.uint64 == row.unsigned, "\(row.text)")
        }
    }

    @Test(
        "a number is not made from text that is none",
        arguments: ["", "-", "+1", "01", "1.", ".5", "1e", " 1", "1 ", "1,", "0x1", "NaN", "١"])
    func refusesNumberText(_ text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test("values answer only for their own kind")
    func answersForItsKind() throws {
        let value = try JSONValue.parse(#"{"s":"x","n":1,"b":true,"a":[null],"o":{"k":"v"}}"#)
        #expect(value["s"]?.stringValue == "x")
        #expect(value["s"]?.numberValue == nil)
        #expect(value["n"]?.numberValue?.int64 == 1)
        #expect(value["n"]?.stringValue == nil)
        #expect(value["b"]?.boolValue == true)
        #expect(value["a"]?.arrayValue?.first?.isNull == true)
        #expect(value["o"]?["k"]?.stringValue == "v")
        #expect(value["missing"] == nil)
        #expect(value["s"]?["k"] == nil)
    }

    @Test("nesting up to the limit is read")
    func readsDeepNesting() throws {
        let depth = JSONReader.depthMaximum
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(try JSONValue.parse(text).serialized() == Array(text.utf8))
    }

    @Test("an object with many members is read in order")
    func readsManyMembers() throws {
        let members = (0..<5000).map { "\"key\($0)\":\($0)" }
        let object = try #require(try JSONValue.parse("{\(members.joined(separator: ","))}").objectValue)
        #expect(object.members.count == 5000)
        #expect(object["key4999"]?.numberValue?.int64 == 4999)
    }
}
