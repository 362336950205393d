import Files
import Foundation
import TestSupport
import Testing

@Suite struct FolderTests {
    @Test(arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b", "a"), ("", "."), ("/", "/")])
    func theParentOfAPath(path: String, parent: String) {
        #expect(Folder.parent(of: path) == parent)
    }

    @Test func whatAFolderHolds() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "inner/file")
        #expect(Folder.holds(file))
        #expect(Folder.holds(folder.path + "/inner"))
        #expect(!Folder.holds(folder.path + "/none"))
        #expect(!Folder.holds(file + "/none"))
        let (link, broken) = (folder.path + "/link", folder.path + "/broken")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        try FileManager.default.createSymbolicLink(atPath: broken, withDestinationPath: folder.path + "/none")
        #expect(Folder.holds(link))
        #expect(!Folder.holds(broken))
    }

    /// A name that is not on the disk is lost with the machine, and what is in the folder with it.
    @Test func theNamesOfNewFoldersAreSynchronized() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a/b/c/file"
        var synchronized: [String] = []
        func make() throws(FileError) {
            try Folder.makeParents(of: path) { (parent) throws(FileError) in
                synchronized.append(String(parent.dropFirst(folder.path.count)))
                try Folder.synchronize(parent)
            }
        }
        try make()
        #expect(synchronized == ["", "/a", "/a/b"])
        #expect(Folder.holds(folder.path + "/a/b/c"))
        try make()
        #expect(synchronized.count == 3, "they are there")
        try FileManager.default.removeItem(atPath: folder.path + "/a/b")
        try make()
        #expect(synchronized.dropFirst(3) == ["/a", "/a/b"])
    }

    @Test func theFolderOfThisProgram() throws {
        let folder = try #require(Folder.ofThisProgram)
        #expect(folder.hasPrefix("/"))
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #expect(program.hasPrefix(folder + "/"))
        #expect(!program.dropFirst(folder.count + 1).contains("/"))
    }
}
