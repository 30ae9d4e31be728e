import CLibuv

/// Calls an action in every turn just before the loop sleeps: after all reads of the turn before.
///
/// Of several hooks the one created last runs first. A hook does not keep the loop running.
package final class TurnHook: HandleOwner {
    private var handle: Handle<uv_prepare_t>
    private var action: (() -> Void)?

    package init(loop: EventLoop, _ action: @escaping () -> Void) {
        handle = initialised("uv_prepare_init") { uv_prepare_init(loop.pointer, $0) }
        self.action = action
        handle.retain(self)
        let turned: uv_prepare_cb = { owner($0!.pointee.data, as: TurnHook.self).action?() }
        require("uv_prepare_start", uv_prepare_start(handle.pointer, turned))
        uv_unref(clibuv_handle(handle.pointer))
    }

    package func close() {
        if handle.close() { action = nil }
    }

    func handleClosed() {}
}
