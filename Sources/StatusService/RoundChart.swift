import CommandSupport
import DaemonStatus

/// The newest rounds as bars, the newest at the right: above how far the contract was behind, below the time for proofs.
struct RoundChart {
    let rounds: [SupervisorStatus.Round]
    /// Writes a point in time.
    let time: (Timestamp) -> HTML

    /// The fewest places on the horizontal axis, lest few rounds make broad bars.
    private static let fewestPlaces = 48
    /// The height of either band and the space between them, in units of the drawing.
    private static let band: Double = 100
    private static let gap: Double = 30

    private var places: Int { max(rounds.count, Self.fewestPlaces) }

    /// The figure.
    var html: HTML {
        let first = places - rounds.count
        let mostLag = rounds.compactMap(\.lag).max() ?? 0
        let mostSeconds = rounds.compactMap(\.proofSeconds).max() ?? 0
        let bars: [HTML] = rounds.enumerated().map { index, round in
            let lag = round.lag.map { share(Double($0), of: Double(mostLag)) }
            let proof = round.proofSeconds.map { share($0, of: mostSeconds) }
            return """
                <g class="\(round.outcome.rawValue)">\(mark(round, at: first + index))\
                \(lag.map { bar("lag", at: first + index, $0, floor: Self.band) } ?? "")\
                \(proof.map { bar("proof", at: first + index, $0, floor: 2 * Self.band + Self.gap) } ?? "")\
                <rect class="hover" x="\(first + index)" y="0" width="1" height="\(2 * Self.band + Self.gap)">\
                <title>\(words(round))</title></rect></g>
                """
        }
        return """
            <figure><figcaption><h3>Last \(rounds.count) round\(rounds.count == 1 ? "" : "s")</h3>
            <p class="legend"><span class="key lag">blocks behind</span> <span class="key proof">seconds of proving</span> \
            <span class="key failed">failed</span></p></figcaption>
            <div class="chart"><span class="most lag">\(Amount.grouped(mostLag)) blocks</span>\
            <span class="most proof">\(Amount.seconds(mostSeconds)) s</span>
            <svg viewBox="0 0 \(places) \(2 * Self.band + Self.gap)" preserveAspectRatio="none" role="img" \
            aria-label="\(description(mostLag, mostSeconds))">
            \(baseline(Self.band))\(baseline(2 * Self.band + Self.gap))\(bars)</svg></div>
            <p class="axis"><span>\(first == 0 ? rounds.first.map { time($0.at) } ?? "" : "")</span>\
            <span>\(rounds.last.map { time($0.at) } ?? "")</span></p></figure>
            """
    }

    private func share(_ value: Double, of most: Double) -> Double {
        most > 0 && value.isFinite ? min(max(value / most, 0), 1) : 0
    }

    /// The full height behind a round that failed.
    private func mark(_ round: SupervisorStatus.Round, at place: Int) -> HTML {
        guard round.outcome == .failed else { return "" }
        return "<rect class=\"mark\" x=\"\(place)\" y=\"0\" width=\"1\" height=\"\(2 * Self.band + Self.gap)\"/>"
    }

    private func bar(_ name: String, at place: Int, _ share: Double, floor: Double) -> HTML {
        // A zero is shown too, as a line.
        let height = (max(share * (Self.band - 16), 1.5) * 100).rounded() / 100
        return """
            <rect class="\(name)" x="\(Double(place) + 0.14)" y="\(floor - height)" width="0.72" height="\(height)"/>
            """
    }

    private func baseline(_ y: Double) -> HTML {
        "<line class=\"base\" x1=\"0\" x2=\"\(places)\" y1=\"\(y)\" y2=\"\(y)\" vector-effect=\"non-scaling-stroke\"/>"
    }

    private func words(_ round: SupervisorStatus.Round) -> String {
        var parts = [round.at.description, round.words]
        if let lag = round.lag { parts.append("\(Amount.grouped(lag)) blocks behind") }
        if let seconds = round.proofSeconds { parts.append("\(Amount.seconds(seconds)) s of proving") }
        if let fee = round.feeWei { parts.append("\(Amount.ether(fee)) ether") }
        return parts.joined(separator: "\n")
    }

    private func description(_ mostLag: UInt64, _ mostSeconds: Double) -> String {
        let failed = rounds.count { $0.outcome == .failed }
        return "Bar chart of \(rounds.count) rounds: at most \(Amount.grouped(mostLag)) blocks behind, at most "
            + "\(Amount.seconds(mostSeconds)) seconds of proving, \(failed) failed. The newest ten are in the table below."
    }
}
