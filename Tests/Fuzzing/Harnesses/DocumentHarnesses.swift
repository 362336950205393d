import BN254
@testable import CommandSupport
import DaemonStatus
@testable import Documents
import Ethereum
import EthereumSettings
import HTTPService
import HTTPSettings
import JSON
import Journal
import LightClient
import ProofDocuments
@testable import StatusService

/// Documents and files of the commands, which anybody may have changed.
let documentHarnesses: [Harness] = [
    Harness("update-document", maximumLength: 8192) { bytes in
        read(bytes) { (reader) throws(JSONError) in
            let document = try UpdateDocument(reader.value)
            claim(document.reader.value == reader.value, "a document changes by being read")
            _ = document.asksForNothing
            _ = attempt { try document.reason() }
            _ = attempt { try document.schedule() }
            _ = attempt { try document.bundleState() }
            _ = attempt { try document.updateState() }
            _ = attempt { try document.stakeTable() }
            _ = attempt { try document.proofTimes() }
            _ = attempt { try document.provingTime() }
            for version in ContractVersion.allCases { _ = attempt { try document.bundle(for: version) } }
            if let transaction = attempt({ try document.transaction() }) ?? nil {
                _ = attempt { try transaction.state() }
                _ = attempt { try transaction.cost() }
                _ = attempt { try transaction.gasUsed() }
            }
            if let contract = attempt({ try document.contract() }) ?? nil {
                _ = attempt { try contract.address() }
                _ = attempt { try contract.version() }
                _ = attempt { try contract.finalizedState() }
                _ = attempt { try contract.heightAndView() }
                _ = attempt { try contract.votingStakeTable() }
                _ = attempt { try contract.blocksPerEpoch() }
                _ = attempt { try contract.verifyingKeyHash() }
                _ = attempt { try contract.accountBalance() }
            }
            do throws(StageFailure) {
                _ = try SignedState(of: document, askedVersion: nil, askedCapacity: nil)
            } catch {
                claim(isPrintableLine(error.message), "a failure with controls")
            }
        }
    },

    Harness("proof-document", maximumLength: 16384) { bytes in
        read(bytes) { (reader) throws(JSONError) in
            do throws(ProofDocumentError) {
                let proof = try ProofDocument(of: reader)
                let again = JSONReader(["proof": .object(proof.fields)])
                let read = attempt { try ProofDocument(of: again) }
                claim(read?.proof == proof.proof && read?.publicInputs == proof.publicInputs, "a proof as a document")
            } catch {
                claim(isPrintableLine(error.description), "an error with controls")
            }
        }
    },

    Harness("journal", maximumLength: 8192) { bytes in
        read(bytes) { (reader) throws(JSONError) in
            let entry = try SubmissionEntry(reader)
            guard let again = attempt({ try SubmissionEntry(JSONReader(entry.json)) }) else {
                return claim(false, "an entry is written so that it cannot be read")
            }
            claim(again.json == entry.json, "an entry is written as another")
            for transaction in entry.transactions {
                claim(transaction.sender == entry.account, "a transaction of another account")
                claim(transaction.transaction.nonce == entry.nonce, "a transaction with another nonce")
            }
        }
    },

    Harness("status", maximumLength: 8192) { bytes in
        let limits = JSONLimits(maximumBytes: SupervisorStatus.sizeLimit, maximumDepth: 16)
        read(bytes, limits: limits) { (reader) throws(JSONError) in
            let reading = try StatusReading(reader.value)
            guard let status = reading.status else { return }
            guard let again = attempt({ try SupervisorStatus(JSONReader(status.json)) }) else {
                return claim(false, "a status is written so that it cannot be read")
            }
            claim(again.json == status.json, "a status is written as another")
            for path in ["/", "/metrics", "/api/status", "/v0/api/lightclient_contract"] {
                let response = respond(HTTPRequest("GET", path), reading)
                claim(response.status == 200 || path.hasSuffix("contract"), "\(path) answers \(response.status)")
            }
        }
    },

    // What a status says must not become a part of the page, nor a line of the metrics.
    Harness("status-page", maximumLength: 4096) { bytes in
        let planted = #"<b onload="x">&'"# + "\n"
        let text = String(decoding: bytes, as: UTF8.self)
        guard let template = attempt({ try JSONValue(parsing: text) }) else { return }
        let value = template.replacing("PLANTED", with: planted)
        guard let reading = attempt({ try StatusReading(value) }) else { return }
        let page = StatusPage(reading: reading, now: Timestamp(milliseconds: 1_700_000_000_000)).text
        claim(!page.holds("<b onload"), "the page takes a text for its own")
        claim(!page.holds(#"onload="x"#), "the page takes a quotation mark for its own")
        let metrics = reading.metrics(processStart: Timestamp(milliseconds: 0))
        for line in metrics.split(separator: "\n") {
            claim(line.hasPrefix("#") || line.hasPrefix("hotshot") || line.hasPrefix("process"), "a metric: \(line)")
        }
    },

    Harness("status-request", maximumLength: 4096) { bytes in
        var input = Input(bytes)
        let (method, target) = (input.line(), input.line())
        let response = respond(HTTPRequest(method, target, body: input.remaining), StatusReading())
        claim([200, 204, 404, 405, 414, 503].contains(response.status), "status \(response.status)")
        claim(response.fields["X-Content-Type-Options"] == "nosniff", "no protection of browsers")
        for field in response.fields.all {
            claim(!field.value.utf8.contains { $0 == 0x0a || $0 == 0x0d }, "a header of two lines")
        }
        if case .bytes(let body) = response.body { claim(body.count < 1 << 20, "a long answer") }
    },

    Harness("configuration-file", maximumLength: 4096) { bytes in
        let document = Planted.into(bytes)
        do throws(JSONError) {
            let settings = try ConfigurationOptions.settings(document)
            for value in settings.values.values.sorted() {
                resolve(Setting("setting", .url), value)
                resolve(Setting("setting", .duration), value)
                resolve(Setting("setting", .list(of: .url)), value)
                resolve(Setting("setting", .wholeNumber(in: 1...100_000)), value)
                resolve(Setting("setting", .flag), value)
                resolve(Setting("setting", .secret, isSecret: true), value)
            }
        } catch {
            Planted.isMissing(in: error.description, "an error of the configuration file")
            claim(isPrintableLine(error.description), "an error with controls")
        }
    },

    Harness("environment", maximumLength: 2048) { bytes in
        var input = Input(Planted.into(bytes))
        var environment: [String: String] = [:]
        while !input.isEmpty {
            let line = input.line()
            let name = line.prefix { $0 != "=" }
            environment[String(name)] = String(line[name.endIndex...].dropFirst())
        }
        if let complaint = KnownVariables.complaint(about: environment) {
            claim(isPrintableLine(complaint), "a complaint with controls")
            let isInName = environment.keys.contains { $0.holds(Planted.secret) }
            if !isInName { Planted.isMissing(in: complaint, "a complaint about a variable") }
        }
    },
]

private func respond(_ request: HTTPRequest, _ reading: StatusReading) -> HTTPResponse {
    StatusResponder(source: { reading }, contract: nil, processStart: Timestamp(milliseconds: 0))
        .respond(to: request, now: Timestamp(milliseconds: 1_700_000_000_000))
}

/// Resolves a setting whose value may be a secret that stands in the wrong place.
private func resolve<Value>(_ setting: Setting<Value>, _ value: String) {
    var configuration = Configuration(environment: [:], file: [setting.name: value])
    do throws(StageFailure) {
        _ = try configuration.resolve(setting)
    } catch {
        Planted.isMissing(in: error.message, "a failure of a setting")
        claim(isPrintableLine(error.message), "a failure with controls")
    }
}

extension JSONValue {
    /// The value with `text` in place of the word `word` in every text of it.
    fileprivate func replacing(_ word: String, with text: String) -> JSONValue {
        switch self {
        case .string(let own): .string(own.replacing(word, with: text))
        case .array(let elements): .array(elements.map { $0.replacing(word, with: text) })
        case .object(let members): .object(JSONObject(members.map { ($0.key, $0.value.replacing(word, with: text)) }))
        default: self
        }
    }
}
