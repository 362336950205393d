import DaemonStatus
import Files
import Foundation
import StatusService
import TestSupport
import Testing

/// The page, as the server draws it: everything is there without a script.
@Suite struct PageTests {
    private func page(_ status: SupervisorStatus) async throws -> WireClient.Answer {
        try await StatusServer.with(status) { try await $0.send("GET", "/") }
    }

    @Test func showsTheState() async throws {
        let page = try await page(SampleStatus.waiting)
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        for text in [
            "<!doctype html>", "5,153", "5,160", "7 blocks", "epoch 52, view 5,200", "2.25 ETH", "0.0015 ETH",
            "1,800,000 gas", "238 s", "mean of 3", "2 final, 1 reverted", "10 of 12 rounds",
            "the gas price is 41 gwei", "see --max-gas-price", "Last 2 rounds", "failed at submit-proof", "14.2 s",
            "0x303872BB82a191771321d4828888920100d0b3e4", "about 4,500 more updates",
        ] {
            #expect(page.body.contains(text), "\(text)")
        }
    }

    @Test func showsWhatAnOperatorAsks() async throws {
        let body = try await page(SampleStatus.full).body
        for text in [
            "<title>HotShot state prover mainnet</title>", "<span id=\"name\">mainnet</span>", "contract read <time",
            "relay read <time", "changed <time", "grew <time", "9 blocks behind the sequencer", "5,162",
            "Pending transaction", "31.5 gwei", "0x" + String(repeating: "cd", count: 32), "Whom it asks",
            "<code>other.example:8545</code>", "its newest block is 20999900, another one&#39;s 21000000",
            ">lagging</td>", ">not asked</td>", "Earlier failures", "connection refused", "Proving key", "700 MiB",
            "0x" + String(repeating: "ab", count: 32),
        ] {
            #expect(body.contains(text), "\(text)")
        }
        #expect(!body.contains("insecure:"))
        var status = SampleStatus.full
        status.network = nil
        status.provingKey?.isInsecure = true
        status.pendingTransaction = nil
        let other = try await page(status).body
        #expect(other.contains("<title>HotShot state prover 0x3038…b3e4 on chain 1</title>"))
        #expect(other.contains("insecure: whoever knows its secret can prove anything"))
        #expect(!other.contains("Pending transaction"))
    }

    @Test func saysWhyItIsNotReady() async throws {
        // The samples are of January 2026, so more than one thing is wrong by now.
        let body = try await page(SampleStatus.frozen).body
        #expect(body.contains("Not ready"))
        #expect(body.contains("<code>relay-frozen</code> the relay&#39;s state of block 5,160"))
        #expect(!body.contains("<code>silent</code>"), "that is the headline")
    }

    /// On a narrow screen each cell stands on a line of its own, behind the name of its column.
    @Test func everyCellHasTheNameOfItsColumn() async throws {
        let body = try await page(SampleStatus.full).body
        let cells = body.matches(of: /<td([^>]*)>/)
        #expect(cells.count > 50)
        #expect(cells.allSatisfy { $0.1.contains("data-label=\"") })
    }

    @Test func anAdviceForEveryFailure() async throws {
        for kind in StageFailureKind.allCases {
            var status = SampleStatus.waiting
            status.lastFailure?.kind = kind
            status.lastFailure?.hint = nil
            let page = try await page(status).body
            let words = try #require(page.firstMatch(of: /<p class="message">.*\n<p>([^<]+)\.<\/p>/), "\(kind)")
            #expect(words.1.count > 20)
        }
    }

    @Test(arguments: SampleStatus.all.indices)
    func everyElementIsClosed(index: Int) async throws {
        let body = try await page(SampleStatus.all[index].1).body
        var open: [Substring] = []
        let start = try #require(body.firstRange(of: "<main")).lowerBound
        let end = try #require(body.firstRange(of: "</main>")).upperBound
        for tag in body[start..<end].matches(of: /<(\/?)([a-z0-9]+)((?: [a-zA-Z0-9-]+="[^"<>]*")*)(\/?)>/) {
            if !tag.1.isEmpty {
                #expect(open.popLast() == tag.2)
            } else if tag.4.isEmpty {
                open.append(tag.2)
            }
        }
        #expect(open.isEmpty)
        let marks = body[start..<end].count { $0 == "<" }
        #expect(marks == body[start..<end].matches(of: /<\/?[a-z0-9]+(?: [a-zA-Z0-9-]+="[^"<>]*")*\/?>/).count)
    }

    @Test func whatMeansHarmIsText() async throws {
        let body = try await page(SampleStatus.hostile).body
        #expect(!body.contains("<script>alert"))
        #expect(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!body.utf8.contains(0) && !body.utf8.contains(0x7f))
        #expect(body.contains("18,446,744,073,709,551,615"))
    }

    @Test func needsNothingFromElsewhere() async throws {
        let body = try await page(SampleStatus.waiting).body
        #expect(body.matches(of: /\s(?:src|href|action)=|url\(/).count == 1)
        #expect(body.contains("<link rel=\"icon\" href=\"data:"))
        #expect(!body.contains("style=\"") && !body.contains("onclick"))
        let addresses = body.matches(of: /https?:\/\/[^'" ]*/).map { String($0.0) }
        #expect(addresses == ["http://www.w3.org/2000/svg"])
    }

    @Test func thePolicyAllowsItsStyleAndScriptOnly() async throws {
        let page = try await page(SampleStatus.waiting)
        let policy = try #require(page.headers["content-security-policy"])
        for element in ["style", "script"] {
            let content = try #require(page.body.split(separator: "<\(element)>").dropFirst().first)
            let text = try #require(String(content).split(separator: "</\(element)>").first)
            let hash = Data(SHA256Sum(of: Array(text.utf8)).bytes).base64EncodedString()
            #expect(policy.contains("\(element)-src 'sha256-\(hash)'"))
        }
    }
}
