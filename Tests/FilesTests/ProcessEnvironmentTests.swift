import Files
import Foundation
import Testing

@Suite struct ProcessEnvironmentTests {
    @Test func itIsThatOfTheProcess() {
        #expect(ProcessEnvironment.variables["PATH"] != nil)
        #expect(ProcessEnvironment.variables == ProcessInfo.processInfo.environment)
    }

    @Test func oddEntries() {
        let entries = [
            "PLAIN=value", "EMPTY=", "SIGNS=a=b=c", "TWICE=first", "TWICE=second", "NO SIGN", "=NAMELESS",
            "MARK=\u{301}accent", "LINES=a\nb",
        ]
        let notUTF8: [CChar] = [0x42, 0x3d, -1, 0x61, 0]
        let pointers = entries.map { strdup($0) } + [strdup(notUTF8), nil]
        defer { for pointer in pointers { free(pointer) } }
        #expect(
            ProcessEnvironment.variables(in: pointers) == [
                "PLAIN": "value", "EMPTY": "", "SIGNS": "a=b=c", "TWICE": "first", "": "NAMELESS",
                "MARK": "\u{301}accent", "LINES": "a\nb", "B": "\u{fffd}a",
            ])
    }

    @Test func noEntries() {
        #expect(ProcessEnvironment.variables(in: [nil]).isEmpty)
        #expect(ProcessEnvironment.variables(in: nil).isEmpty)
    }
}
