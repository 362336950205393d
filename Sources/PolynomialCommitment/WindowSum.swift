import BN254
import Kernels

/// The sum over one window of scalars: its scratch memory, of which every thread has one, and its steps.
struct WindowSum {
    /// The points that are added at a time: 64 bytes each, so that they stay in the second-level cache.
    private static let chunkLength = 4096

    /// The digit codes of the scalars (``ScalarDigits/forEachDigit(ofWindow:_:)``).
    private let digits: Storage<UInt32>
    /// 2·place + (1 if the base is to be negated), sorted by |d|, without those of d = 0.
    private let entries: Storage<UInt32>
    /// Where the entries of every |d| end.
    private let ends: Storage<UInt32>
    /// The sum of the bases of every |d|, each with the sign of its d.
    private let buckets: Storage<G1Point>
    /// A chunk of points; the first place is for the sum so far of a bucket that began before.
    private let points = Storage<G1Point>(count: chunkLength + 1)
    private var segments: [Segment] = []
    private var unfinished: [Segment] = []
    private var adder = PairAdder()

    /// Adjacent points of a chunk that belong to one bucket.
    private struct Segment {
        let bucket: Int
        /// The place of the first point.
        let start: Int
        /// How many points are left to be added.
        var count: Int
    }

    /// Memory for windows of up to `capacity` scalars and `maximumWidth` ≥ 1 bits.
    init(capacity: Int, maximumWidth: Int) {
        digits = Storage(count: capacity)
        entries = Storage(count: capacity)
        ends = Storage(count: (1 << (maximumWidth - 1)) + 1)
        buckets = Storage(count: (1 << (maximumWidth - 1)) + 1)
    }

    /// Σ d·base over the scalars, d being their digits in `window`.
    mutating func sum(of scalars: ScalarDigits, window: Int, bases: UnsafePointer<G1Point>) -> JacobianPoint<G1> {
        let logBuckets = scalars.width - 1
        sort(scalars, window: window, bucketCount: 1 << logBuckets)
        fillBuckets(bucketCount: 1 << logBuckets, bases: bases)
        return foldBuckets(logBuckets: logBuckets)
    }

    /// Counting sort of the scalars by |d|, which is `bucketCount` at the most.
    private func sort(_ scalars: ScalarDigits, window: Int, bucketCount: Int) {
        let (digits, entries, ends) = (digits.base, entries.base, ends.base)
        ends.update(repeating: 0, count: bucketCount + 1)
        scalars.forEachDigit(ofWindow: window) { index, code in
            digits[index] = code
            ends[Int(code >> 1)] += 1
        }
        // Counts become starts, and the placing moves every start on to the end.
        var start: UInt32 = 0
        ends[0] = 0
        for bucket in 1...bucketCount {
            (ends[bucket], start) = (start, start + ends[bucket])
        }
        for index in 0..<scalars.count(ofWindow: window) where digits[index] > 1 {
            let bucket = Int(digits[index] >> 1)
            entries[Int(ends[bucket])] = scalars.entry(index) ^ (digits[index] & 1)
            ends[bucket] += 1
        }
    }

    /// Adds up the bases of every bucket, a chunk of sorted entries at a time.
    private mutating func fillBuckets(bucketCount: Int, bases: UnsafePointer<G1Point>) {
        let (points, buckets, ends) = (points.base, buckets.base, ends.base)
        let total = Int(ends[bucketCount])
        var (bucket, done) = (1, 0)
        // Whether place 0 holds the sum of the entries of `bucket` that are done.
        var isCarried = false
        while bucket <= bucketCount {
            let length = min(WindowSum.chunkLength, total - done)
            KernelTable.current.gather(bases, entries.base + done, length, points + 1)
            // Entry e is at place e − done + 1.
            var start = isCarried ? 0 : 1
            segments.removeAll(keepingCapacity: true)
            while bucket <= bucketCount && Int(ends[bucket]) <= done + length {
                let end = Int(ends[bucket]) - done + 1
                if start < end {
                    segments.append(Segment(bucket: bucket, start: start, count: end - start))
                } else {
                    buckets[bucket] = .infinity
                }
                (start, bucket) = (end, bucket + 1)
            }
            isCarried = start <= length
            if isCarried { segments.append(Segment(bucket: bucket, start: start, count: length + 1 - start)) }
            addSegments()
            for segment in segments { buckets[segment.bucket] = points[segment.start] }
            if isCarried { points[0] = buckets[bucket] }
            done += length
        }
    }

    /// Adds up the points of every segment; the sum is at its start.
    ///
    /// In every round the points of each segment are added two by two, so that the first, third, … of those left hold
    /// the sums, twice as far apart as before.
    private mutating func addSegments() {
        unfinished.removeAll(keepingCapacity: true)
        for segment in segments where segment.count > 1 { unfinished.append(segment) }
        var distance = 1
        while !unfinished.isEmpty {
            for index in unfinished.indices {
                let segment = unfinished[index]
                for pair in 0..<segment.count / 2 {
                    adder.append(segment.start + 2 * distance * pair, points.base, distance: distance)
                }
                unfinished[index].count = (segment.count + 1) / 2
            }
            adder.flush(points.base, distance: distance)
            unfinished.removeAll { $0.count == 1 }
            distance *= 2
        }
    }

    /// Σ b·B_b over the buckets b = 1 … 2^k, k = `logBuckets`, which are overwritten. Two additions a bucket:
    ///
    /// 1. b = Σ 2^j over the set bits j of b, so the sum is Σ_j 2^j·T_j, T_j being the sum of the buckets with bit j set;
    ///    T_k is bucket 2^k alone.
    /// 2. For j = k − 1, …, 0, the upper half of the first 2^(j+1) places is added to the lower half, bit j having done
    ///    its part, and stays where it is: T_j is the sum of places 2^j ..< 2^(j+1).
    /// 3. These sums are made all together, in halves again, at places 2^j.
    private mutating func foldBuckets(logBuckets: Int) -> JacobianPoint<G1> {
        let buckets = buckets.base
        for level in (0..<logBuckets).reversed() {
            let half = 1 << level
            for place in 1..<half { adder.append(place, buckets, distance: half) }
            adder.flush(buckets, distance: half)
        }
        for logDistance in (0..<logBuckets - 1).reversed() {
            let distance = 1 << logDistance
            for level in logDistance + 1..<logBuckets {
                for place in 0..<distance { adder.append((1 << level) + place, buckets, distance: distance) }
            }
            adder.flush(buckets, distance: distance)
        }
        return (0...logBuckets).reversed().reduce(.infinity) { sum, bit in sum.doubled + buckets[1 << bit] }
    }
}
