import BN254
import Kernels

/// The entries of a window's scalars, sorted into the lists of points that `KernelTable/sumLists` adds up.
///
/// A bucket is a list; one that is too long for that is several. The lists are in the order of their lengths, so that
/// those that are added up together are equally long but for a few.
struct BucketLists {
    /// The digit codes of the scalars (``ScalarDigits/write(_:_:to:)``).
    private let digits: Storage<UInt32>
    /// 2·place + (1 if the base is to be negated): octet by octet as in `PointLists`, behind them those of long buckets
    /// one bucket after the other.
    private let entries: Storage<UInt32>
    /// Entries of neighbouring buckets together, on their way to the lists.
    private let records: Storage<UInt32>
    /// Where the next record of a group of buckets goes.
    private let groups = Storage<UInt32>(count: (1 << 16) >> groupBits + 2)
    /// How many entries a bucket has; then twice the place of its next entry, plus 1 in a long bucket.
    private let cursors: MutableStorageSlice<UInt32>
    /// The lengths of the lists.
    private let lengths: MutableStorageSlice<UInt32>
    /// Where the entries of every octet begin.
    private let starts: MutableStorageSlice<UInt32>
    /// Where the sum of every list belongs.
    private let targets: MutableStorageSlice<UInt32>
    /// The kernel's scratch memory, in one block with the tables before: of at least 2 MiB, so that it has huge pages.
    private let scratch: MutableStorageSlice<UInt8>
    private let sums = Storage<G1Point>(count: 8 * PointLists.maximumCount)
    private var longBuckets: [LongBucket] = []
    private var octetCount = 0

    /// A group is 2^7 buckets: its lists, some 16 KiB for 2^20 scalars, stay in the first-level cache while they are written.
    private static let groupBits = 7
    /// The entries of a cache line. The line that a list or a group comes to next is asked for in time: a processor waits for
    /// the lines that it writes to, one after the other.
    private static let lineLength = 16
    /// Below so many entries all lists stay there.
    private static let groupedCount = 1 << 15

    /// A bucket of several lists. `lengthLimit` divides its entries into the full ones and, perhaps, a last one.
    private struct LongBucket {
        let bucket: Int
        let count: Int
        /// The place of its first entry before they are spread over the lists.
        let source: Int
        /// The first one of the full lists, which follow each other.
        let firstList: Int
        let lastList: Int
        /// Where the first one of its sums belongs.
        let target: Int
    }

    /// Memory for up to `capacity` scalars and `bucketCount` buckets.
    init(capacity: Int, bucketCount: Int) {
        digits = Storage(uninitializedCount: capacity)
        records = Storage(uninitializedCount: capacity > BucketLists.groupedCount ? capacity : 0)
        entries = Storage(uninitializedCount: 2 * capacity + 8 * PointLists.maximumLength + 16)
        let scratchCount = KernelTable.current.scratch.listByteCount / 4
        let listCapacity = bucketCount + BucketLists.partialSumCount(capacity: capacity) + 8
        let memory = Storage<UInt32>(
            uninitializedCount: max(1 << 19, scratchCount + bucketCount + 1 + 3 * listCapacity))
        var end = 0
        func part(_ count: Int) -> MutableStorageSlice<UInt32> {
            end += count
            return memory[end - count..<end]
        }
        scratch = part(scratchCount).bytes
        cursors = part(bucketCount + 1)
        lengths = part(listCapacity)
        starts = part(listCapacity)
        targets = part(listCapacity)
    }

    /// The longest list for so many entries: such that long buckets alone fill lists enough for most of a call of the kernel.
    private static func lengthLimit(count: Int) -> Int { max(8, min(PointLists.maximumLength, count >> 10)) }

    /// No fewer than the lists of long buckets, for up to `capacity` entries: with a limit of l ≥ 8 there are count/l full
    /// ones, and as many long buckets at the most, and l > 9/10·count/1024 unless it is `PointLists/maximumLength`.
    static func partialSumCount(capacity: Int) -> Int { 2 * max(1152, capacity / PointLists.maximumLength) }
}

extension BucketLists {
    /// Sorts the digits, |d| ≤ `bucketCount`, of some scalars.
    mutating func sort(_ scalars: ScalarDigits, window: Int, range: Range<Int>, bucketCount: Int) {
        let (digits, cursors) = (digits[0..<range.count], cursors)
        cursors.prefix(bucketCount + 1).update(repeating: 0)
        scalars.write(window, range, to: digits)
        for offset in 0..<digits.count { cursors[Int(digits[offset] >> 1)] &+= 1 }
        let limit = BucketLists.lengthLimit(count: range.count - Int(cursors[0]))
        let places = scalars.entries(range)
        // A record has 22 bits for a place and a sign.
        if range.count > BucketLists.groupedCount, scalars.scalarCount <= 1 << 21 {
            let groupCount = group(digits, places, bucketCount: bucketCount)
            layOut(bucketCount: bucketCount, limit: limit)
            writeGroups(groupCount)
        } else {
            layOut(bucketCount: bucketCount, limit: limit)
            let entries = entries.slice
            for offset in 0..<digits.count {
                let code = digits[offset]
                if code > 1 { BucketLists.write(places[offset] ^ (code & 1), bucket: code >> 1, entries, cursors) }
            }
        }
        spreadLongBuckets(limit: limit)
        padOctets()
    }

    /// Writes the next entry of a bucket.
    @inline(__always)
    private static func write(
        _ entry: UInt32, bucket: UInt32, _ entries: MutableStorageSlice<UInt32>, _ cursors: MutableStorageSlice<UInt32>
    ) {
        let cursor = cursors[Int(bucket)]
        entries.prefetch(Int(cursor >> 1) + BucketLists.lineLength)
        entries[Int(cursor >> 1)] = entry
        cursors[Int(bucket)] = cursor &+ (cursor & 1 == 0 ? 16 : 2)
    }

    /// Sorts the entries by the upper bits of their buckets, given the counts of these; the number of groups.
    ///
    /// A record is an entry and the lower bits of its bucket. To write the lists at once would fetch a line from far away for
    /// nearly every entry.
    private func group(
        _ digits: MutableStorageSlice<UInt32>, _ places: StorageSlice<UInt32>, bucketCount: Int
    ) -> Int {
        let (records, groups) = (records.slice, groups.slice)
        let size = 1 << BucketLists.groupBits
        let mask = UInt32(size - 1)
        let count = bucketCount / size + 1
        var place: UInt32 = 0
        for group in 0..<count {
            groups[group] = place
            for bucket in max(1, group * size)..<min((group + 1) * size, bucketCount + 1) { place += cursors[bucket] }
        }
        for offset in 0..<digits.count {
            let code = digits[offset]
            if code <= 1 { continue }
            let group = Int(code >> UInt32(BucketLists.groupBits + 1))
            let record = groups[group]
            records.prefetch(Int(record) + BucketLists.lineLength)
            records[Int(record)] = (places[offset] ^ (code & 1)) << UInt32(BucketLists.groupBits) | code >> 1 & mask
            groups[group] = record &+ 1
        }
        return count
    }

    /// Writes the records of all groups to the lists. Where a group has ended the next one begins.
    private func writeGroups(_ count: Int) {
        let (records, entries, cursors) = (records.readOnly, entries.slice, cursors)
        let (bits, mask) = (UInt32(BucketLists.groupBits), UInt32(1 << BucketLists.groupBits - 1))
        var first = 0
        for group in 0..<count {
            let end = Int(groups[group])
            let base = UInt32(group) << bits
            for index in first..<end {
                let record = records[index]
                BucketLists.write(record >> bits, bucket: base | record & mask, entries, cursors)
            }
            first = end
        }
    }

    /// Makes a place for every entry: lists, octets, and the cursors from the counts.
    private mutating func layOut(bucketCount: Int, limit: Int) {
        // How many lists there are of every length, and then the next one of that length.
        var lists = [Int](repeating: 0, count: limit + 1)
        for bucket in 1...bucketCount {
            let count = Int(cursors[bucket])
            if count <= limit {
                lists[count] += 1
            } else {
                lists[limit] += count / limit
                lists[count % limit] += 1
            }
        }
        var listCount = 0
        for length in (1...limit).reversed() {
            lengths[listCount..<listCount + lists[length]].update(repeating: UInt32(length))
            (lists[length], listCount) = (listCount, listCount + lists[length])
        }
        octetCount = (listCount + 7) / 8
        lengths[listCount..<8 * octetCount].update(repeating: 0)
        var place: UInt32 = 0
        // The kernel prefetches what comes two points later: at the end of an octet that is the beginning of the octet that
        // takes its place in the next call.
        for position in 0..<min(octetCount, PointLists.maximumCount) {
            for octet in stride(from: position, to: octetCount, by: PointLists.maximumCount) {
                starts[octet] = place
                place += 8 * lengths[8 * octet]
            }
        }

        longBuckets.removeAll(keepingCapacity: true)
        var (source, target) = (Int(place), bucketCount + 1)
        for bucket in 1...bucketCount {
            let count = Int(cursors[bucket])
            if count == 0 { continue }
            let last = count <= limit ? count : count % limit
            let list = lists[last]
            if last > 0 { lists[last] += 1 }
            if count <= limit {
                targets[list] = UInt32(truncatingIfNeeded: bucket)
                cursors[bucket] = 2 * (starts[list / 8] + UInt32(list % 8))
                continue
            }
            let full = count / limit
            longBuckets.append(
                LongBucket(
                    bucket: bucket, count: count, source: source, firstList: lists[limit], lastList: list,
                    target: target))
            for index in 0..<full { targets[lists[limit] + index] = UInt32(target + index) }
            if last > 0 { targets[list] = UInt32(target + full) }
            lists[limit] += full
            target += full + (last > 0 ? 1 : 0)
            cursors[bucket] = UInt32(2 * source + 1)
            source += count
        }
    }

    /// Brings the entries of long buckets to their lists.
    private func spreadLongBuckets(limit: Int) {
        for long in longBuckets {
            for first in stride(from: 0, to: long.count, by: limit) {
                let length = min(limit, long.count - first)
                let list = length == limit ? long.firstList + first / limit : long.lastList
                let place = Int(starts[list / 8]) + list % 8
                for index in 0..<length { entries[place + 8 * index] = entries[long.source + first + index] }
            }
        }
    }

    /// Goes on with the entries of the first list of an octet behind the ends of the shorter ones.
    private func padOctets() {
        for octet in 0..<octetCount where lengths[8 * octet + 7] < lengths[8 * octet] {
            let place = Int(starts[octet])
            for lane in 1..<8 {
                for index in Int(lengths[8 * octet + lane])..<Int(lengths[8 * octet]) {
                    entries[place + 8 * index + lane] = entries[place + 8 * index]
                }
            }
        }
    }
}

extension BucketLists {
    /// Sets the buckets that have entries to the sums of their bases.
    ///
    /// - Parameter buckets: has room for ``partialSumCount(capacity:)`` points behind the last bucket.
    func sum(scaledBases: StorageSlice<G1Point>, buckets: MutableStorageSlice<G1Point>, adder: inout PairAdder) {
        for first in stride(from: 0, to: octetCount, by: PointLists.maximumCount) {
            let count = min(PointLists.maximumCount, octetCount - first)
            KernelTable.current.sumLists(
                PointLists(
                    bases: scaledBases, entries: entries.readOnly, starts: starts[first..<first + count].readOnly,
                    lengths: lengths[8 * first..<8 * (first + count)].readOnly, sums: sums.slice, scratch: scratch))
            for list in 0..<8 * count where lengths[8 * first + list] > 0 {
                buckets[Int(targets[8 * first + list])] = sums[list]
            }
        }
        addPartialSums(buckets, &adder)
    }

    /// Adds up the sums of the lists of every long bucket.
    ///
    /// In every round the points of each bucket are added two by two, so that the first, third, … of those left hold the
    /// sums, twice as far apart as before.
    private func addPartialSums(_ buckets: MutableStorageSlice<G1Point>, _ adder: inout PairAdder) {
        guard let limit = longBuckets.isEmpty ? nil : Int(lengths[longBuckets[0].firstList]) else { return }
        var unfinished = longBuckets.map { (start: $0.target, count: ($0.count + limit - 1) / limit) }
        var distance = 1
        while !unfinished.isEmpty {
            for index in unfinished.indices {
                let (start, count) = unfinished[index]
                for pair in 0..<count / 2 { adder.append(start + 2 * distance * pair, buckets, distance: distance) }
                unfinished[index].count = (count + 1) / 2
            }
            adder.flush(buckets, distance: distance)
            unfinished.removeAll { $0.count == 1 }
            distance *= 2
        }
        for long in longBuckets { buckets[long.bucket] = buckets[long.target] }
    }

    /// Sets the buckets 1 … `bucketCount` that have no entries to infinity; the highest one that has some, or 0.
    func clearEmpty(bucketCount: Int, buckets: MutableStorageSlice<G1Point>) -> Int {
        var highest = 0
        for bucket in 1...bucketCount {
            // Without entries there is no cursor, and the cursors of entries are above 0 once they have moved.
            if cursors[bucket] == 0 { buckets[bucket] = .infinity } else { highest = bucket }
        }
        return highest
    }
}
