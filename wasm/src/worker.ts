// SPDX-License-Identifier: Apache-2.0
// The worker's script of a Vitrine.
import { factsOf, type VitrineError } from "./errors.js";
import type { Methods } from "./protocol.js";
import { errorOf, serve, tell } from "./serve.js";
import { Session } from "./session.js";
import type { TimingName } from "./types.js";
import { expectIntegrity } from "./wasm-module.js";

serve<Methods, Session>({
  async create(params, signal) {
    expectIntegrity(params.integrity);
    const listener = {
      onError: tellError,
      onFailed: (thrown: unknown) => tellError(errorOf(thrown)),
      onForgotten: () => tell({ name: "forgotten" }),
      onWithdrawn: () => tell({ name: "withdrawn" }),
      onTiming: tellTiming,
    };
    const { session, report } = await Session.create(params, listener, signal);
    return { session, result: { report } };
  },

  call(session, request, signal) {
    switch (request.method) {
      case "observe":
        return session.observe(request.params);
      case "dismiss":
        return session.dismiss(request.params);
      case "override":
        return session.override(request.params);
      case "page":
        return session.page(request.params, signal);
      case "picks":
        return session.picks(request.params);
      case "details":
        return session.details(request.params);
      case "why":
        return session.why(request.params);
      case "rules":
        return session.rules(request.params);
      case "seen":
        return session.seen(request.params);
      case "restart":
        return session.restart(request.params);
      case "consent":
        return session.consent(request.params);
      case "export":
        return session.export();
      case "forget":
        return session.forget();
      case "diagnostics":
        return session.diagnostics();
    }
  },
});

function tellError(error: VitrineError): void {
  tell({ name: "error", error: factsOf(error) });
}

function tellTiming(name: TimingName, startMs: number, detail = {}): void {
  const durationMs = performance.now() - startMs;
  tell({ name: "timing", timing: { name, durationMs, detail } });
}
