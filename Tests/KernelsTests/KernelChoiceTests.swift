import Kernels
import Testing

/// Which set of kernels a process works with.
@Suite struct KernelChoiceTests {
    @Test func `a machine without the instructions has the portable set only`() {
        #expect(KernelTable.available(hasIFMA: false, hasAVX2: false).map(\.name) == ["portable"])
    }

    #if arch(x86_64)
        @Test func `a machine with them prefers the vector sets, the widest first`() {
            let names = { (hasIFMA: Bool, hasAVX2: Bool) in
                KernelTable.available(hasIFMA: hasIFMA, hasAVX2: hasAVX2).map(\.name)
            }
            #expect(names(true, true) == ["ifma", "avx2", "portable"])
            #expect(names(false, true) == ["avx2", "portable"])
        }
    #endif

    @Test func `a name chooses among the sets that the machine can run`() {
        let sets = KernelTable.available(hasIFMA: true, hasAVX2: true)
        for table in sets { #expect(KernelTable.choice(named: table.name, among: sets).name == table.name) }
        #expect(KernelTable.choice(named: nil, among: sets).name == sets[0].name)
        #expect(KernelTable.choice(named: "", among: sets).name == sets[0].name)
        #expect(KernelTable.choice(named: "fastest", among: sets).name == "portable")
        #expect(KernelTable.choice(named: "ifma", among: [.portable]).name == "portable")
    }
}
