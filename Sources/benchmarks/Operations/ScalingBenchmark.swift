import BenchmarkHarness
import Kernels

extension Benchmark {
    /// The time of an operation on one thread and on all threads, and how many times faster it is on all.
    ///
    /// On a machine that others use, too, the processor time on all threads, compared with that on one, says more than
    /// the wall clock: more of it is what the threads cost each other.
    ///
    /// - Parameter floor: nanoseconds on one thread that the hardware does not go below with eight lanes, if known.
    init(scaling name: String, floor: Double?, prepare: @escaping () throws -> () -> Void) {
        self.init(
            name,
            samples: {
                let body = try prepare()
                let threads = Parallel.threads
                let floor = KernelTable.current.hasFloors ? floor : nil
                return {
                    let one = Parallel.withThreads(1) { Elapsed.during(body) }
                    var samples = [Sample("\(name), 1 thread", .nanoseconds, one.processor, floor: floor)]
                    if threads > 1 {
                        let all = Elapsed.during(body)
                        samples += [
                            Sample(
                                "\(name), \(threads) threads", .nanoseconds, all.wall,
                                floor: floor.map { $0 / Double(threads) }),
                            Sample("\(name), \(threads) threads' processor time", .nanoseconds, all.processor),
                            Sample("\(name), scaling", .ratio, one.wall / all.wall),
                        ]
                    }
                    return samples
                }
            })
    }
}
