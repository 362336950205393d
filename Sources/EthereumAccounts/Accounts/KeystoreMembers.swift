import Ethereum
import JSON

/// The members of an object of a keystore, read without ever showing what they hold.
struct KeystoreMembers {
    private let object: JSONObject
    private let path: String

    init(_ object: JSONObject, path: String = "") {
        self.object = object
        self.path = path
    }

    func object(_ name: String) throws(KeystoreError) -> KeystoreMembers {
        guard case .object(let member)? = object[name] else { throw invalid(name) }
        return KeystoreMembers(member, path: path + name + ".")
    }

    func text(_ name: String) throws(KeystoreError) -> String {
        guard case .string(let text)? = object[name] else { throw invalid(name) }
        return text
    }

    func integer(_ name: String) throws(KeystoreError) -> Int {
        guard case .number(let number)? = object[name], let value = number.int64.flatMap(Int.init(exactly:)) else {
            throw invalid(name)
        }
        return value
    }

    /// Bytes in hexadecimal, with or without `0x`, as many as `counts` allows.
    func bytes(_ name: String, counts: ClosedRange<Int>) throws(KeystoreError) -> [UInt8] {
        let text = try text(name)
        guard let bytes = [UInt8](data: text.hasPrefix("0x") ? text : "0x" + text), counts.contains(bytes.count) else {
            throw invalid(name)
        }
        return bytes
    }

    func bytes(_ name: String, count: Int) throws(KeystoreError) -> [UInt8] { try bytes(name, counts: count...count) }

    /// The member `address`, nil if there is none or it is empty.
    func address() throws(KeystoreError) -> Address? {
        guard let member = object["address"], member != .null, member != "" else { return nil }
        return Address(bytes: try bytes("address", count: Address.length))
    }

    private func invalid(_ name: String) -> KeystoreError { .invalidMember(path + name) }
}
