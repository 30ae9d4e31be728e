extension Gateway {
    /// `GET /_mock/openapi.json`: the document that describes every operation, as the tests hold replies to it.
    static func getOpenAPI(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        .json(PackageResources.openapi_json)
    }
}
