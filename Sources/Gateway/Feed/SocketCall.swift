import Exchange
import Wire

/// One request over a socket as an operation sees it.
struct SocketCall {
    let socket: SocketID
    let params: JSONItem?
    /// Whether the request named its reply.
    let hasID: Bool
    /// Who has authenticated the socket.
    let session: Session?
    let now: Timestamp

    /// Who asks. Refused unless the method table's `.account` let the call in.
    func caller() throws(RPCError) -> Caller {
        guard let session else { throw .permission("authentication is required, call auth first") }
        return Caller(session: session, now: now)
    }

    /// The parameters by name; none is like an empty object.
    func fields() throws(RPCError) -> Fields {
        guard let params, !params.isNull else { return Fields() }
        guard params.isObject else { throw .parameters("params: must be a JSON object") }
        return Fields(params)
    }

    /// Reads what the parameters say: what is wrong then is their form.
    func reading<Value>(_ read: () throws(APIError) -> Value) throws(RPCError) -> Value {
        do throws(APIError) {
            return try read()
        } catch {
            throw RPCError(form: error)
        }
    }

    func form<Form>(_ make: (inout Fields) throws(APIError) -> Form) throws(RPCError) -> Form {
        var fields = try fields()
        return try reading { () throws(APIError) in try make(&fields) }
    }

    /// Does what is asked: what is wrong then is what was asked.
    func carryOut<Value>(_ work: (Caller) throws(APIError) -> Value) throws(RPCError) -> Value {
        let caller = try caller()
        do throws(APIError) {
            return try work(caller)
        } catch {
            throw RPCError(error)
        }
    }
}
