import Kernels
import Testing

/// Which set of kernels a process works with.
@Suite struct KernelChoiceTests {
    @Test func `a machine without the instructions has the portable set only`() {
        #expect(KernelTable.available(hasIFMA: false).map(\.name) == ["portable"])
    }

    #if arch(x86_64)
        @Test func `a machine with them prefers the vector set`() {
            #expect(KernelTable.available(hasIFMA: true).map(\.name) == ["ifma", "portable"])
        }
    #endif

    @Test func `a name chooses among the sets that the machine can run`() {
        let both = KernelTable.available(hasIFMA: true)
        for table in both { #expect(KernelTable.choice(named: table.name, among: both).name == table.name) }
        #expect(KernelTable.choice(named: nil, among: both).name == both[0].name)
        #expect(KernelTable.choice(named: "", among: both).name == both[0].name)
        #expect(KernelTable.choice(named: "fastest", among: both).name == "portable")
        #expect(KernelTable.choice(named: "ifma", among: [.portable]).name == "portable")
    }
}
