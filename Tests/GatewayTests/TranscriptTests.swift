import Support
import Testing

@Suite struct TranscriptTests {
    @Test("a transcript happens in process as it is written", arguments: Transcript.all)
    func happens(_ transcript: Transcript) throws {
        var runner = TranscriptRunner(GatewayDoor())
        try runner.run(transcript)
    }

    @Test("there are transcripts, and few of them need a clock")
    func count() {
        #expect(Transcript.all.count >= 20)
        #expect(Transcript.all.filter(\.needsClock).count <= Transcript.all.count / 4)
    }

    @Test(
        "a transcript that did not happen fails with its line",
        arguments: [
            ("> GET /v1/system/state\n< 201\n{\"status\":\"ok\"}", ":1", "expected status 201"),
            ("> GET /v1/system/state\n< 200\n{\"status\":\"bad\"}", ":1", #"expected "bad", got "ok""#),
            ("> GET /v1/system/state\n< 200\n{}", ":1", "/status: not expected"),
            ("> GET /v1/system/state\n< 200\n{\"status\":\"ok\",\"more\":…}", ":1", "/more: missing"),
            ("> GET /v1/system/state\n< 200", ":1", "expected no body"),
            ("\n> GET /v1/markets\n< 200\n{\"results\":[]}", ":2", "expected 0 elements, got 3"),
            ("> GET /v1/system/state\n< 200\nRetry-After: …\n{\"status\":\"ok\"}", ":1", "no such field"),
            ("> GET /v1/system/state\n< 200\n{\"status\":\"{alice}\"}", ":1", "got \"ok\""),
            (
                "> GET /v1/system/state\n< 200\n{\"status\":\"{s}\"}\n\n> GET /v1/system/time\n< 200\n"
                    + "{\"server_time\":{s}}", ":5", "expected {s}, which is ok"
            ),
            ("> GET /v1/orders/{order}\n< 200", ":1", "{order} is not bound yet"),
        ])
    func fails(_ text: String, _ line: String, _ reason: String) throws {
        var runner = TranscriptRunner(GatewayDoor())
        let transcript = try Transcript("wrong", text)
        let error = #expect(throws: TranscriptError.self) { try runner.run(transcript) }
        #expect(error?.description.contains("wrong" + line) == true, "\(error as Any)")
        #expect(error?.description.contains(reason) == true, "\(error as Any)")
    }

    /// Answers every question alike.
    private struct Echo: Door {
        let now: Int64 = 1_763_700_000_000
        let answer: Answered

        mutating func wait(milliseconds: Int64) {}
        mutating func ask(_ question: Question) -> Answered { answer }
    }

    @Test("a reply that the document does not allow fails the transcript that expects it, with its line")
    func document() throws {
        let text = "> GET /v1/system/state\n< 200\n{\"status\":…}"
        let headers = ["Limit", "Remaining", "Reset", "Window"].map {
            (name: "X-RateLimit-" + $0, value: "1")
        }
        var answer = Answered(status: 200, headers: headers, body: Array(#"{"status":"fine"}"#.utf8))
        answer.headers.append(("Content-Type", "application/json"))
        var runner = TranscriptRunner(Echo(answer: answer))
        let transcript = try Transcript("wrong", text)
        let error = #expect(throws: TranscriptError.self) { try runner.run(transcript) }
        #expect(error?.description.contains("wrong:1") == true, "\(error as Any)")
        #expect(error?.description.contains("/status: expected one of") == true, "\(error as Any)")
    }

    @Test(
        "a text that is no transcript is not read as one",
        arguments: ["GET /v1/orders", "> GET", "< 200", "> GET /v1/orders", "> GET /a\n> GET /b", "at 5s"])
    func malformed(_ text: String) {
        #expect(throws: TranscriptError.self) { try Transcript("malformed", text) }
    }
}
