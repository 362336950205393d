import Foundation
import TestSupport
import Testing

/// The wrapper without `--daemon` when there is no proving key.
@Suite(.serialized) struct WrapperKeyTests {
    private static let quick = ["ESPRESSO_STATE_PROVER_RETRY_INTERVAL": "20ms"]
    private let wrapper: Wrapper

    /// `gen-proof` has its key once `prepare-keys` has run so many times.
    init() throws {
        wrapper = try Wrapper()
        try setProver()
    }

    private func setProver(keys: Int = 1) throws {
        try wrapper.set(
            "gen-proof",
            #"""
            if (( $(wc -l 2>/dev/null <"${0%/*}/prepare-keys.made" || echo 0) < \#(keys) )); then
                cat >/dev/null
                while (($#)); do [[ $1 == --missing-key ]] && note=$2; shift; done
                [[ -n $note ]] || { echo 'no proving key' >"$HSP_REPORTS/gen-proof"; exit 66; }
                printf '%s\n' --contract-version 3 --stake-table-capacity 4 >"$note"
                exit 66
            fi
            exec cat
            """#)
        try setKeyMaker()
    }

    private func setKeyMaker(_ before: String = "") throws {
        try wrapper.set("prepare-keys", "\(before)\necho x >>\"$0.made\"; echo '{}'")
    }

    @Test("a missing key is made with what gen-proof asks for, and all of the round runs again")
    func made() async throws {
        let result = try await wrapper.run(["--config", "/dev/null", "--retries", "1"])
        #expect(result.ending == .exit(0))
        #expect(result.output == "document\n")
        #expect(result.errors.isEmpty)
        #expect(
            wrapper.note("arguments", of: "prepare-keys")
                == "--contract-version\n3\n--stake-table-capacity\n4\n--config\n/dev/null\n")
        #expect(wrapper.runs(of: "prepare-keys") == 1)
        #expect(wrapper.runs(of: "read-contract") == 2 && wrapper.runs(of: "submit-proof") == 2)
    }

    @Test("prepare-keys gets what it makes the key of, and no other's secret")
    func environment() async throws {
        _ = try await wrapper.run(
            environment: [
                "AZTEC_SRS_PATH": "/setup", "HSP_DOWNLOAD": "http://setup.example", "HSP_INSECURE_TAU": "7",
                "ESPRESSO_SEQUENCER_ETH_MNEMONIC": "words",
                "ESPRESSO_SEQUENCER_L1_PROVIDER": "http://password@node.example",
                "ESPRESSO_STATE_RELAY_SERVER_URL": "http://password@relay.example",
                "ESPRESSO_SEQUENCER_URL": "http://password@sequencer.example",
            ])
        let lines = wrapper.environment(of: "prepare-keys")
        #expect(
            lines.isSuperset(of: ["AZTEC_SRS_PATH=/setup", "HSP_DOWNLOAD=http://setup.example", "HSP_INSECURE_TAU=7"]))
        #expect(!lines.contains { $0.contains("words") || $0.contains("password") })
    }

    @Test("with --no-prepare-keys or its variable a missing key ends it", arguments: [true, false])
    func switchedOff(isOption: Bool) async throws {
        let result = try await wrapper.run(
            isOption ? ["--no-prepare-keys"] : [], environment: isOption ? [:] : ["HSP_NO_PREPARE_KEYS": "true"])
        #expect(result.ending == .exit(66))
        #expect(result.errors == "hotshot-state-prover: gen-proof failed with 66: no proving key\n")
        #expect(wrapper.runs(of: "prepare-keys") == 0)
    }

    @Test("a preparation that fails is told by its own name, and tried again if that may help")
    func failures() async throws {
        let words = "echo 'no such luck' >\"$HSP_REPORTS/prepare-keys\"; "
        try setKeyMaker("(( $(wc -l <\"$0.runs\") > 1 )) || { \(words) exit 69; }")
        let again = try await wrapper.run(environment: Self.quick)
        #expect(again.ending == .exit(0), "\(again.errors)")
        #expect(again.errors == "hotshot-state-prover: prepare-keys failed with 69: no such luck\n")
        for code in [64, 66, 77, 78] {
            let wrapper = try WrapperKeyTests()
            try wrapper.setKeyMaker("\(words) exit \(code)")
            let result = try await wrapper.wrapper.run(environment: Self.quick)
            #expect(result.ending == .exit(Int32(code)))
            #expect(result.errors == "hotshot-state-prover: prepare-keys failed with \(code): no such luck\n")
            #expect(wrapper.wrapper.runs(of: "prepare-keys") == 1)
        }
    }

    @Test("a key that is made and still missing is asked for once")
    func stillMissing() async throws {
        try setProver(keys: 2)
        let result = try await wrapper.run(environment: Self.quick)
        #expect(result.ending == .exit(66))
        #expect(result.errors.contains("the key is not where gen-proof looks for it, though it was made"))
        #expect(wrapper.runs(of: "prepare-keys") == 1)
    }

    @Test("what fails besides and does not pass goes first: no key is made for nothing")
    func anotherFailureFirst() async throws {
        try wrapper.set("submit-proof", "cat >/dev/null; echo 'no account' >\"$HSP_REPORTS/submit-proof\"; exit 64")
        let result = try await wrapper.run(environment: Self.quick)
        #expect(result.ending == .exit(64))
        #expect(result.errors == "hotshot-state-prover: submit-proof failed with 64: no account\n")
        #expect(wrapper.runs(of: "prepare-keys") == 0)
    }

    @Test("a signal ends a preparation")
    func signal() async throws {
        try setKeyMaker("exec sleep 600")
        let running = try wrapper.start()
        for _ in 0..<1000 where wrapper.runs(of: "prepare-keys") == 0 { try await Task.sleep(for: .milliseconds(10)) }
        running.send(SIGTERM)
        #expect(try await running.result().ending == .exit(143))
    }

    @Test("nothing is left of a round and of the one that follows it")
    func tidy() async throws {
        _ = try await wrapper.run()
        let folders = wrapper.environment(of: "submit-proof").union(wrapper.environment(of: "prepare-keys"))
            .filter { $0.hasPrefix("HSP_REPORTS=") }.map { String($0.dropFirst("HSP_REPORTS=".count)) }
        #expect(Set(folders).count == 2)
        for folder in folders { #expect(!FileManager.default.fileExists(atPath: folder)) }
    }
}
