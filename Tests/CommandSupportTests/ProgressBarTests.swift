import CommandSupport
import Testing

@Suite struct ProgressBarTests {
    private static let clear = "\r\u{1b}[K"

    @Test func appearsAboveNothingAndVanishes() throws {
        let captured = CapturedStream()
        let bar = ProgressBar(stream: captured.stream, isVisible: true, delay: .zero, interval: .zero)
        bar.update(0.5, "half")
        bar.update(0.5, "half")
        captured.stream.write(line: "a line between")
        bar.finish()
        bar.update(0.9, "late")
        bar.finish()
        let half = "[############------------]  50% half"
        #expect(
            try captured.output()
                == "\r" + half + "\u{1b}[K" + Self.clear + "a line between\n" + half + Self.clear)
    }

    @Test(arguments: [(false, Duration.zero), (true, .seconds(3600))])
    func staysAwayWithoutATerminalAndFromShortWork(isVisible: Bool, delay: Duration) throws {
        let captured = CapturedStream()
        let bar = ProgressBar(stream: captured.stream, isVisible: isVisible, delay: delay, interval: .zero)
        bar.update(0.5, "half")
        bar.finish()
        #expect(try captured.output().isEmpty)
    }

    @Test func isNotRedrawnWithinTheInterval() throws {
        let captured = CapturedStream()
        let bar = ProgressBar(stream: captured.stream, isVisible: true, delay: .zero, interval: .seconds(3600))
        bar.update(0, "first")
        bar.update(1, "second")
        bar.finish()
        #expect(try captured.output() == "\r[------------------------]   0% first\u{1b}[K" + Self.clear)
    }

    @Test func vanishesWithItsOwner() throws {
        let captured = CapturedStream()
        do {
            let bar = ProgressBar(stream: captured.stream, isVisible: true, delay: .zero, interval: .zero)
            bar.update(1, "")
        }
        #expect(try captured.output().hasSuffix(Self.clear))
    }

    @Test(arguments: [
        (0.0, "a", 80, "[------------------------]   0% a"), (1, "b", 80, "[########################] 100% b"),
        (-1, "c", 80, "[------------------------]   0% c"), (7, "d", 80, "[########################] 100% d"),
        (.nan, "e\n", 80, "[------------------------]   0% e\\n"),
        (0.999, "f", 80, "[#######################-]  99% f"),
        (0.5, "a long label", 36, "[############------------]  50% a l"), (0.5, "", 0, ""),
    ])
    func line(fraction: Double, label: String, columns: Int, line: String) {
        #expect(ProgressBar.line(fraction, label, columns: columns) == line)
    }
}
