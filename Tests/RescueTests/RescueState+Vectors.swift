import BN254
import Rescue
import TestSupport

extension RescueState {
    /// The state of four elements.
    init(_ elements: [Fr]) throws {
        guard elements.count == 4 else { throw TestSupportError(description: "\(elements.count) elements of state") }
        self.init(elements[0], elements[1], elements[2], elements[3])
    }

    /// The state of four elements in hexadecimal.
    init(hexadecimal elements: [String]) throws {
        try self.init(elements.map { try Fr(hexadecimal: $0) })
    }

    /// The four elements in hexadecimal.
    var hexadecimal: [String] { elements.map(\.hexadecimal) }

    /// A uniform state.
    static func random(using generator: inout SeededGenerator) -> RescueState {
        RescueState(
            .random(using: &generator), .random(using: &generator), .random(using: &generator),
            .random(using: &generator))
    }
}
