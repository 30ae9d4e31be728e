import Testing

@testable import Wire

@Suite("Names of members")
struct JSONNameTests {
    @Test("each of an order's fields has a slot of its own, so that it is found at once")
    func slots() {
        let names: [StaticString] = [
            "id", "client_id", "flags", "instruction", "market", "on_behalf_of_account", "price",
            "recv_window", "side", "signature", "signature_timestamp", "size", "stp", "trigger_price", "type",
            "vwap_price",
        ]
        let slots = names.map { JSONName.slot($0.word(), $0.utf8CodeUnitCount) }
        #expect(Set(slots).count == names.count)
    }

    @Test("names of one slot are told apart, as are more members than are kept together")
    func sharedSlots() throws {
        let names = (0..<200).map { "name \($0)" }
        let text = names.map { #""\#($0)":"\#($0)""# }.joined(separator: ",")
        var members = JSONMembers()
        try members.read(SharedBytes(Array("{\(text)}".utf8)))
        #expect(members.items.map(\.name) == names)
        #expect(members.items.map { $0.value.text?.string } == names)
        #expect(members.item("name 0")?.text?.string == "name 0")
        #expect(members.item("name 199")?.text?.string == "name 199")
        #expect(members.item("name 200") == nil)
        #expect(throws: JSONError.self) {
            try members.read(SharedBytes(Array(#"{\#(text),"name 150":1}"#.utf8)))
        }
    }
}
