import Wire

extension OpenAPIDocument {
    /// Throws unless the document allows this answer to this question.
    package func check(_ question: Question, _ answer: Answered) throws {
        do {
            try checkAnswer(answer, to: question)
        } catch {
            throw TranscriptError(
                "\(question.method) \(question.target) is not answered as fixtures/openapi.yaml says: \(error)"
            )
        }
    }

    private func checkAnswer(_ answer: Answered, to question: Question) throws {
        let isHead = question.method == "HEAD"
        let method = isHead ? "GET" : question.method
        if method == "OPTIONS" { return try checkOptions(answer) }
        guard let operation = operation(method, target: question.target) else {
            return try checkRefusal(answer, isHead: isHead)
        }
        let responses = operation.content["responses"]
        guard let response = resolved(responses?[String(answer.status)]) else {
            let statuses = responses?.objectValue?.members.map(\.key).sorted().joined(separator: ", ") ?? ""
            throw SchemaError(
                "", "status \(answer.status) of \(operation.name) is not documented, only \(statuses)")
        }
        try check(answer, response, isHead: isHead)
        if (200..<300).contains(answer.status) { try checkRequest(question, operation) }
    }

    private func checkOptions(_ answer: Answered) throws {
        guard answer.status == 204, answer.body.isEmpty else {
            throw SchemaError("", "OPTIONS answers 204 and no body")
        }
    }

    /// What is not listed is told so, or told to log in first. Limits and maintenance come before that.
    private func checkRefusal(_ answer: Answered, isHead: Bool) throws {
        let names = [401: "Unauthorized", 404: "NotFound", 429: "RateLimited", 503: "Unavailable"]
        guard let name = names[answer.status], let response = response(named: name) else {
            throw SchemaError("", "status \(answer.status) of an operation that is not documented")
        }
        try check(answer, response, isHead: isHead)
    }

    private func check(_ answer: Answered, _ response: JSONValue, isHead: Bool) throws {
        try checkHeaders(of: answer, response["headers"])
        if !isHead { try checkBody(of: answer, response["content"]) }
    }

    private func checkHeaders(of answer: Answered, _ headers: JSONValue?) throws {
        for member in headers?.objectValue?.members ?? [] {
            guard let header = resolved(member.value), let schema = header["schema"] else { continue }
            guard let text = answer[member.key] else {
                guard header["required"] != .bool(true) else { throw SchemaError(member.key, "missing") }
                continue
            }
            let value = JSONNumber(text).map(JSONValue.number) ?? .string(text)
            try checker.check(value, schema, at: member.key)
        }
    }

    private func checkBody(of answer: Answered, _ content: JSONValue?) throws {
        guard let content else {
            guard answer.body.isEmpty else { throw SchemaError("", "expected no body") }
            return
        }
        let mediaType = answer["Content-Type"]?.split(separator: ";").first.map(String.init) ?? "none"
        guard let schema = content[mediaType]?["schema"] else {
            throw SchemaError("Content-Type", "\(mediaType) is not documented")
        }
        try checker.check(try json(answer.body), schema)
    }

    /// A body that was accepted is one that clients may send.
    private func checkRequest(_ question: Question, _ operation: Operation) throws {
        guard let content = operation.content["requestBody"]?["content"] else { return }
        guard let schema = content["application/json"]?["schema"] else {
            throw SchemaError("", "the request of \(operation.name) has no schema")
        }
        do {
            try checker.forRequests.check(try json(question.body), schema)
        } catch {
            throw SchemaError("", "the request was accepted and is not documented: \(error)")
        }
    }

    private func json(_ body: [UInt8]) throws -> JSONValue {
        do {
            return try JSONValue.parse(body)
        } catch {
            throw SchemaError("", "expected JSON: \(error)")
        }
    }
}
