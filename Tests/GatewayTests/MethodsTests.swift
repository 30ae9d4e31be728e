import Support
import Testing
import Wire

@testable import Gateway

@Suite struct MethodsTests {
    @Test("every method has a name of its own, and orders need an account")
    func table() {
        #expect(Set(methods.map(\.name)).count == methods.count)
        for method in methods {
            #expect((method.access == .account) == method.name.hasPrefix("order."), "\(method.name)")
        }
    }

    @Test("a method is for whoever has authenticated, or for all", arguments: methods.map(\.name))
    func access(_ name: String) throws {
        var door = GatewayDoor()
        try door.open("alice")
        try door.send(#"{"method":"\#(name)","params":{"enabled":true},"id":1}"#, over: "alice")
        let code = try door.takeMessages(of: "alice")[0]["error"]?["code"]?.numberValue?.text
        #expect(code == (name.hasPrefix("order.") ? "40300" : "-32602"))
    }
}
