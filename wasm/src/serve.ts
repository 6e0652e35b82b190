// SPDX-License-Identifier: Apache-2.0
// The worker's end of the line: it answers the messages of one page. All it does itself is matching
// requests to methods, answers to requests, and aborts to either.
import { asVitrineError, factsOf, VitrineError } from "./errors.js";
import {
  type FromWorker,
  type MethodTable,
  PROTOCOL_VERSION,
  type Request,
  type ToWorker,
  type WorkerEvent,
} from "./protocol.js";

declare const self: {
  onmessage: ((event: MessageEvent<ToWorker<never>>) => void) | null;
  postMessage(message: FromWorker, transfer?: readonly Transferable[]): void;
};

/** What a worker does: it is created once, then answers. */
export interface Service<Table extends MethodTable<Table> & { create: unknown }, Session> {
  create(
    params: Table["create"]["params"],
    signal: AbortSignal,
  ): Promise<{ readonly session: Session; readonly result: Table["create"]["result"] }>;
  call(
    session: Session,
    request: Exclude<Request<Table>, { readonly method: "create" }>,
    signal: AbortSignal,
  ): object | Promise<object>;
}

/** Tells the page what it has not asked for. */
export function tell(event: WorkerEvent): void {
  self.postMessage({ v: PROTOCOL_VERSION, kind: "event", event });
}

/** Answers the page from now on. */
export function serve<Table extends MethodTable<Table> & { create: unknown }, Session>(
  service: Service<Table, Session>,
): void {
  const running = new Map<number, AbortController>();
  let session: Promise<Session> | undefined;

  const answer = async (request: Request<Table>, signal: AbortSignal): Promise<object> => {
    if (request.method === "create") {
      const created = service.create(request.params, signal);
      session = created.then((made) => made.session);
      session.catch(() => undefined);
      return (await created).result;
    }
    if (!session) {
      const message = `'${String(request.method)}' was asked for before 'create'`;
      throw new VitrineError("WORKER", message);
    }
    type Call = Parameters<Service<Table, Session>["call"]>[1];
    return service.call(await session, request as Call, signal);
  };

  const respond = async (request: Request<Table>): Promise<void> => {
    const { id } = request;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await answer(request, controller.signal);
      const transfer = "bitmap" in result ? [result.bitmap as ImageBitmap] : [];
      self.postMessage({ v: PROTOCOL_VERSION, id, kind: "result", result }, transfer);
    } catch (thrown) {
      const error = factsOf(errorOf(thrown));
      self.postMessage({ v: PROTOCOL_VERSION, id, kind: "error", error });
    } finally {
      running.delete(id);
    }
  };

  self.onmessage = ({ data }: MessageEvent<ToWorker<Table>>) => {
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
}

/** What was thrown, as an error. A module that trapped was left in the middle of something: that is told. */
export function errorOf(thrown: unknown): VitrineError {
  if (!(thrown instanceof WebAssembly.RuntimeError)) {
    return asVitrineError(thrown);
  }
  const advice = "create a new client, and please report it";
  const error = new VitrineError("INTERNAL", `a module stopped (${thrown.message}); ${advice}`);
  tell({ name: "broken", error: factsOf(error) });
  return error;
}
