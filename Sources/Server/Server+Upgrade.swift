import EventLoop
import Exchange
import Gateway
import Wire

/// What a request to leave HTTP for WebSocket comes to.
enum Upgrade {
    /// To be answered like any request; no WebSocket.
    case refused(HTTPResponse)
    /// The bytes that switch protocols.
    case accepted([UInt8], isEcho: Bool)
}

extension Server {
    /// Whether a request becomes a WebSocket; nil if it is an ordinary one.
    ///
    /// What the access policy refuses is left to `respond`, like everything on other paths.
    func upgrade(_ request: HTTPRequest, from address: String) -> Upgrade? {
        guard WebSocketHandshake.isAsked(for: request), let isEcho = isEcho(request),
            isWelcome(request)
        else { return nil }
        do throws(WebSocketHandshake.Refusal) {
            let greeting = try WebSocketHandshake.accept(request)
            if webSockets.isStopping {
                return .refused(refusal(of: address, status: 503, "the server stops"))
            }
            if !isEcho, let response = refusal(ofSocket: request, from: address) { return .refused(response) }
            return .accepted(greeting, isEcho: isEcho)
        } catch {
            var response = refusal(of: address, status: error.status, error.message)
            response.headers += error.headers
            return .refused(response)
        }
    }

    /// Hands a connection over to those who speak WebSocket. `unread` came behind the handshake.
    func handOver(
        _ connection: Connection, _ socket: TCPConnection, greeting: [UInt8], unread: [UInt8], isEcho: Bool
    ) {
        forget(connection)
        if isEcho {
            webSockets.openEcho(socket, greeting: greeting, unread: unread)
        } else {
            webSockets.open(socket, greeting: greeting, unread: unread)
        }
    }

    /// Whether a WebSocket on this path echoes; nil if there are none.
    private func isEcho(_ request: HTTPRequest) -> Bool? {
        let segments = request.pathSegments
        if segments == ["v1"] || segments == ["v1", ""] { return false }
        return options.echoes && segments.first != "v1" && segments.first != "_mock" ? true : nil
    }

    /// Why the API takes no WebSocket from this handshake, though it is one.
    private func refusal(ofSocket request: HTTPRequest, from address: String) -> HTTPResponse? {
        if let text = SBEQuery.refusal(of: request, requiresMatch: options.requiresSBEMatch) {
            return refusal(of: address, status: 400, text)
        }
        let now = Timestamp(milliseconds: WallClock.milliseconds)
        guard var response = sandbox.refusal(ofSocketFrom: address, at: now) else { return nil }
        stamp(&response, for: address, at: now)
        return response
    }
}
