import Files
import Testing

/// The user's folders, as the XDG Base Directory Specification has them.
struct BaseFolderTests {
    @Test(arguments: BaseFolder.allCases)
    func theVariableNamesIt(folder: BaseFolder) {
        #expect(folder.path(environment: [folder.variable: "/x", "HOME": "/h"]) == "/x")
    }

    @Test(arguments: BaseFolder.allCases, ["", "relative/path"])
    func whatIsNoAbsolutePathDoesNotCount(folder: BaseFolder, value: String) {
        let path = folder.path(environment: [folder.variable: value, "HOME": "/h"])
        #expect(path?.hasPrefix("/h/.") == true)
        #expect(folder.path(environment: [folder.variable: value]) == nil)
        #expect(folder.path(environment: ["HOME": ""]) == nil)
    }

    @Test func belowHome() {
        #expect(
            BaseFolder.allCases.map { $0.path(environment: ["HOME": "/h"]) } == [
                "/h/.cache", "/h/.config", "/h/.local/share", "/h/.local/state",
            ])
    }
}
