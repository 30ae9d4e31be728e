import CLibuv

extension TCPConnection {
    /// Bytes accepted by `write` that the system has not taken yet.
    package var queuedBytes: Int {
        handle.isClosed ? 0 : uv_stream_get_write_queue_size(clibuv_stream(handle.pointer))
    }

    /// Sends at once what the system takes and queues the rest; an error closes the connection.
    ///
    /// The queue has no limit of its own: whoever produces for a slow peer watches `queuedBytes`.
    package func write(_ bytes: [UInt8]) { write(bytes[...]) }

    /// The same with a part of an array, which is not copied as far as the system takes it.
    package func write(_ bytes: ArraySlice<UInt8>) {
        guard !handle.isClosed, closing == nil, !bytes.isEmpty else { return }
        do throws(LoopError) {
            let sent = try writeNow(bytes)
            if sent < bytes.count { try queue(bytes.dropFirst(sent)) }
        } catch {
            fail(error)
        }
    }

    /// How many bytes the system took; none while earlier output is queued.
    private func writeNow(_ bytes: borrowing ArraySlice<UInt8>) throws(LoopError) -> Int {
        let status = bytes.withUnsafeBytes { bytes in
            var buffer = outputBuffer(bytes)
            return uv_try_write(clibuv_stream(handle.pointer), &buffer, 1)
        }
        if status == UV_EAGAIN.rawValue { return 0 }
        try check("uv_try_write", status)
        return Int(status)
    }

    private func queue(_ bytes: ArraySlice<UInt8>) throws(LoopError) {
        let request = allocateRequest(copying: bytes)
        var buffer = outputBuffer(UnsafeRawBufferPointer(start: request.pointee.data, count: bytes.count))
        let written: uv_write_cb = { request, status in
            let connection = owner(request!.pointee.handle.pointee.data, as: TCPConnection.self)
            free(request!)
            connection.written(status)
        }
        do throws(LoopError) {
            try check("uv_write", uv_write(request, clibuv_stream(handle.pointer), &buffer, 1, written))
        } catch {
            free(request)
            throw error
        }
        hasUndrainedOutput = true
        loop.hasNewInterest = true
    }

    private func written(_ status: CInt) {
        guard !handle.isClosed else { return }
        do throws(LoopError) {
            try check("uv_write", status)
        } catch {
            return fail(error)
        }
        guard hasUndrainedOutput, queuedBytes == 0 else { return }
        hasUndrainedOutput = false
        if closing == nil { onDrained?() }
    }
}

/// A write request whose `data` is a copy of the bytes: libuv needs both at fixed addresses until it calls back.
private func allocateRequest(copying bytes: ArraySlice<UInt8>) -> UnsafeMutablePointer<uv_write_t> {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    copy.copyBytes(from: bytes)
    let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)
    request.pointee.data = copy.baseAddress
    return request
}

private func free(_ request: UnsafeMutablePointer<uv_write_t>) {
    request.pointee.data.deallocate()
    request.deallocate()
}

/// libuv declares output as mutable characters, although it only reads them.
private func outputBuffer(_ bytes: UnsafeRawBufferPointer) -> uv_buf_t {
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress!).assumingMemoryBound(to: CChar.self)
    return uv_buf_init(start, CUnsignedInt(bytes.count))
}
