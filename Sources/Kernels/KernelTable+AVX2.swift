#if arch(x86_64)
    import KernelsAVX2

    extension KernelTable {
        /// The set in AVX2 and FMA instructions; call it only where `csimd_has_avx2_fma` says yes.
        static let avx2 = KernelTable(name: "avx2", KernelsAVX2.VectorKernels.self)
    }

    extension KernelsAVX2.VectorKernels: VectorSet {}
#endif
