import CSingleStep

/// Counts the instructions of a piece of work one by one: exact and the same at every run, whatever else the machine does.
///
/// It takes tens of microseconds an instruction on a virtual machine, so that the work should be small.
public enum InstructionCounter {
    /// The instructions that `body` executes on this thread the second time it runs; nil where processor or system do not
    /// step through programs. One call at a time.
    public static func count(_ body: @escaping () -> Void) -> Int? {
        let box = unsafe Unmanaged.passRetained(Body(run: body))
        defer { unsafe box.release() }
        let count = unsafe csinglestep_count(
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Body>.fromOpaque(context).takeUnretainedValue().run()
            }, box.toOpaque())
        return count == 0 ? nil : Int(count)
    }

    private final class Body {
        let run: () -> Void
        init(run: @escaping () -> Void) { self.run = run }
    }
}
