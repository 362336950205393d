#if arch(x86_64)
    import KernelsIFMA

    extension KernelTable {
        /// The set in AVX-512 IFMA instructions; call it only where `csimd_has_avx512_ifma` says yes.
        static let ifma = KernelTable(name: "ifma", KernelsIFMA.VectorKernels.self)
    }

    extension KernelsIFMA.VectorKernels: VectorSet {}
#endif
