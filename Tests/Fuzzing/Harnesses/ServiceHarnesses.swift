import EspressoAPI
import JSON
import LightClient
import LightClientJSON

/// What relays, sequencers and validators answer.
let serviceHarnesses: [Harness] = [
    Harness("relay", maximumLength: 8192) { bytes in
        for version in ContractVersion.allCases {
            read(bytes) { (reader) throws(JSONError) in
                let bundle = try StateBundle(relay: reader, version: version)
                claim(bundle.signatures.count + bundle.undecodable.count <= 4096, "a long list of signatures")
                var merged = bundle
                merged.merge(bundle)
                claim(merged.signatures.count == bundle.signatures.count, "a bundle grows when merged with itself")
                for flaw in bundle.undecodable { claim(isPrintableLine(flaw.error.description), "controls") }
                let message = bundle.statement.message(version)
                claim(!message.isEmpty, "an empty message")
            }
        }
    },

    Harness("validator", maximumLength: 4096) { bytes in
        for version in ContractVersion.allCases {
            read(bytes) { (reader) throws(JSONError) in
                _ = try StateBundle(validator: reader, version: version, source: "validator")
            }
        }
    },

    Harness("certificate", maximumLength: 8192) { bytes in
        for version in ContractVersion.allCases {
            read(bytes) { (reader) throws(JSONError) in
                let bundle = try StateBundle(certificate: reader, version: version)
                claim(bundle.signatures.count + bundle.undecodable.count <= 4096, "a long list of signatures")
                for flaw in bundle.undecodable { claim(isPrintableLine(flaw.error.description), "controls") }
            }
        }
    },

    Harness("stake-table", maximumLength: 8192) { bytes in
        read(bytes) { (reader) throws(JSONError) in
            let table = try StakeTable(peerConfigurations: reader)
            guard table.entries.count <= 2 else { return }
            if let commitment = attempt({ try table.commitment(capacity: 4) }) {
                claim(
                    attempt { try StakeTableState(tagged: commitment.tagged) } == commitment, "a commitment as text")
            }
            _ = table.share(of: table.totalStake)
        }
    },

    Harness("network-configuration", maximumLength: 8192) { bytes in
        read(bytes) { (reader) throws(JSONError) in
            let schedule = try NetworkConfiguration(reader).schedule
            for height in [0, 1, UInt64.max / 2, .max] {
                let epoch = schedule.epoch(of: height)
                claim(epoch <= height || height == 0 || epoch == 1, "epoch \(epoch) of \(height)")
                _ = schedule.epochIfEnabled(at: height)
                _ = schedule.isEpochRoot(height)
                _ = schedule.isPastEpochRoot(height)
                _ = attempt { try schedule.rootBlock(of: height) }
                _ = attempt { try schedule.checkRoot(height, of: epoch) }
            }
        }
    },
]

/// Lets `body` read a document, and holds what it throws against the rules for errors.
func read(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits(), _ body: (JSONReader) throws(JSONError) -> Void
) {
    do throws(JSONError) {
        try body(JSONReader(JSONValue(parsing: bytes, limits: limits)))
    } catch {
        claim(isPrintableLine(error.description), "an error with controls")
        claim(error.description.unicodeScalars.count <= 2000, "an error of \(error.description.count) characters")
    }
}
