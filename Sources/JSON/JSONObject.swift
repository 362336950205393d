/// The members of a JSON object, in the order in which they were written or added.
///
/// No key occurs twice; keys are compared by their bytes. Access by key is a linear search, right for the handful of
/// members an object of a document has. Two objects are equal when they have equal members in the same order.
public struct JSONObject: Sendable, Equatable {
    /// A member.
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element]

    /// The empty object.
    public init() { members = [] }

    /// The object of the given members. Of members with the same key the last gives the value, the first the place.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        self.init()
        for (key, value) in members { self[key] = value }
    }

    /// The object of members that are known to have different keys.
    init(distinct members: [Element]) { self.members = members }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The member's value, nil if there is none. Setting adds a new member at the end, or replaces the value of an
    /// old one in its place; setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get {
            members.first { $0.key.hasSameBytes(as: key) }?.value
        }
        set {
            switch (members.firstIndex { $0.key.hasSameBytes(as: key) }, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// Whether both have equal members in the same order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.key.hasSameBytes(as: $1.key) && $0.value == $1.value }
    }
}

extension JSONObject: RandomAccessCollection {
    /// The place of the first member.
    public var startIndex: Int { 0 }
    /// The place after the last member.
    public var endIndex: Int { members.count }
    /// The member at `position`, from 0 to `count` − 1.
    public subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The object of the members as written; of those with the same key the last gives the value.
    public init(dictionaryLiteral members: (String, JSONValue)...) { self.init(members) }
}
