import BN254

extension PortablePoints {
    /// The lists of ``PointLists/maximumCount`` octets.
    private static let listCapacity = 8 * PointLists.maximumCount

    /// The bytes of scratch memory for as many lists: two points, two numbers and what an addition needs for each.
    static let listScratchByteCount =
        listCapacity * (2 * MemoryLayout<G1Point>.stride + 2 * MemoryLayout<UInt32>.stride)
        + scratchCount(pairs: listCapacity) * MemoryLayout<Fq>.stride

    /// Adds up lists, their t-th points at the same time: these additions share an inversion.
    ///
    /// - Parameter ordinateFactor: what the y of bases are to be multiplied by.
    static func sumLists(_ lists: PointLists, ordinateFactor: Fq) {
        let capacity = listCapacity
        let (lengths, starts, sums) = (lists.lengths.start, lists.starts.start, lists.sums.start)
        // The sums so far, the next points, the places of the sums, the entries, and what the additions need.
        let memory = UnsafeMutableRawPointer(lists.scratch.start)
        let points = memory.assumingMemoryBound(to: G1Point.self)
        let places = UnsafeMutableRawPointer(points + 2 * capacity).assumingMemoryBound(to: UInt32.self)
        let entries = places + capacity
        let scratch = UnsafeMutableRawPointer(entries + capacity).assumingMemoryBound(to: Fq.self)
        assert(UnsafeMutableRawPointer(scratch + scratchCount(pairs: capacity)) - memory == listScratchByteCount)
        for list in 0..<8 * lists.count { places[list] = UInt32(truncatingIfNeeded: list) }
        var (count, step) = (8 * lists.count, 0)
        while true {
            while count > 0 && lengths[count - 1] <= step {
                count -= 1
                sums[count] = step == 0 ? .infinity : points[count]
            }
            guard count > 0 else { return }
            for list in 0..<count { entries[list] = lists.entries.start[Int(starts[list / 8]) + 8 * step + list % 8] }
            let target = step == 0 ? points : points + capacity
            gather(lists.bases.start, entries, count, target)
            if ordinateFactor != .one {
                for index in 0..<count { target[index].y *= ordinateFactor }
            }
            if step > 0 {
                addPairs(points, firsts: places, count: count, distance: capacity, scratch: scratch)
            }
            step += 1
        }
    }
}
