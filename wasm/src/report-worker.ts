// SPDX-License-Identifier: Apache-2.0
// The worker's script of a report.
import type { ReportMethods } from "./report-protocol.js";
import { ReportSession } from "./report-session.js";
import { serve } from "./serve.js";

serve<ReportMethods, ReportSession>({
  async create() {
    return { session: await ReportSession.create(), result: {} };
  },

  call(session, request) {
    return session.report(request.params);
  },
});
