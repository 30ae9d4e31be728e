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
        var members = JSONMembers()
        try members.read(SharedBytes(Array(text.utf8)))
        #expect(members.item("id")?.source.bytes == Array(value.utf8))
    }

    @Test(
        "what has no such member has no source", arguments: ["{}", "[]", "1", #"{"a":1}"#, #"{"ID":1}"#, ""])
    func nothing(text: String) {
        var members = JSONMembers()
        try? members.read(SharedBytes(Array(text.utf8)))
        #expect(members.item("id")?.source.bytes == nil)
    }
}
