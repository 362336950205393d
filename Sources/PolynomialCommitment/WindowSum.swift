import BN254
import Kernels

/// The sum over one window of scalars: its scratch memory, of which every thread has one, and its steps.
struct WindowSum {
    /// The sum of the bases of every |d|, each with the sign of its d; behind them what ``BucketLists`` needs.
    private let buckets: Storage<G1Point>
    private var lists: BucketLists
    private var adder = PairAdder()

    /// Memory for windows of up to `capacity` scalars and `maximumWidth` ≥ 1 bits.
    init(capacity: Int, maximumWidth: Int) {
        let bucketCount = 1 << (maximumWidth - 1)
        lists = BucketLists(capacity: capacity, bucketCount: bucketCount)
        buckets = Storage(uninitializedCount: bucketCount + 1 + BucketLists.partialSumCount(capacity: capacity))
    }

    /// Σ d·base over some of the scalars, d being their digits in `window`.
    ///
    /// - Parameter scaledBases: the bases, their y times `KernelTable/ordinateScale`.
    mutating func sum(
        of scalars: ScalarDigits, window: Int, range: Range<Int>, scaledBases: StorageSlice<G1Point>
    ) -> JacobianPoint<G1> {
        let bucketCount = 1 << (scalars.width - 1)
        lists.sort(scalars, window: window, range: range, bucketCount: bucketCount)
        let highest = lists.clearEmpty(bucketCount: bucketCount, buckets: buckets.slice)
        guard highest > 0 else { return .infinity }
        lists.sum(scaledBases: scaledBases, buckets: buckets.slice, adder: &adder)
        return foldBuckets(logBuckets: Int.bitWidth - (highest - 1).leadingZeroBitCount)
    }

    /// Σ b·B_b over the buckets b = 1 … 2^k, k = `logBuckets`, which are overwritten. Two additions a bucket:
    ///
    /// 1. b = Σ 2^j over the set bits j of b, so the sum is Σ_j 2^j·T_j, T_j being the sum of the buckets with bit j set;
    ///    T_k is bucket 2^k alone.
    /// 2. For j = k − 1, …, 0, the upper half of the first 2^(j+1) places is added to the lower half, bit j having done
    ///    its part, and stays where it is: T_j is the sum of places 2^j ..< 2^(j+1).
    /// 3. These sums are made all together, in halves again, at places 2^j.
    private mutating func foldBuckets(logBuckets: Int) -> JacobianPoint<G1> {
        let buckets = buckets.slice
        for level in (0..<logBuckets).reversed() {
            let half = 1 << level
            for place in 1..<half { adder.append(place, buckets, distance: half) }
            adder.flush(buckets, distance: half)
        }
        for logDistance in (0..<max(logBuckets, 1) - 1).reversed() {
            let distance = 1 << logDistance
            for level in logDistance + 1..<logBuckets {
                for place in 0..<distance { adder.append((1 << level) + place, buckets, distance: distance) }
            }
            adder.flush(buckets, distance: distance)
        }
        return (0...logBuckets).reversed().reduce(.infinity) { sum, bit in sum.doubled + buckets[1 << bit] }
    }
}
