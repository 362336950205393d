import JSON

/// Parts of a document by their place, for tests that change one thing in a right reply.
extension JSONValue {
    /// The member `key` of an object, null if there is none; setting adds or replaces it.
    public subscript(key: String) -> JSONValue {
        get {
            guard case .object(let object) = self else { return .null }
            return object[key] ?? .null
        }
        set {
            guard case .object(var object) = self else { return }
            object[key] = newValue
            self = .object(object)
        }
    }

    /// The element or the member's value at `index`, null if there is none; setting replaces it.
    public subscript(index: Int) -> JSONValue {
        get {
            switch self {
            case .array(let elements) where elements.indices.contains(index): elements[index]
            case .object(let object) where object.indices.contains(index): object[index].value
            default: .null
            }
        }
        set {
            switch self {
            case .array(var elements) where elements.indices.contains(index):
                elements[index] = newValue
                self = .array(elements)
            case .object(var object) where object.indices.contains(index):
                object[object[index].key] = newValue
                self = .object(object)
            default:
                break
            }
        }
    }

    /// Removes the member `key` of an object.
    public mutating func remove(_ key: String) {
        guard case .object(var object) = self else { return }
        object[key] = nil
        self = .object(object)
    }

    /// Gives the member at `index` of an object another key, in the same place.
    public mutating func renameMember(at index: Int, to key: String) {
        guard case .object(let object) = self else { return }
        self = .object(JSONObject(object.enumerated().map { ($0 == index ? key : $1.key, $1.value) }))
    }

    /// The text of a string, nil of anything else.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The text with the character in the middle replaced by another of base64, which no checksum survives.
    public var damaged: JSONValue {
        guard case .string(let text) = self else { return self }
        var characters = Array(text)
        guard !characters.isEmpty else { return self }
        let middle = characters.count / 2
        characters[middle] = characters[middle] == "A" ? "B" : "A"
        return .string(String(characters))
    }

    /// The number of elements or members.
    public var count: Int {
        switch self {
        case .array(let elements): elements.count
        case .object(let object): object.count
        default: 0
        }
    }
}
