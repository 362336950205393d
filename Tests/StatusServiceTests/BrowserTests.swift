import Foundation
import Glibc
import StatusService
import Synchronization
import TestSupport
import Testing

/// The page in a real browser. Install Debian's package chromium or chromium-headless-shell to run these.
@Suite(.serialized, .enabled(if: Browser.path != nil, "no chromium on this system"))
struct BrowserTests {
    @Test func theScriptRunsUnderThePolicy() async throws {
        let reading = try SampleStatus.reading(SampleStatus.waiting)
        let dom = try await StatusServer.with(reading: { reading }) { try await Browser.run(["--dump-dom", $0 + "/"]) }
        // The server wrote these; the script writes them anew, so that an age is counted in the browser.
        #expect(dom.output.contains("5,153"))
        #expect(!dom.errors.contains("Content Security Policy"))
        #expect(dom.output.contains(#"<p id="lost" role="status">"#))
    }

    @Test func aNewStatusAppearsByItself() async throws {
        let (old, new) = (try SampleStatus.reading(SampleStatus.waiting), try SampleStatus.reading(SampleStatus.fresh))
        // The page is loaded with the first reading; what is fetched afterwards has the second.
        let count = Mutex(0)
        let dom = try await StatusServer.with(reading: {
            count.withLock { count in
                count += 1
                return count == 1 ? old : new
            }
        }) { url in
            try await Browser.run(["--virtual-time-budget=15000", "--dump-dom", url + "/"])
        }
        #expect(dom.output.contains("<h2>Reading</h2>"))
        #expect(!dom.output.contains("5,153"))
        #expect(count.withLock { $0 } >= 3)
    }

    @Test(arguments: [(1180, 1500), (500, 2000)])
    func isDrawn(width: Int, height: Int) async throws {
        let folder = try TemporaryFolder()
        let picture = folder.path + "/page.png"
        let reading = try SampleStatus.reading(SampleStatus.waiting)
        _ = try await StatusServer.with(reading: { reading }) { url in
            try await Browser.run(
                ["--hide-scrollbars", "--window-size=\(width),\(height)", "--screenshot=\(picture)", url + "/"])
        }
        let bytes = try fileBytes(picture)
        // A PNG of this size (its header has width and height from byte 16 on), and not an empty one.
        #expect(bytes.prefix(4) == [0x89, 0x50, 0x4e, 0x47])
        let size = bytes[16..<24].map { Int($0) }
        #expect(size[2] << 8 | size[3] == width && size[6] << 8 | size[7] == height)
        #expect(bytes.count > 20_000)
    }
}

/// The browser of this machine.
enum Browser {
    static let path = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/chromium-headless-shell",
    ].first(where: FileManager.default.isExecutableFile(atPath:))

    /// Runs it without a window.
    static func run(_ arguments: [String]) async throws -> (output: String, errors: String) {
        guard let path else { throw TestSupportError(description: "no browser") }
        let folder = try TemporaryFolder()
        let files = try ["out", "err"].map { name in
            try folder.write("", to: name)
            return try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/" + name))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--enable-logging=stderr", "--user-data-dir=\(folder.path)/profile",
            ] + arguments
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = files[0]
        process.standardError = files[1]
        try process.run()
        let deadline = ContinuousClock.now + .seconds(90)
        while process.isRunning {
            guard ContinuousClock.now < deadline else {
                kill(process.processIdentifier, SIGKILL)
                throw TestSupportError(description: "the browser does not end")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return (try folder.text(of: "out"), try folder.text(of: "err"))
    }
}
