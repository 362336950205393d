import DevnetFixtures
import Testing

/// The built commands on a whole network: real keys, signatures, proofs and contracts, real processes.
///
/// One test at a time: each has a chain and a network of its own, and proving takes every processor.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct EndToEndTests {}
