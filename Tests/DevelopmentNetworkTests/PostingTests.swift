import BN254
import DevelopmentNetwork
import EspressoAPI
import JSON
import LightClient
import Schnorr
import Testing

/// Signatures that validators from outside post: those of blocks yet to come, which a second network of the same seed
/// has reached already.
@Suite struct PostingTests {
    private let accepted: (Int, JSONValue) = (200, nil)

    /// The posts of the signers of block 50, each with a V3 and a V2 signature; with equal stakes it takes several.
    private func posts() async throws -> (posts: [JSONValue], bundle: StateBundle) {
        let ahead = try InProcess(height: 50) { $0.stakes = .equal }
        let third = try await ahead.relay.latestBundle(.v3)
        let second = try await ahead.relay.latestBundle(.v2)
        let posts: [JSONValue] = zip(third.signatures, second.signatures).map { offered, alternative in
            [
                "key": .string(offered.key.tagged), "state": .string(third.statement.state.tagged),
                "next_stake": .string(third.statement.nextStakeTable.tagged),
                "auth_root": .string(third.statement.authRoot.hexadecimal),
                "signature": .string(offered.signature.tagged), "v2_signature": .string(alternative.signature.tagged),
            ]
        }
        return (posts, third)
    }

    @Test func theBundleAppearsWithTheThreshold() async throws {
        let network = try InProcess { $0.stakes = .equal }
        let (posts, bundle) = try await posts()
        try #require(posts.count > 1)
        for post in posts {
            #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 47)
            #expect(try await network.ask("POST", "/api/state", post) == accepted)
        }
        #expect(try await network.relay.latestBundle(.v3).statement == bundle.statement)
        #expect(try await network.relay.latestBundle(.v3).signatures.count == posts.count)
        // Each of them counted as a V2 signature too.
        #expect(try await network.relay.latestBundle(.v2).statement.state.blockHeight == 50)
        // Late ones are ignored, and the chain overtakes the bundle.
        #expect(try await network.ask("POST", "/api/state", posts[0]) == accepted)
        try await network.ask("POST", "/control/mine", ["to": 51])
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 51)
    }

    @Test func refusals() async throws {
        let network = try InProcess { $0.stakes = .equal }
        let post = try await posts().posts[0]
        #expect(try await network.ask("POST", "/api/state", post) == accepted)
        try await expect(
            network, post, 400,
            "A LCV3 signature of this light client state is already posted at this block height for this key.")
        var wrong = post
        wrong.set("auth_root", .string(AuthRoot.zero.hexadecimal))
        try await expect(network, wrong, 400, "The posted LCV3 signature is not valid.")
        let stranger = try #require(SigningKey(EdwardsScalar(5))).verificationKey
        wrong.set("key", .string(stranger.tagged))
        try await expect(network, wrong, 401, "LCV3 signature posted by nodes not on the stake table")
        wrong.set("key", "SCHNORR_VER_KEY~AA")
        try await expect(network, wrong, 400, "Invalid request body")
        try await expect(network, [], 400, "Invalid request body")
        let reply = await network.network.reply(
            to: NetworkRequest("POST", "/api/state", contentType: nil, body: Array(try post.serialized().utf8)))
        #expect(reply.status == 400)
    }

    @Test func aSecondVersionBodyIsNoThirdVersionSignature() async throws {
        let network = try InProcess { $0.stakes = .equal }
        for post in try await posts().posts {
            var second = post
            second.set("auth_root", nil)
            second.set("signature", post.field("v2_signature"))
            second.set("v2_signature", nil)
            #expect(try await network.ask("POST", "/api/state", second) == accepted)
        }
        #expect(try await network.relay.latestBundle(.v2).statement.state.blockHeight == 50)
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 47)
    }

    @Test func firstVersionPosts() async throws {
        let network = try InProcess { $0.protocolVersion = .v1 }
        let ahead = try await InProcess(height: 50) { $0.protocolVersion = .v1 }.relay.latestBundle(.v1)
        for (index, offered) in ahead.signatures.enumerated() {
            var post: JSONValue = [
                "key": .string(offered.key.tagged), "state": .string(ahead.statement.state.tagged),
                "signature": .string(offered.signature.tagged),
            ]
            // A V2 body with a V1 signature counts as one of V1.
            if index == 0 { post.set("next_stake", .string(StakeTableState.zero.tagged)) }
            let path = index == 0 ? "/api/state" : "/api/legacy-state"
            #expect(try await network.ask("POST", path, post) == accepted)
        }
        #expect(try await network.relay.latestBundle(.v1).statement.state.blockHeight == 50)
    }

    private func expect(_ network: InProcess, _ post: JSONValue, _ status: Int, _ message: String) async throws {
        let error: JSONValue = ["status": .number(JSONNumber(status)), "message": .string(message)]
        #expect(try await network.ask("POST", "/api/state", post) == (status, error))
    }
}

extension JSONValue {
    /// Sets or removes a member of an object.
    mutating func set(_ name: String, _ value: JSONValue?) {
        guard case .object(var object) = self else { return }
        object[name] = value
        self = .object(object)
    }
}
