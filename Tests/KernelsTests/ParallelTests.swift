import Glibc
import Kernels
import Synchronization
import Testing

@Suite struct ParallelTests {
    @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1000])
    func `every index is visited once`(threads: Int, count: Int) {
        let visits = Storage<Int>(count: count)
        Parallel.withThreads(threads) {
            #expect(Parallel.threads == threads)
            Parallel.forEach(count) { visits[$0] += 1 }
        }
        #expect(visits.elements.allSatisfy { $0 == 1 })
    }

    @Test(arguments: [1, 2, 8], [0, 1, 99, 100, 101, 12_345])
    func `chunks cover everything once and are not too small`(threads: Int, count: Int) {
        let visits = Storage<Int>(count: count)
        Parallel.withThreads(threads) {
            Parallel.chunks(of: count, minimum: 100) { range in
                #expect(range.count >= min(100, count))
                for index in range { visits[index] += 1 }
            }
        }
        #expect(visits.elements.allSatisfy { $0 == 1 })
    }

    @Test func `a thread keeps its state, and there are no more states than threads`() {
        let states = Atomic(0)
        let total = Atomic(0)
        Parallel.withThreads(3) {
            Parallel.forEach(100) {
                states.add(1, ordering: .relaxed)
                return 0
            } _: { state, _ in
                state += 1
                total.add(state > 0 ? 1 : 0, ordering: .relaxed)
            }
        }
        #expect((1...3).contains(states.load(ordering: .relaxed)))
        #expect(total.load(ordering: .relaxed) == 100)
    }

    @Test(
        arguments: [
            (nil, nil, 8), ("3", nil, 3), (nil, "2", 2), ("3", "2", 3), ("many", "2", 2), ("0", "2", 2), ("-1", nil, 8),
            ("3", "many", 3), (nil, "0", 8), (nil, "many", 8), ("", "2", 2),
        ] as [(String?, String?, Int)])
    func `HSP_THREADS counts, else RAYON_NUM_THREADS`(own: String?, rayon: String?, threads: Int) {
        let variables = ["HSP_THREADS": own, "RAYON_NUM_THREADS": rayon]
        #expect(Parallel.threads(processors: 8) { variables[$0] ?? nil } == threads)
    }

    /// Two bodies that wait for each other share all of their time but the beginning; one alone shares none.
    @Test func `the time in which several threads work is counted`() {
        let times = ParallelTimes()
        Parallel.record(in: times)
        defer { Parallel.record(in: nil) }
        let arrived = Atomic(0)
        let begin = ContinuousClock.now
        Parallel.withThreads(2) {
            Parallel.forEach(2) { _ in
                arrived.add(1, ordering: .relaxed)
                while arrived.load(ordering: .relaxed) < 2 { usleep(1000) }
                usleep(20_000)
            }
        }
        let elapsed = ContinuousClock.now - begin
        let shared = Duration.nanoseconds(times.shared)
        #expect(shared > .milliseconds(15) && shared <= elapsed)
    }

    @Test func `threads are as many as there were after an override`() {
        let threads = Parallel.threads
        Parallel.withThreads(threads + 1) {}
        #expect(Parallel.threads == threads)
    }
}
