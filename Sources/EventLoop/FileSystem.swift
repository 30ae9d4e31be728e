import CLibuv

/// The few files that are read or written at start: blocking, since nothing else runs yet.
package enum FileSystem {
    /// The whole content of a file.
    package static func read(_ path: String) throws(LoopError) -> [UInt8] {
        let file = try open(path, UV_FS_O_RDONLY)
        defer { _ = try? finish("uv_fs_close") { uv_fs_close(nil, $0, file, nil) } }
        var content: [UInt8] = []
        while true {
            let chunk = try readChunk(of: file)
            if chunk.isEmpty { return content }
            content += chunk
        }
    }

    /// Writes a file so that whoever waits for it never sees half of it.
    package static func write(_ content: [UInt8], to path: String) throws(LoopError) {
        let draft = path + ".new"
        let file = try open(draft, UV_FS_O_WRONLY | UV_FS_O_CREAT | UV_FS_O_TRUNC)
        try write(content, to: file)
        try finish("uv_fs_close") { uv_fs_close(nil, $0, file, nil) }
        try finish("uv_fs_rename") { uv_fs_rename(nil, $0, draft, path, nil) }
    }

    /// Writes to standard output (1) or standard error (2) at once; a closed pipe is not our concern.
    package static func print(_ text: String, to descriptor: Int32 = 1) {
        try? write(Array(text.utf8), to: descriptor)
    }

    private static func open(_ path: String, _ flags: Int32) throws(LoopError) -> uv_file {
        try finish("open") { uv_fs_open(nil, $0, path, flags, 0o644, nil) }
    }

    private static func readChunk(of file: uv_file) throws(LoopError) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = chunk.withUnsafeMutableBytes { bytes in
            let base = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            var buffer = uv_buf_init(base, UInt32(bytes.count))
            return result(of: { uv_fs_read(nil, $0, file, &buffer, 1, -1, nil) })
        }
        try check("uv_fs_read", count)
        return Array(chunk.prefix(Int(count)))
    }

    private static func write(_ content: [UInt8], to file: uv_file) throws(LoopError) {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress!)
                var buffer = uv_buf_init(base.assumingMemoryBound(to: CChar.self), UInt32(bytes.count))
                return result(of: { uv_fs_write(nil, $0, file, &buffer, 1, -1, nil) })
            }
            try check("uv_fs_write", count)
            rest = rest.dropFirst(Int(count))
        }
    }

    /// Makes one blocking call.
    @discardableResult
    private static func finish(
        _ operation: StaticString, _ call: (UnsafeMutablePointer<uv_fs_t>) -> CInt
    ) throws(LoopError) -> CInt {
        let result = result(of: call)
        try check(operation, result)
        return result
    }

    /// Makes one blocking call and gives what it returned; negative means failed.
    private static func result(of call: (UnsafeMutablePointer<uv_fs_t>) -> CInt) -> CInt {
        var request = uv_fs_t()
        defer { uv_fs_req_cleanup(&request) }
        return call(&request)
    }
}
