import JSON
import LightClient

/// The answers to requests, with the faults that are switched on.
extension Network {
    /// The answer to a request. Requests of relay and sequencer are counted; those of the control are not.
    public func reply(to request: NetworkRequest) -> Reply {
        let path = String(request.path.prefix { $0 != "?" })
        let route = Route(method: request.method, path: request.path, style: settings.errorStyle)
        if case .control(let parts) = route { return control(request, parts) }
        requests.count(path)
        let effects = faults.effects(on: route, path: path)
        if !effects.isEmpty { logger.debug("\(request.method) \(path): \(effects)") }

        var reply = answer(request, route, effects)
        for effect in effects.reversed() {
            switch effect {
            case .status(let status, let body): reply = failure(status, body, on: route)
            case .drop: reply.delivery = .dropped
            case .hang(let delay): reply.delay = delay
            case .slow(let spread): reply.spread = spread
            case .garbage: reply.body = Array("<html>no such thing".utf8)
            case .truncated(let count): reply.delivery = .truncated(min(count ?? .max, reply.body.count / 2))
            case .oversized(let count): reply.delivery = .padded(max(count, reply.body.count))
            default: break
            }
        }
        return reply
    }

    private func answer(_ request: NetworkRequest, _ route: Route, _ effects: [FaultEffect]) -> Reply {
        if let accept = request.accept?.lowercased(), !accept.contains("application/json"), !accept.contains("*/*") {
            return .error(406, "only application/json is served here")
        }
        switch route {
        case .bundle(let version, let shape): return bundle(version, shape, effects)
        case .post(let isLegacy): return post(request, isLegacy: isLegacy)
        case .health: return health
        case .configuration: return configuration(effects)
        case .stakeTable(let epoch): return stakeTable(epoch, effects)
        case .currentStakeTable: return currentStakeTable()
        case .certificate(let epoch, let isSecondShape):
            return certificate(epoch, isSecondShape: isSecondShape, effects)
        case .blockHeight(let validator): return blockHeight(of: validator, effects)
        case .stateSignature(let validator, let height): return stateSignature(of: validator, height: height, effects)
        case .redirect(let path):
            var reply = Reply(status: 307, body: [])
            reply.location = path
            return reply
        case .unknown, .control: return .error(404, "No route matched \(request.method) \(request.path)")
        }
    }

    private var health: Reply {
        switch settings.errorStyle {
        case .new: .document(["status": "Available"])
        case .old: .document(["status": "available", "modules": ["api": ["3": 200, "2": 200, "1": 200]]])
        }
    }

    private func failure(_ status: Int, _ body: String?, on route: Route) -> Reply {
        if let body { return Reply(status: status, body: Array(body.utf8)) }
        let message = "fault asked for"
        return route.isSequencer ? .sequencerError(status, message) : .error(status, message)
    }
}
