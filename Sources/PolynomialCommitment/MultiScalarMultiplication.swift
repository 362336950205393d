import BN254
import Kernels

/// Sums of multiples of points of G1: Σ scalars[i]·bases[i].
///
/// Pippenger's bucket method, the additions in affine coordinates:
///
/// 1. Every scalar is replaced by its absolute value below r/2, the sign going to the base; −1 is as cheap as 1.
///    (`ScalarDigits`)
/// 2. It is cut into windows of c bits, each a signed digit d with |d| ≤ 2^(c−1). c is the one that costs the fewest
///    additions for the lengths that the scalars have; a scalar takes part in as many windows as it is long.
/// 3. In a window, the bases are sorted by |d| (`BucketLists`), and those of one bucket are added up. Thousands of
///    buckets are added to at the same time: these additions share one inversion.
/// 4. The buckets are folded into Σ |d|·bucket, two additions each. (`WindowSum`)
/// 5. The windows are put together by doublings.
///
/// Windows of all sums are one queue of tasks, the largest first, and the last ones are cut up, so that the cores stay
/// busy to the end. The result is exact whatever the points: equal, opposite or infinite ones. Variable time in the
/// scalars. Source: Bernstein, Doumen, Lange, Oosterwijk, "Faster batch forgery identification", 2012, §4;
/// <doc:SumsOfPoints>.
public enum MultiScalarMultiplication {
    /// Σ scalars[i]·bases[i], over the scalars; there may be more bases. Infinity for no scalars.
    public static func sum(scalars: StorageSlice<Fr>, bases: StorageSlice<G1Point>) -> G1Point {
        sums([scalars], bases: bases)[0]
    }

    /// Σ scalars[i]·bases[i], over the scalars; there may be more bases.
    public static func sum(scalars: Column, bases: Storage<G1Point>) -> G1Point { sums([scalars], bases: bases)[0] }

    /// The sums of several columns of scalars, each with the first ones of the same bases.
    public static func sums(_ columns: [Column], bases: Storage<G1Point>) -> [G1Point] {
        sums(columns.map(\.readOnly), bases: bases.readOnly)
    }

    /// The sums of several lists of scalars, each with the first ones of the same bases, which are copied
    /// (``CommitmentBases``). Traps if a list is longer than `bases`, or than 2^29.
    public static func sums(
        _ scalarLists: [StorageSlice<Fr>], bases: StorageSlice<G1Point>
    ) -> [G1Point] {
        let count = scalarLists.map(\.count).max() ?? 0
        precondition(count <= bases.count)
        return sums(scalarLists, bases: CommitmentBases(bases.prefix(count)))
    }

    /// The sums of several lists of scalars, each with the first ones of the same bases.
    ///
    /// Takes 36 bytes a scalar, 32 more for one list at a time, and for each thread about 10 MiB and 16 bytes for every scalar
    /// of the longest list. Traps if a list is longer than `bases`, or than 2^29.
    public static func sums(_ scalarLists: [StorageSlice<Fr>], bases: CommitmentBases) -> [G1Point] {
        precondition(scalarLists.allSatisfy { $0.count <= bases.count && $0.count <= 1 << 29 })
        let lists = scalarLists.map { ScalarDigits($0) }
        let tasks = tasks(of: lists, threads: Parallel.threads)
        let results = Storage<JacobianPoint<G1>>(count: tasks.count)
        let capacity = tasks.map(\.range.count).max() ?? 0
        let width = lists.map(\.width).max() ?? 1
        let makeScratch: @Sendable () -> WindowSum = { WindowSum(capacity: capacity, maximumWidth: width) }
        Parallel.forEach(tasks.count, state: makeScratch) { scratch, index in
            let task = tasks[index]
            results[index] = scratch.sum(
                of: lists[task.list], window: task.window, range: task.range, scaledBases: bases.scaledPoints)
        }

        var windows = lists.map { [JacobianPoint<G1>](repeating: .infinity, count: $0.windowCount) }
        for (index, task) in tasks.enumerated() {
            windows[task.list][task.window] = windows[task.list][task.window] + results[index]
        }
        return zip(lists, windows).map { list, windows in
            var sum = JacobianPoint<G1>.infinity
            for window in windows.reversed() {
                for _ in 0..<list.width { sum = sum.doubled }
                sum = sum + window
            }
            return sum.affine
        }
    }

    /// Some of the scalars of a list in one window.
    private struct Task {
        let list: Int
        let window: Int
        let range: Range<Int>
    }

    /// A task for every window, the largest first. Where that leaves a number of windows that `threads` does not divide, the
    /// last ones are cut into equal parts whose number it does divide.
    private static func tasks(of lists: [ScalarDigits], threads: Int) -> [Task] {
        let windows = lists.indices
            .flatMap { list in
                (0..<lists[list].windowCount).map { window in
                    Task(list: list, window: window, range: 0..<lists[list].count(ofWindow: window))
                }
            }
            .sorted { $0.range.count > $1.range.count }
        let rest = windows.count % threads
        return windows.dropLast(rest)
            + windows.suffix(rest).flatMap { task in
                let count = task.range.count
                let parts = count < 1 << 12 ? 1 : threads
                return (0..<parts).map { part in
                    Task(
                        list: task.list, window: task.window,
                        range: count * part / parts..<count * (part + 1) / parts)
                }
            }
    }
}
