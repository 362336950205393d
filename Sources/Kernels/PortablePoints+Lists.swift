import BN254

extension PortablePoints {
    /// Adds up lists, their t-th points at the same time: these additions share an inversion.
    ///
    /// - Parameter ordinateFactor: what the y of bases are to be multiplied by.
    static func sumLists(_ lists: PointLists, ordinateFactor: Fq) {
        let capacity = 8 * PointLists.maximumCount
        // The sums so far, the next points, the places of the sums, the entries, and what the additions need.
        let points = lists.scratch.assumingMemoryBound(to: G1Point.self)
        let places = UnsafeMutableRawPointer(points + 2 * capacity).assumingMemoryBound(to: UInt32.self)
        let entries = places + capacity
        let scratch = UnsafeMutableRawPointer(entries + capacity).assumingMemoryBound(to: Fq.self)
        assert(
            UnsafeMutableRawPointer(scratch + PointPairs.scratchCount(pairs: capacity)) - lists.scratch
                <= PointLists.scratchByteCount)
        for list in 0..<8 * lists.count { places[list] = UInt32(truncatingIfNeeded: list) }
        var (count, step) = (8 * lists.count, 0)
        while true {
            while count > 0 && lists.lengths[count - 1] <= step {
                count -= 1
                lists.sums[count] = step == 0 ? .infinity : points[count]
            }
            guard count > 0 else { return }
            for list in 0..<count { entries[list] = lists.entries[Int(lists.starts[list / 8]) + 8 * step + list % 8] }
            let target = step == 0 ? points : points + capacity
            gather(lists.bases, entries, count, target)
            if ordinateFactor != .one {
                for index in 0..<count { target[index].y *= ordinateFactor }
            }
            if step > 0 {
                addPairs(
                    PointPairs(points: points, firsts: places, count: count, distance: capacity, scratch: scratch))
            }
            step += 1
        }
    }
}
