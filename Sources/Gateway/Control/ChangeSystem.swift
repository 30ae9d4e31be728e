import Exchange
import Wire

extension Gateway {
    /// `POST /_mock/system`: sets what the exchange as a whole lets its users do.
    static func changeSystemStatus(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        try fields.refuseOthers(than: ["status"])
        let status = try fields.word("status", SystemStatus.words, SystemStatus.init(word:))
        try gateway.carryOut(.setStatus(status), at: call.now)
        return .json(Self.object { $0.member("status", status.word) })
    }
}

extension SystemStatus {
    fileprivate static let words = allCases.map(\.word).joined(separator: ", ")
}
