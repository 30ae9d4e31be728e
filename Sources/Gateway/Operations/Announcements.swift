import Wire

extension Gateway {
    /// `GET /v1/system/announcements`: always an empty page, for nobody announces anything here.
    static func listAnnouncements(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        guard call.query("cursor") == nil else {
            throw .parameter("cursor", "is not one that this server gave for this list.")
        }
        _ = try call.pageSize()
        _ = try call.timeQuery("start_at")
        _ = try call.timeQuery("end_at")
        return .rows(next: nil, previous: nil) { _ in }
    }
}
