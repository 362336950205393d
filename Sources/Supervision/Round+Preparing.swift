import CommandSupport
import DaemonStatus
import Files
import Glibc

extension Round {
    /// What `prepare-keys` is to be told, if the prover ended for want of a key and left a note about it; nil otherwise.
    func missingKey(_ reports: [StageReport]) -> [String]? {
        guard let note = pipeline.keys?.note,
            reports.contains(where: {
                $0.stage == pipeline.prover.name && $0.ending == .exit(ExitStatus.missingFile.rawValue)
            }),
            let bytes = try? SmallFile(note, limit: 1024).bytes
        else { return nil }
        return Self.keyArguments(in: bytes)
    }

    /// What `prepare-keys` is to be told, by such a note; nil if that is no note of a prover.
    static func keyArguments(in note: [UInt8]) -> [String]? {
        guard let text = String(validating: note, as: UTF8.self) else { return nil }
        let arguments = text.split(separator: "\n").map(String.init)
        return isOfKey(arguments) ? arguments : nil
    }

    /// What a prover asks for, and nothing else: whoever may write to the folder must not choose a setup.
    private static let keyOptions: Set = ["--contract-version", "--stake-table-capacity", "--range-check"]

    private static func isOfKey(_ arguments: [String]) -> Bool {
        let names = stride(from: 0, to: arguments.count, by: 2).map { arguments[$0] }
        let values = stride(from: 1, to: arguments.count, by: 2).map { arguments[$0] }
        return !names.isEmpty && names.count == values.count && Set(names).count == names.count
            && keyOptions.isSuperset(of: names)
            && values.allSatisfy { value in
                value.utf8.count <= 16 && value.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
            }
    }

    /// Removes the note about a missing key, lest an old one be taken for news.
    func removeMissingKeyNote() {
        guard let note = pipeline.keys?.note else { return }
        try? Folder.removeFile(note)
    }

    /// `prepare-keys` with these arguments. Nil when the key is there, or the task was cancelled.
    func prepareKey(_ arguments: [String]) async -> RoundFailure? {
        guard let plain = pipeline.keys?.command else { return nil }
        let command = plain.with(arguments)
        logger.with(.round, number).with(.stage, command.name).info(
            "round \(number): a proving key is missing: \(command.name) \(arguments.joined(separator: " "))")
        let beginning = Timestamp.now
        board.update { status in
            status.phase = .preparingKeys
            status.keyPreparation = .init(since: beginning)
        }
        defer { board.update { $0.keyPreparation = nil } }
        let group = ChildGroup()
        let reports = await withTaskCancellationHandler {
            await follow(command, group) { [board] progress in
                board.update { status in
                    status.keyPreparation = progress
                    status.keyPreparation?.since = beginning
                }
            }
            return await group.reports()
        } onCancel: {
            group.stop()
        }
        noteEnd(of: reports)
        return RoundFailure(of: reports)
    }

    /// Runs the command to its end, and hands on what it tells about its progress.
    private func follow(
        _ command: StageCommandLine, _ group: ChildGroup,
        _ note: @Sendable (SupervisorStatus.KeyPreparation) -> Void
    ) async {
        do throws(ProcessError) {
            let (reading, writing) = try Descriptor.pipe()
            let child = try await group.start(command, input: try Descriptor.empty(), output: writing, say: say)
            async let _ = group.watch(limit: stallLimit)
            for await value in DocumentPipe.values(from: reading) {
                group.showSignOfLife()
                if let progress = SupervisorStatus.KeyPreparation(progress: value) { note(progress) }
            }
            _ = await child.end()
        } catch {
            group.fail(toStart: command, error)
        }
    }
}
