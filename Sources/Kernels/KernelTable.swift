import BN254
import CSIMD
import Glibc

/// The hot loops, each on a block of memory: one set of functions for every kind of machine, chosen once.
///
/// All sets compute the same bits, canonical ones; only between the two passes of a transform the elements are the
/// set's own affair. They are called for blocks of work of a microsecond and more, never for one element,
/// on one thread; the callers spread blocks over the cores. Pointers must not overlap unless a function says so.
public struct KernelTable: Sendable {
    /// What `HSP_KERNELS` calls this set.
    public let name: String
    /// How many columns or rows of a transform it works on at a time: their numbers are multiples of this.
    public let lanes: Int
    /// What the factors of transforms are multiplied with in the tables that this set reads.
    public let factorScale: Fr

    // Transforms (see ``TransformColumns`` and ``TransformRows``).

    /// The first levels of a forward transform, on some columns of a matrix.
    public let forwardColumns: @Sendable (TransformColumns) -> Void
    /// The last levels of a forward transform, on some rows.
    public let forwardRows: @Sendable (TransformRows) -> Void
    /// The first levels of an inverse transform, on some rows.
    public let inverseRows: @Sendable (TransformRows) -> Void
    /// The last levels of an inverse transform, on some columns of a matrix.
    public let inverseColumns: @Sendable (TransformColumns) -> Void

    // Points.

    /// `points[i] = ±bases[entries[i] / 2]` for i in 0..<count, negated if the entry is odd.
    public let gather:
        @Sendable (
            _ bases: UnsafePointer<G1Point>, _ entries: UnsafePointer<UInt32>, _ count: Int,
            _ points: UnsafeMutablePointer<G1Point>
        ) -> Void
    /// Sums of pairs (see ``PointPairs``).
    public let addPairs: @Sendable (PointPairs) -> Void

    /// What the y of the bases of ``sumLists`` are multiplied with in memory.
    public let ordinateScale: Fq
    /// Sums of lists (see ``PointLists``).
    public let sumLists: @Sendable (PointLists) -> Void
    /// Multiples of points (see ``PointMultiples``).
    public let multiplyPoints: @Sendable (PointMultiples) -> Void
    /// Whether each of `count` equations ``EdwardsEquation/holds``.
    public let checkEquations:
        @Sendable (
            _ equations: UnsafePointer<EdwardsEquation>, _ count: Int, _ verdicts: UnsafeMutablePointer<Bool>
        ) -> Void

    // Hashes.

    /// The Rescue permutation of some states (see ``RescueStates``).
    public let permuteRescue: @Sendable (RescueStates) -> Void

    // Vectors of scalars, `count` long.

    /// `values[i] = values[i]·factors[i]`; both may be the same.
    public let multiply:
        @Sendable (_ values: UnsafeMutablePointer<Fr>, _ factors: UnsafePointer<Fr>, _ count: Int) -> Void
    /// `Σ coefficients[i]·point^i`.
    public let evaluate: @Sendable (_ coefficients: UnsafePointer<Fr>, _ point: Fr, _ count: Int) -> Fr
    /// Replaces `count` elements by their inverses; zeros stay. `scratch` has room for ``inversionScratchCount(_:)``
    /// elements, 64-aligned.
    public let invert:
        @Sendable (_ values: UnsafeMutablePointer<Fr>, _ count: Int, _ scratch: UnsafeMutablePointer<Fr>) -> Void
    /// Several linear combinations of the same vectors (see ``LinearCombinations``).
    public let combine: @Sendable (LinearCombinations) -> Void

    // What the prover has of its own.

    /// Numerators and denominators of the permutation argument (see ``PermutationTerms``).
    public let permutationTerms: @Sendable (PermutationTerms) -> Void
    /// The numerator of the quotient polynomial (see ``QuotientTerms``).
    public let quotient: @Sendable (QuotientTerms) -> Void

    /// The elements of scratch memory that ``invert`` needs for `count` elements.
    public static func inversionScratchCount(_ count: Int) -> Int { count / 4 * 5 + 16 }

    /// The set that this process works with: ``preferred``, unless a measurement has chosen another one.
    public static let current: KernelTable = substitute ?? preferred

    /// The best set for this machine, or the one that `HSP_KERNELS` names; an unknown name, or one of a set that this
    /// machine cannot run, means the portable set.
    public static var preferred: KernelTable {
        choice(named: getenv("HSP_KERNELS").map { String(cString: $0) }, among: all)
    }

    /// The sets that this machine can run, the best one first.
    public static let all: [KernelTable] = available(hasIFMA: csimd_has_avx512_ifma() != 0)

    /// The sets that a machine with or without AVX-512 IFMA can run, the best one first.
    package static func available(hasIFMA: Bool) -> [KernelTable] {
        #if arch(x86_64)
            return hasIFMA ? [ifma, portable] : [portable]
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

/// Some adjacent columns of a matrix of scalars, of which a transform does the levels that combine whole rows.
///
/// The matrix has 2^logRows rows. Level s = 0, 1, … logRows − 1 splits the rows into 2^s blocks; rows u in the upper
/// half of block t and v = u + half a block in the lower half become, in a forward transform,
/// (u + w·v, u − w·v) with w = twiddles[node·2^s + t]; an inverse transform runs through the levels backwards and
/// makes (u + v, w·(u − v)). Factors are in memory times ``KernelTable/factorScale``, those of rows, too.
public struct TransformColumns {
    /// Where the first element of the first row is read; with the same stride as `values`, which it is in place.
    public var source: UnsafePointer<Fr>
    /// Where the first element of the first row is written.
    public var values: UnsafeMutablePointer<Fr>
    /// The number of elements from one row to the next.
    public var stride: Int
    /// The logarithm of the number of rows.
    public var logRows: Int
    /// The number of columns.
    public var width: Int
    /// The factors, as many as ``KernelTable/lanes`` at least; the one at 0 must be 1.
    public var twiddles: UnsafePointer<Fr>
    /// Where the factors of level 0 are: 0 for a table that all levels share, 1 for one with a part for every level.
    public var node: Int
    /// k, below 64, for kernels of several lanes in 4…51: an inverse transform ends with a division by 2^k; a forward one
    /// does not divide.
    public var logDivisor: Int
    /// Room for ``scratchCount(logRows:width:)`` elements, 64-aligned.
    public var scratch: UnsafeMutablePointer<Fr>

    /// The elements of scratch memory that any set needs for `width` columns of 2^logRows elements.
    public static func scratchCount(logRows: Int, width: Int) -> Int {
        max(width << logRows, KernelTable.vectorScratchSize(logRows: logRows) / MemoryLayout<Fr>.stride)
    }

    /// These columns, read from `source`, or from `values` if that is nil.
    public init(
        source: UnsafePointer<Fr>? = nil, values: UnsafeMutablePointer<Fr>, stride: Int, logRows: Int, width: Int,
        twiddles: UnsafePointer<Fr>, node: Int, logDivisor: Int, scratch: UnsafeMutablePointer<Fr>
    ) {
        self.source = source ?? UnsafePointer(values)
        self.values = values
        self.stride = stride
        self.logRows = logRows
        self.width = width
        self.twiddles = twiddles
        self.node = node
        self.logDivisor = logDivisor
        self.scratch = scratch
    }
}

/// Some rows, one after the other, in each of which a transform does its remaining levels.
///
/// Level s = 0, 1, … logLength − 1 splits row number i into 2^s blocks and works on block t as in ``TransformColumns``,
/// with the factor twiddles[i·2^s + t].
public struct TransformRows {
    /// The first element of the first row.
    public var values: UnsafeMutablePointer<Fr>
    /// The logarithm of a row's length.
    public var logLength: Int
    /// The numbers of the rows; `values` is where the first of them starts.
    public var rows: Range<Int>
    /// The factors; the one at 0 must be 1.
    public var twiddles: UnsafePointer<Fr>
    /// What the elements of every row are multiplied by, before a forward and after an inverse transform, if anything:
    /// 1, g, g², … for a g.
    public var scaling: UnsafePointer<Fr>?
    /// k, below 64, if an inverse transform ends here, with a division by 2^k; nil if columns follow, as they do for kernels
    /// of several lanes, or for a forward one.
    public var logDivisor: Int?
    /// Room for ``scratchCount(logLength:)`` elements, 64-aligned.
    public var scratch: UnsafeMutablePointer<Fr>

    /// The elements of scratch memory that any set needs for rows of 2^logLength elements.
    public static func scratchCount(logLength: Int) -> Int {
        KernelTable.vectorScratchSize(logLength: logLength) / MemoryLayout<Fr>.stride
    }

    /// These rows.
    public init(
        values: UnsafeMutablePointer<Fr>, logLength: Int, rows: Range<Int>, twiddles: UnsafePointer<Fr>,
        scaling: UnsafePointer<Fr>?, logDivisor: Int?, scratch: UnsafeMutablePointer<Fr>
    ) {
        self.scratch = scratch
        self.values = values
        self.logLength = logLength
        self.rows = rows
        self.twiddles = twiddles
        self.scaling = scaling
        self.logDivisor = logDivisor
    }
}

/// Pairs of points that are added: points[f] += points[f + distance] for the first `count` f in `firsts`.
///
/// No place may occur in two pairs. Exact for all points of the curve: equal ones, opposite ones, infinity.
public struct PointPairs {
    /// The points; the sums replace the first ones of the pairs, the second ones stay.
    public var points: UnsafeMutablePointer<G1Point>
    /// The places of the first points; with room up to the next multiple of 8, which may be overwritten.
    public var firsts: UnsafeMutablePointer<UInt32>
    /// The number of pairs; they share one inversion.
    public var count: Int
    /// How far behind the first point of a pair the second is.
    public var distance: Int
    /// Room for ``scratchCount(pairs:)`` elements, 64-aligned.
    public var scratch: UnsafeMutablePointer<Fq>

    /// The elements of scratch memory that `count` pairs need.
    public static func scratchCount(pairs count: Int) -> Int { 3 * count + 180 }

    /// These pairs.
    public init(
        points: UnsafeMutablePointer<G1Point>, firsts: UnsafeMutablePointer<UInt32>, count: Int, distance: Int,
        scratch: UnsafeMutablePointer<Fq>
    ) {
        self.points = points
        self.firsts = firsts
        self.count = count
        self.distance = distance
        self.scratch = scratch
    }
}
