import Testing

@testable import Wire

/// The `n_` side of the public JSONTestSuite, and then some: text, the rule it breaks, and where.
@Suite struct JSONRefusedTests {
    typealias Row = (text: String, problem: JSONError.Problem, offset: Int)

    static let structure: [Row] = [
        ("", .unexpectedEnd, 0),
        (" ", .unexpectedEnd, 1),
        ("\u{FEFF}{}", .byteOrderMark, 0),
        ("a", .expectedValue, 0),
        ("nul", .unexpectedEnd, 3),
        ("nulx", .expectedValue, 0),
        ("True", .expectedValue, 0),
        ("TRUE", .expectedValue, 0),
        ("nan", .expectedValue, 0),
        ("[nan]", .expectedValue, 1),
        ("undefined", .expectedValue, 0),
        ("truefalse", .trailingBytes, 4),
        ("nullx", .trailingBytes, 4),
        ("1 2", .trailingBytes, 2),
        ("{}}", .trailingBytes, 2),
        ("{}{}", .trailingBytes, 2),
        ("[]]", .trailingBytes, 2),
        ("[][]", .trailingBytes, 2),
        ("{}#", .trailingBytes, 2),
        ("{}/**/", .trailingBytes, 2),
        ("{}//", .trailingBytes, 2),
        ("/**/{}", .expectedValue, 0),
        ("\"\"x", .trailingBytes, 2),
        ("\u{0C}1", .expectedValue, 0),
        ("[\u{A0}]", .expectedValue, 1),
        ("\u{2060}[]", .expectedValue, 0),
        ("1\u{0}", .trailingBytes, 1),
        ("]", .expectedValue, 0),
        ("}", .expectedValue, 0),
        (",", .expectedValue, 0),
        (":", .expectedValue, 0),
        ("*", .expectedValue, 0),
        ("<.>", .expectedValue, 0),
    ]

    static let arrays: [Row] = [
        ("[", .unexpectedEnd, 1),
        ("[1", .unexpectedEnd, 2),
        ("[1,", .unexpectedEnd, 3),
        ("[1,]", .trailingComma, 3),
        ("[1 , ]", .trailingComma, 5),
        ("[,]", .expectedValue, 1),
        ("[,1]", .expectedValue, 1),
        ("[1,,2]", .expectedValue, 3),
        ("[1 true]", .expectedCommaOrEndOfArray, 3),
        ("[1:2]", .expectedCommaOrEndOfArray, 2),
        ("[\"a\"", .unexpectedEnd, 4),
        ("[\"\": 1]", .expectedCommaOrEndOfArray, 3),
        ("[1}", .expectedCommaOrEndOfArray, 2),
        ("[3[4]]", .expectedCommaOrEndOfArray, 2),
        ("[a]", .expectedValue, 1),
        ("[1,\n1\n,1", .unexpectedEnd, 8),
        ("['single']", .expectedValue, 1),
    ]

    static let objects: [Row] = [
        ("{", .unexpectedEnd, 1),
        ("{\"a\"", .unexpectedEnd, 4),
        ("{\"a\":", .unexpectedEnd, 5),
        ("{\"a\":1", .unexpectedEnd, 6),
        ("{\"a\":1,", .unexpectedEnd, 7),
        ("{\"a\":1,}", .trailingComma, 7),
        ("{\"a\":1,,\"b\":2}", .expectedKey, 7),
        ("{,}", .expectedKey, 1),
        ("{\"a\"}", .expectedColon(key: "a"), 4),
        ("{\"a\" 1}", .expectedColon(key: "a"), 5),
        ("{\"a\",1}", .expectedColon(key: "a"), 4),
        ("{\"a\"::1}", .expectedValue, 5),
        ("{:1}", .expectedKey, 1),
        ("{a:1}", .expectedKey, 1),
        ("{'a':1}", .expectedKey, 1),
        ("{1:1}", .expectedKey, 1),
        ("{null:1}", .expectedKey, 1),
        ("{[1]:1}", .expectedKey, 1),
        ("{\"a\":1 \"b\":2}", .expectedCommaOrEndOfObject, 7),
        ("{\"a\":1]", .expectedCommaOrEndOfObject, 6),
        ("{\"a\":/*x*/1}", .expectedValue, 5),
        ("{\"a\":}", .expectedValue, 5),
        ("{\"a\":1,\"a\":2}", .duplicateKey("a"), 7),
        ("{\"a\":1,\"\\u0061\":2}", .duplicateKey("a"), 7),
        ("{\"a\":1,\"b\":{\"c\":1,\"c\":1}}", .duplicateKey("c"), 18),
    ]

    static let numbers: [Row] = [
        ("-", .unexpectedEnd, 1),
        ("[-]", .expectedDigit, 2),
        ("+1", .expectedValue, 0),
        ("[-a]", .expectedDigit, 2),
        ("[--1]", .expectedDigit, 2),
        ("[- 1]", .expectedDigit, 2),
        ("01", .leadingZero, 0),
        ("-01", .leadingZero, 1),
        ("[00]", .leadingZero, 1),
        ("-012.5", .leadingZero, 1),
        ("1.", .unexpectedEnd, 2),
        ("[1.]", .expectedDigit, 3),
        ("[.1]", .expectedValue, 1),
        ("[1.e1]", .expectedDigit, 3),
        ("[1.-1]", .expectedDigit, 3),
        ("[1e]", .expectedDigit, 3),
        ("[1E+]", .expectedDigit, 4),
        ("[1e-]", .expectedDigit, 4),
        ("[1e+-2]", .expectedDigit, 4),
        ("[1e1.5]", .expectedCommaOrEndOfArray, 4),
        ("[1.2.3]", .expectedCommaOrEndOfArray, 4),
        ("[1 000]", .expectedCommaOrEndOfArray, 3),
        ("[1_000]", .expectedCommaOrEndOfArray, 2),
        ("[0x42]", .expectedCommaOrEndOfArray, 2),
        ("[1ea]", .expectedDigit, 3),
        ("[1+2]", .expectedCommaOrEndOfArray, 2),
        ("[Infinity]", .expectedValue, 1),
        ("[-Infinity]", .expectedDigit, 2),
        ("[NaN]", .expectedValue, 1),
        ("[１]", .expectedValue, 1),
    ]

    static let strings: [Row] = [
        ("\"", .unexpectedEnd, 1),
        ("\"a", .unexpectedEnd, 2),
        ("\"\\", .unexpectedEnd, 2),
        ("\"\\\"", .unexpectedEnd, 3),
        ("\"\\x00\"", .invalidEscape, 2),
        ("\"\\'\"", .invalidEscape, 2),
        ("\"\\a\"", .invalidEscape, 2),
        ("\"\\U0041\"", .invalidEscape, 2),
        ("\"\\\u{E9}\"", .invalidEscape, 2),
        ("\"\\\n\"", .invalidEscape, 2),
        ("\"\\u", .unexpectedEnd, 3),
        ("\"\\u00", .unexpectedEnd, 5),
        ("\"\\u00\"", .invalidUnicodeEscape, 5),
        ("\"\\u00A\"", .invalidUnicodeEscape, 6),
        ("\"\\u+041\"", .invalidUnicodeEscape, 3),
        ("\"\\u 041\"", .invalidUnicodeEscape, 3),
        ("\"\\uqqqq\"", .invalidUnicodeEscape, 3),
        ("\"\\uD800\"", .loneSurrogate, 1),
        ("\"\\uDC00\"", .loneSurrogate, 1),
        ("\"x\\uDFAA\"", .loneSurrogate, 2),
        ("\"\\uD800", .unexpectedEnd, 7),
        ("\"\\uD800\\", .unexpectedEnd, 8),
        ("\"\\uD800\\n\"", .loneSurrogate, 1),
        ("\"\\uD800\\u", .unexpectedEnd, 9),
        ("\"\\uD800\\u1x\"", .invalidUnicodeEscape, 10),
        ("\"\\uD800\\u0041\"", .loneSurrogate, 1),
        ("\"\\uD800\\uD800\\uDC00\"", .loneSurrogate, 1),
        ("\"\\uD83Dx\"", .loneSurrogate, 1),
        ("\"a\u{0}\"", .controlCharacterInString, 2),
        ("\"\t\"", .controlCharacterInString, 1),
        ("\"new\nline\"", .controlCharacterInString, 4),
        ("\"\u{1F}\"", .controlCharacterInString, 1),
        ("{\"a\tb\":1}", .controlCharacterInString, 3),
    ]

    @Test(
        "a text that breaks a rule is refused at the place where it does",
        arguments: [
            structure, arrays, objects, numbers, strings,
        ])
    func refuses(_ rows: [Row]) {
        for row in rows {
            let error = #expect(throws: JSONError.self, "\(row.text)") { _ = try JSONValue.parse(row.text) }
            #expect(error?.problem == row.problem, "\(row.text)")
            #expect(error?.offset == row.offset, "\(row.text)")
        }
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            ([0x80], 0), ([0x61, 0xFF], 1), ([0xC3], 0), ([0xC0, 0xAF], 0), ([0xC1, 0xBF], 0),
            ([0xE0, 0x80, 0xAF], 0), ([0xE2, 0x82], 0), ([0xED, 0xA0, 0x80], 0), ([0xED, 0xBF, 0xBF], 0),
            ([0xF0, 0x80, 0x80, 0xAF], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
            ([0x61, 0x62, 0xF8, 0x88, 0x80, 0x80, 0x80], 2), ([0x5C, 0x6E, 0xE9], 2),
        ] as [([UInt8], Int)])
    func refusesInvalidUTF8(_ bytes: [UInt8], _ offset: Int) {
        let error = #expect(throws: JSONError.self) { _ = try JSONValue.parse([0x22] + bytes + [0x22]) }
        #expect(error?.problem == .invalidUTF8)
        #expect(error?.offset == offset + 1)
    }

    @Test("UTF-16 is refused")
    func refusesUTF16() {
        #expect(throws: JSONError.self) { _ = try JSONValue.parse([0x00, 0x22, 0x00, 0x22]) }
        #expect(throws: JSONError.self) { _ = try JSONValue.parse([0xFF, 0xFE, 0x22, 0x00, 0x22, 0x00]) }
    }

    @Test("nesting past the limit is refused, however deep", arguments: [65, 100_000])
    func refusesDeepNesting(_ depth: Int) {
        for opening in ["[", "{\"a\":"] {
            let error = #expect(throws: JSONError.self) {
                _ = try JSONValue.parse(String(repeating: opening, count: depth))
            }
            #expect(error?.problem == .nestedTooDeeply)
            #expect(error?.offset == JSONReader.depthMaximum * opening.utf8.count)
        }
    }

    @Test("a repeated name is found among many", arguments: [2, 15, 16, 17, 18, 5000])
    func refusesRepeatedName(_ count: Int) {
        let members = (0..<count).map { "\"key\($0)\":0" } + ["\"key\(count / 2)\":1"]
        let error = #expect(throws: JSONError.self) {
            _ = try JSONValue.parse("{\(members.joined(separator: ","))}")
        }
        #expect(error?.problem == .duplicateKey("key\(count / 2)"))
    }

    @Test(
        "the message says where and what was expected",
        arguments: [
            ("{\"side\":\"BUY\",\"size\" 1}", "line 1, column 22: expected ':' after the key \"size\""),
            ("{\n  \"a\": 1,\n  \"a\": 2\n}", "line 3, column 3: the key \"a\" appears twice"),
            ("[\"é€𝄞\" 1]", "line 1, column 8: expected ',' or ']'"),
            ("", "line 1, column 1: the text ends in the middle of a value"),
            (
                "{\"\(String(repeating: "k", count: 99))\"}",
                "line 1, column 103: expected ':' after the key \"\(String(repeating: "k", count: 40))…\""
            ),
            ("[1,\r\n2", "line 2, column 2: the text ends in the middle of a value"),
        ])
    func describes(_ text: String, _ message: String) {
        let error = #expect(throws: JSONError.self) { _ = try JSONValue.parse(text) }
        #expect(error?.description == message)
    }
}
