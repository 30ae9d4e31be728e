import CLibuv

/// A Swift object that libuv calls back through one of its handles.
protocol HandleOwner: AnyObject {
    /// Starts closing; safe to call again.
    func close()
    /// libuv has let go of the handle: nothing will be called after this.
    func handleClosed()
}

/// The memory of one libuv handle, from its initialisation to its close callback.
///
/// While the handle is open libuv holds one reference to the owner, in `data`; the close callback gives it back
/// and frees the memory. An owner therefore lives until it is closed, even if nobody else remembers it.
struct Handle<Kind> {
    let pointer: UnsafeMutablePointer<Kind>
    /// True from the call of `close` on, when `pointer` must no longer be used.
    private(set) var isClosed = false

    init(
        _ operation: StaticString, _ initialise: (UnsafeMutablePointer<Kind>) -> CInt
    ) throws(LoopError) {
        pointer = .allocate(capacity: 1)
        do throws(LoopError) {
            try check(operation, initialise(pointer))
        } catch {
            pointer.deallocate()
            throw error
        }
    }

    /// Hands libuv its reference to the owner; to be called once, before any other call with the handle.
    func retain(_ owner: some HandleOwner) {
        clibuv_handle(pointer).pointee.data = Unmanaged<AnyObject>.passRetained(owner).toOpaque()
    }

    /// Starts closing, which ends with the owner's `handleClosed`. False if that was done before.
    mutating func close() -> Bool {
        guard !isClosed else { return false }
        isClosed = true
        closeHandle(clibuv_handle(pointer))
        return true
    }
}

/// The owner of the handle with this `data`, as the type that the caller gave to `Handle.retain`.
func owner<Owner: HandleOwner>(_ data: UnsafeMutableRawPointer, as type: Owner.Type) -> Owner {
    Unmanaged<Owner>.fromOpaque(data).takeUnretainedValue()
}

/// The same when only the handle is known.
func anyOwner(_ handle: UnsafeMutablePointer<uv_handle_t>) -> (any HandleOwner)? {
    Unmanaged<AnyObject>.fromOpaque(handle.pointee.data).takeUnretainedValue() as? any HandleOwner
}

private func closeHandle(_ handle: UnsafeMutablePointer<uv_handle_t>) {
    uv_close(handle) { handle in
        let owner = Unmanaged<AnyObject>.fromOpaque(handle!.pointee.data).takeRetainedValue()
        UnsafeMutableRawPointer(handle!).deallocate()
        (owner as? any HandleOwner)?.handleClosed()
    }
}

/// A handle of a kind whose initialisation only fills in memory and so cannot fail.
func initialised<Kind>(
    _ operation: StaticString, _ initialise: (UnsafeMutablePointer<Kind>) -> CInt
) -> Handle<Kind> {
    do throws(LoopError) {
        return try Handle(operation, initialise)
    } catch {
        preconditionFailure("libuv could not fill in a handle: \(error)")
    }
}
