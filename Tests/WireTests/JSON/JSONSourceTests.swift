import Testing
import Wire

@Suite("JSON as it was written")
struct JSONSourceTests {
    @Test(
        "a member's value comes back byte for byte",
        arguments: [
            (#"{"id":1}"#, "1"), (#" { "a" : [1,{"id":7}] , "id" : -1.50e+3 } "#, "-1.50e+3"),
            (#"{"id":"\u0041\/é","b":2}"#, #""\u0041\/é""#), (#"{"\u0069d":"x"}"#, #""x""#),
            (#"{"id":{"x": [ ]},"b":2}"#, #"{"x": [ ]}"#), (#"{"b":"id","id":null}"#, "null"),
        ])
    func source(text: String, value: String) throws {
        let document = try JSONDocument(Array(text.utf8))
        #expect(document.root.member("id")?.source == Array(value.utf8))
    }

    @Test(
        "what has no such member has no source", arguments: ["{}", "[]", "1", #"{"a":1}"#, #"{"ID":1}"#, ""])
    func nothing(text: String) {
        #expect((try? JSONDocument(Array(text.utf8)))?.root.member("id")?.source == nil)
    }
}
