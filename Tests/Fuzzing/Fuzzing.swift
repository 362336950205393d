import Glibc

// What libFuzzer calls. The program has its `main`.

/// The harness that the variable `HSP_HARNESS` names. Without one the program lists them, with their longest inputs; with
/// a folder in `HSP_SEEDS` it writes the seeds that it can make.
private let harness: Harness = {
    if let folder = unsafe getenv("HSP_SEEDS").map({ unsafe String(cString: $0) }) {
        do { try Seeds.write(to: folder) } catch { claim(false, "no seeds: \(error)") }
        exit(0)
    }
    let name = unsafe getenv("HSP_HARNESS").map { unsafe String(cString: $0) }
    guard let harness = Harness.all.first(where: { $0.name == name }) else {
        for harness in Harness.all { print(harness.name, harness.maximumLength) }
        exit(name == nil || name == "" ? 0 : 64)
    }
    return harness
}()

/// Called once, before any input.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_: UnsafeMutablePointer<CInt>?, _: UnsafeMutableRawPointer?) -> CInt {
    // A peer that closes its connection must not end the process.
    signal(SIGPIPE, SIG_IGN)
    _ = harness
    Watch.start()
    return 0
}

/// Called with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    Watch.run { harness.run(bytes) }
    return 0
}

/// Ends the process unless `holds`, so that libFuzzer keeps the input.
func claim(_ holds: Bool, _ what: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) {
    if holds { return }
    Watch.write("CLAIM \(file):\(line): \(what())\n")
    abort()
}

/// The value of `body`, or nil if it throws.
func attempt<Value>(_ body: () throws -> Value) -> Value? { try? body() }
