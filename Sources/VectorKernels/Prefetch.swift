#if arch(x86_64)
    import CSIMD

    /// Brings the line of an address, which may be any, into the second-level cache.
    @inline(__always)
    func prefetch(_ pointer: UnsafeRawPointer) { csimd_prefetch_second_level(pointer) }

    /// Brings the line of an address, which may be any, into the first-level cache.
    @inline(__always)
    func prefetchNear(_ pointer: UnsafeRawPointer) { csimd_prefetch(pointer) }
#endif
