import CLibuv

/// The time of day. The only place in the program that looks at it.
package enum WallClock {
    /// Unix milliseconds.
    package static var milliseconds: Int64 {
        var time = uv_timeval64_t()
        require("uv_gettimeofday", uv_gettimeofday(&time))
        return time.tv_sec * 1000 + Int64(time.tv_usec) / 1000
    }
}
