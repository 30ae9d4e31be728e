import CLibuv
import Glibc

/// One libuv loop: it waits for sockets, timers and signals, and calls back on the thread that runs it.
///
/// A turn of the loop is: due timers, then the `TurnHook`s, then a wait that ends when something can be read
/// or written or a timer is due, then the callbacks of what woke it. Everything belongs to the one thread that
/// calls `run`.
package final class EventLoop {
    /// Size of the buffer that all connections of the loop read into, one after the other.
    static let readBufferSize = 64 * 1024

    let pointer: UnsafeMutablePointer<uv_loop_t>
    let readBuffer = UnsafeMutablePointer<UInt8>.allocate(capacity: EventLoop.readBufferSize)
    private var isClosed = false
    private var isRunning = false
    private var listenersWithoutDescriptors: [TCPListener] = []
    private lazy var anotherTurn = Timer(loop: self)
    /// Reads since the hooks last ran.
    var reads = 0
    /// A connection wants to read or to write that did not before. The kernel is told of it only when the loop waits.
    var hasNewInterest = false
    /// Pieces of background work that go on: those that need the processor, and those that only wait for the disk.
    var workingPieces = 0
    var waitingPieces = 0
    private var busyWait: BusyWait?

    package init() throws(LoopError) {
        let pointer = UnsafeMutablePointer<uv_loop_t>.allocate(capacity: 1)
        do throws(LoopError) {
            try check("uv_loop_init", uv_loop_init(pointer))
        } catch {
            pointer.deallocate()
            throw error
        }
        self.pointer = pointer
        busyWait = BusyWait(loop: self)
    }

    deinit {
        close()
        readBuffer.deallocate()
    }

    /// Runs until `stop` is called or nothing is left to wait for; hooks and signal watchers alone do not count.
    package func run() {
        precondition(!isClosed && !isRunning, "a loop runs once at a time, and not after it was closed")
        isRunning = true
        uv_run(pointer, UV_RUN_DEFAULT)
        isRunning = false
    }

    /// Makes `run` return at the end of the current turn.
    ///
    /// Hooks come before the sleep and reads after it, so what was read in the last turn has not passed a hook
    /// when `run` returns: whoever stops the loop does the hook's work once more.
    package func stop() {
        guard !isClosed else { return }
        uv_stop(pointer)
    }

    /// Milliseconds on a clock that never goes back, as of the start of the turn's callbacks.
    package var milliseconds: UInt64 { isClosed ? 0 : uv_now(pointer) }

    /// Whether there is something to read, or to do, as far as the kernel was told by the turns before.
    package var hasInput: Bool {
        guard !isClosed else { return false }
        var events = pollfd(fd: uv_backend_fd(pointer), events: Int16(POLLIN), revents: 0)
        return poll(&events, 1, 0) != 0
    }

    /// Makes the hooks run at least once more before the loop next sleeps.
    ///
    /// From a hook: the loop looks for input without waiting and comes back, so that work done in slices does
    /// not hold up readers.
    package func requestAnotherTurn() {
        guard !isClosed else { return }
        anotherTurn.start(after: 0) {}
    }

    /// Closes every remaining handle, calling `onClose` where there is one, and frees the loop.
    ///
    /// Not to be called from one of the loop's own callbacks.
    package func close() {
        guard !isClosed else { return }
        precondition(!isRunning, "a loop cannot be closed by one of its own callbacks; stop it instead")
        isRunning = true
        uv_walk(pointer, { handle, _ in anyOwner(handle!)?.close() }, nil)
        while uv_run(pointer, UV_RUN_DEFAULT) != 0 {}
        isClosed = true
        require("uv_loop_close", uv_loop_close(pointer))
        pointer.deallocate()
    }

    /// Gives the pages that are free back to the system, wherever they lie; the allocator does so by itself only
    /// at its end. Looks at all free memory, which can take milliseconds.
    package static func giveBackFreeMemory() {
        clibuv_give_back_free_memory()
    }

    /// Turns writing to a connection that the peer has closed into an error instead of the end of the process.
    package static func ignoreSIGPIPE() {
        clibuv_ignore_sigpipe()
    }
}

extension EventLoop {
    /// Remembers a listener that must wait for a file descriptor to become free.
    func retryWhenDescriptorIsFree(_ listener: TCPListener) {
        guard !listenersWithoutDescriptors.contains(where: { $0 === listener }) else { return }
        listenersWithoutDescriptors.append(listener)
    }

    /// A connection has closed, so that its descriptor can serve another.
    func descriptorWasFreed() {
        let listeners = listenersWithoutDescriptors
        listenersWithoutDescriptors = []
        for listener in listeners { listener.takeHeldPeer() }
    }
}
