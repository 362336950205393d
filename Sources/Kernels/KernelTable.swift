import BN254
import CSIMD
import Glibc

/// The hot loops, each on a block of memory: one set of functions for every kind of machine, chosen once.
///
/// All sets compute the same bits, canonical ones; only between the two passes of a transform the elements are the
/// set's own affair. They are called for blocks of work of a microsecond and more, never for one element,
/// on one thread; the callers spread blocks over the cores. Blocks of memory must not overlap unless a function says so.
public struct KernelTable: Sendable {
    /// What `HSP_KERNELS` calls this set.
    public let name: String
    /// How many columns or rows of a transform it works on at a time: their numbers are multiples of this.
    public let lanes: Int
    /// What the factors of transforms are multiplied with in the tables that this set reads.
    public let factorScale: Fr
    /// What the y of the bases of ``sumLists(_:)`` are multiplied with in memory.
    public let ordinateScale: Fq
    /// The scratch memory that this set needs.
    public let scratch: ScratchSizes
    /// The kernels.
    let functions: KernelFunctions

    /// The set that this process works with: ``preferred``, unless a measurement has chosen another one.
    public static let current: KernelTable = substitute ?? preferred

    /// The best set for this machine, or the one that `HSP_KERNELS` names; an unknown name, or one of a set that this
    /// machine cannot run, means the portable set.
    public static var preferred: KernelTable {
        choice(named: getenv("HSP_KERNELS").map { String(cString: $0) }, among: all)
    }

    /// The sets that this machine can run, the best one first.
    public static let all: [KernelTable] = available(
        hasIFMA: csimd_has_avx512_ifma() != 0, hasAVX2: csimd_has_avx2_fma() != 0)

    /// The sets that a machine with or without AVX-512 IFMA, and AVX2 with FMA, can run, the best one first.
    package static func available(hasIFMA: Bool, hasAVX2: Bool) -> [KernelTable] {
        #if arch(x86_64)
            return (hasIFMA ? [ifma] : []) + (hasAVX2 ? [avx2] : []) + [portable]
        #else
            return [portable]
        #endif
    }

    /// The set of that name among `tables`, the first one for no name, the portable one for an unknown name.
    package static func choice(named name: String?, among tables: [KernelTable]) -> KernelTable {
        guard let name, !name.isEmpty else { return tables.first ?? portable }
        return tables.first { $0.name == name } ?? portable
    }
}
