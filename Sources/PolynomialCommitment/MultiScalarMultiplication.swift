import BN254
import Kernels

/// Sums of multiples of points of G1: Σ scalars[i]·bases[i].
///
/// Pippenger's bucket method, the additions in affine coordinates:
///
/// 1. Every scalar is replaced by its absolute value below r/2, the sign going to the base; −1 is as cheap as 1.
///    (``ScalarDigits``)
/// 2. It is cut into windows of c bits, each a signed digit d with |d| ≤ 2^(c−1). c is the one that costs the fewest
///    additions for the lengths that the scalars have; a scalar takes part in as many windows as it is long.
/// 3. In a window, the bases are sorted by |d|, and those of one bucket are added pairwise, as a tree: all additions
///    are independent, and thousands share one inversion. (``WindowSum``)
/// 4. The buckets are folded into Σ |d|·bucket, two additions each.
/// 5. The windows are put together by doublings.
///
/// Windows of all sums are one queue of tasks, the largest first, so that the cores stay busy to the end. The result
/// is exact whatever the points: equal, opposite or infinite ones. Variable time in the scalars. Source: Bernstein,
/// Doumen, Lange, Oosterwijk, "Faster batch forgery identification", 2012, §4; `spec/performance.md` §4.
public enum MultiScalarMultiplication {
    /// Σ scalars[i]·bases[i], over the scalars; there may be more bases. Infinity for no scalars.
    public static func sum(scalars: UnsafeBufferPointer<Fr>, bases: UnsafeBufferPointer<G1Point>) -> G1Point {
        sums([scalars], bases: bases)[0]
    }

    /// Σ scalars[i]·bases[i], over the scalars; there may be more bases.
    public static func sum(scalars: Column, bases: Storage<G1Point>) -> G1Point { sums([scalars], bases: bases)[0] }

    /// The sums of several columns of scalars, each with the first ones of the same bases.
    public static func sums(_ columns: [Column], bases: Storage<G1Point>) -> [G1Point] {
        withExtendedLifetime((columns, bases)) { sums(columns.map(\.readOnly), bases: bases.readOnly) }
    }

    /// The sums of several lists of scalars, each with the first ones of the same bases.
    ///
    /// Takes 40 bytes a scalar and about 12 MiB a thread. Traps if a list is longer than `bases`, or than 2^31 − 1.
    public static func sums(
        _ scalarLists: [UnsafeBufferPointer<Fr>], bases: UnsafeBufferPointer<G1Point>
    ) -> [G1Point] {
        precondition(scalarLists.allSatisfy { $0.count <= bases.count && $0.count <= Int32.max })
        let lists = ScalarDigits.lists(of: scalarLists)
        let tasks = lists.indices
            .flatMap { list in (0..<lists[list].windowCount).map { (list: list, window: $0) } }
            .sorted { lists[$0.list].count(ofWindow: $0.window) > lists[$1.list].count(ofWindow: $1.window) }
        let results = Storage<JacobianPoint<G1>>(count: tasks.count)
        let capacity = lists.map { $0.count(ofWindow: 0) }.max() ?? 0
        let width = lists.map(\.width).max() ?? 1
        if let start = bases.baseAddress {
            nonisolated(unsafe) let base = start
            let makeScratch: @Sendable () -> WindowSum = { WindowSum(capacity: capacity, maximumWidth: width) }
            Parallel.forEach(tasks.count, state: makeScratch) { scratch, index in
                let (list, window) = tasks[index]
                results.base[index] = scratch.sum(of: lists[list], window: window, bases: base)
            }
        }

        var windows = lists.map { [JacobianPoint<G1>](repeating: .infinity, count: $0.windowCount) }
        for (index, task) in tasks.enumerated() { windows[task.list][task.window] = results[index] }
        return zip(lists, windows).map { list, windows in
            var sum = JacobianPoint<G1>.infinity
            for window in windows.reversed() {
                for _ in 0..<list.width { sum = sum.doubled }
                sum = sum + window
            }
            return sum.affine
        }
    }
}
