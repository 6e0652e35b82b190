// SPDX-License-Identifier: Apache-2.0
// The worker's script: it answers the messages of one page. All it does itself is matching requests to
// methods, answers to requests, and aborts to either.
import { asVitrineError, factsOf, VitrineError } from "./errors.js";
import {
  type FromWorker,
  type Methods,
  PROTOCOL_VERSION,
  type ToWorker,
  type WorkerEvent,
} from "./protocol.js";
import { Session } from "./session.js";
import type { TimingName } from "./types.js";

type Request = Extract<ToWorker, { readonly kind: "request" }>;

declare const self: {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: readonly Transferable[]): void;
};

const running = new Map<number, AbortController>();
let session: Promise<Session> | undefined;

self.onmessage = ({ data }) => {
  if (data.v !== PROTOCOL_VERSION) {
    const versions = `expected version ${PROTOCOL_VERSION} of the protocol, got ${data.v}`;
    const error = factsOf(new VitrineError("WORKER", versions));
    self.postMessage({ v: PROTOCOL_VERSION, id: data.id, kind: "error", error });
  } else if (data.kind === "abort") {
    running.get(data.id)?.abort();
  } else {
    void respond(data);
  }
};

async function respond(request: Request): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const result = await answer(request, controller.signal);
    const transfer = "bitmap" in result ? [result.bitmap] : [];
    self.postMessage({ v: PROTOCOL_VERSION, id, kind: "result", result }, transfer);
  } catch (thrown) {
    const error = factsOf(errorOf(thrown));
    self.postMessage({ v: PROTOCOL_VERSION, id, kind: "error", error });
  } finally {
    running.delete(id);
  }
}

// A module that trapped was left in the middle of something.
function errorOf(thrown: unknown): VitrineError {
  if (!(thrown instanceof WebAssembly.RuntimeError)) {
    return asVitrineError(thrown);
  }
  const advice = "create a new client, and please report it";
  const error = new VitrineError("INTERNAL", `a module stopped (${thrown.message}); ${advice}`);
  tell({ name: "broken", error: factsOf(error) });
  return error;
}

async function answer(
  request: Request,
  signal: AbortSignal,
): Promise<Methods[keyof Methods]["result"]> {
  if (request.method === "create") {
    const created = Session.create(
      request.params,
      { onError: tellError, onForgotten: () => tell({ name: "forgotten" }), onTiming: tellTiming },
      signal,
    );
    session = created.then((made) => made.session);
    session.catch(() => undefined);
    return { report: (await created).report };
  }
  if (!session) {
    throw new VitrineError("WORKER", `'${request.method}' was asked for before 'create'`);
  }
  return call(await session, request, signal);
}

function call(
  session: Session,
  request: Exclude<Request, { method: "create" }>,
  signal: AbortSignal,
) {
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
    case "why":
      return session.why(request.params);
    case "restart":
      return session.restart(request.params);
    case "forget":
      return session.forget();
    case "diagnostics":
      return session.diagnostics();
  }
}

function tellError(error: VitrineError): void {
  tell({ name: "error", error: factsOf(error) });
}

function tellTiming(name: TimingName, startMs: number, detail = {}): void {
  const durationMs = performance.now() - startMs;
  tell({ name: "timing", timing: { name, durationMs, detail } });
}

function tell(event: WorkerEvent): void {
  self.postMessage({ v: PROTOCOL_VERSION, kind: "event", event });
}
