import CCurl

/// The transfers of one ``TransferLoop``, on its thread.
@safe final class TransferRun {
    let multi: UnsafeMutableRawPointer

    /// By the handles that the library knows them by.
    private var running: [UInt: RunningTransfer] = [:]
    private var handles: [ObjectIdentifier: UInt] = [:]

    /// Once a process, and only if it makes a request: the library's tables take some milliseconds.
    private static let isReady = curl_global_init(ccurl_global_default) == CURLE_OK

    /// Connections kept for later.
    private static let maximumConnections = 32

    init?() {
        guard Self.isReady, let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = multi
        _ = unsafe ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.maximumConnections)
        unsafe ccurl_multi_set_quick_exit(multi)
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    /// Does what `nextOrders` says and drives the transfers, until it says nil.
    func run(_ nextOrders: () -> [TransferLoop.Order]?) {
        while let orders = nextOrders() {
            for order in orders { carryOut(order) }
            var count: Int32 = 0
            let isWell = unsafe curl_multi_perform(multi, &count) == CURLM_OK
            finishTransfers()
            if !isWell { end(.failure(.disconnected(reason: "libcurl failed"))) }
            endOverdueTransfers()
            unsafe curl_multi_poll(multi, nil, 0, patience, nil)
        }
    }

    /// Ends all transfers.
    func end(_ ending: Transfer.Ending) {
        for run in running.values {
            run.transfer.end(ending)
            remove(run)
        }
    }

    private func carryOut(_ order: TransferLoop.Order) {
        switch order {
        case .start(let transfer): start(transfer)
        case .drop(let transfer):
            if let run = run(of: transfer) { remove(run) }
        case .resume(let transfer): run(of: transfer)?.resume()
        }
    }

    private func start(_ transfer: Transfer) {
        guard !transfer.isOver else { return }
        guard let handle = EasyHandle() else {
            transfer.end(.failure(.unreachable(reason: "no memory")))
            return
        }
        let run = RunningTransfer(transfer, handle: handle)
        if let refusal = handle.refusal, refusal != CURLE_OUT_OF_MEMORY {
            let words = unsafe String(cString: curl_easy_strerror(refusal)).lowercased()
            transfer.end(.failure(.environment(reason: "libcurl does not take an option: \(words)")))
            return
        }
        guard handle.refusal == nil, unsafe curl_multi_add_handle(multi, handle.pointer) == CURLM_OK else {
            transfer.end(.failure(.unreachable(reason: "no memory")))
            return
        }
        running[handle.identifier] = run
        handles[ObjectIdentifier(transfer)] = handle.identifier
    }

    private func run(of transfer: Transfer) -> RunningTransfer? {
        handles[ObjectIdentifier(transfer)].flatMap { running[$0] }
    }

    private func remove(_ run: RunningTransfer) {
        unsafe curl_multi_remove_handle(multi, run.handle.pointer)
        running[run.handle.identifier] = nil
        handles[ObjectIdentifier(run.transfer)] = nil
    }

    private func finishTransfers() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            let identifier = unsafe UInt(bitPattern: message.pointee.easy_handle)
            guard unsafe message.pointee.msg == CURLMSG_DONE, let run = running[identifier] else { continue }
            unsafe run.finish(message.pointee.data.result)
            remove(run)
        }
    }

    private func endOverdueTransfers() {
        let now = ContinuousClock.now
        for run in running.values {
            guard let kind = run.timeout(at: now) else { continue }
            run.transfer.end(.failure(kind))
            remove(run)
        }
    }

    /// How long the thread may sleep, in milliseconds: until the next time-out. The library adds its own.
    private var patience: Int32 {
        guard let next = running.values.map(\.expiry).min() else { return 60_000 }
        return Int32(clamping: min(max(0, (next - .now).milliseconds), 60_000))
    }
}
