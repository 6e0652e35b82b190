// SPDX-License-Identifier: Apache-2.0
// The worker's script of a studio.
import { serve } from "./serve.js";
import type { StudioMethods } from "./studio-protocol.js";
import { StudioSession } from "./studio-session.js";

serve<StudioMethods, StudioSession>({
  async create(params) {
    return { session: await StudioSession.create(params), result: {} };
  },

  call(session, request, signal) {
    switch (request.method) {
      case "open":
        return session.open(request.params, signal);
      case "measure":
        return session.measure(request.params);
      case "enhance":
        return session.enhance(request.params);
      case "double":
        return session.double(request.params);
      case "cutOut":
        return session.cutOut(request.params, signal);
      case "harmonise":
        return session.harmonise(request.params, signal);
      case "detail":
        return session.detail(request.params, signal);
      case "encode":
        return session.encode(request.params);
      case "bitmap":
        return session.bitmap(request.params);
      case "release":
        return session.release(request.params);
      case "diagnostics":
        return session.diagnostics();
    }
  },
});
