import CLibuv

/// An operating system call that libuv made for us and that failed.
package struct LoopError: Error, Equatable, CustomStringConvertible {
    /// What was attempted, in libuv's words: `uv_tcp_bind`.
    package let operation: String
    /// The error's symbol: `EADDRINUSE`.
    package let name: String
    /// The error in English, for people.
    package let message: String

    package var description: String { "\(operation): \(message) (\(name))" }

    init(operation: String, status: CInt) {
        self.operation = operation
        name = String(cString: uv_err_name(status))
        message = String(cString: uv_strerror(status))
    }
}

/// The one place where libuv's return codes become errors: negative means failed.
func check(_ operation: StaticString, _ status: CInt) throws(LoopError) {
    if status < 0 { throw LoopError(operation: "\(operation)", status: status) }
}

/// For calls that fail only when this library misuses libuv, such as starting a handle without a callback.
func require(_ operation: StaticString, _ status: CInt) {
    do throws(LoopError) {
        try check(operation, status)
    } catch {
        preconditionFailure("libuv refused a call that cannot fail when used correctly: \(error)")
    }
}
