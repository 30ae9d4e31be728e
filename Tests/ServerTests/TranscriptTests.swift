import Server
import Support
import Testing

@Suite struct TranscriptTests {
    @Test(
        "a transcript happens over a socket as it is written",
        arguments: Transcript.all.filter { !$0.needsClock })
    func happens(_ transcript: Transcript) throws {
        let server = try LiveServer { $0.accounts = 4 }
        var runner = TranscriptRunner(try SocketDoor(port: server.port))
        let failure = Result { try runner.run(transcript) }
        #expect(try server.stop() == nil)
        try failure.get()
    }
}
