// SPDX-License-Identifier: Apache-2.0
// A consent manager for the tests, as the Transparency and Consent Framework 2 describes one.

/**
 * Runs in the page: puts `cmp` there, which speaks through `__tcfapi` once `cmp.arrive()` was called.
 * `cmp.stub()` puts the queue there that a shop's page has until then.
 */
export function installCmp() {
  const listeners = new Map();
  const queue = [];
  let nextId = 1;
  let facts;
  const dataFor = (listenerId) => ({
    tcString: "a.string.of.the.framework",
    tcfPolicyVersion: 5,
    cmpId: 1,
    cmpVersion: 1,
    gdprApplies: facts.gdprApplies,
    eventStatus: facts.eventStatus,
    cmpStatus: "loaded",
    listenerId,
    isServiceSpecific: true,
    useNonStandardTexts: false,
    publisherCC: "DE",
    purposeOneTreatment: false,
    purpose: {
      consents: Object.fromEntries(facts.purposes.map((number) => [number, true])),
      legitimateInterests: Object.fromEntries(facts.claimed.map((number) => [number, true])),
    },
    vendor: { consents: {}, legitimateInterests: {} },
    specialFeatureOptins: {},
    publisher: { consents: {}, legitimateInterests: {}, restrictions: {} },
  });
  const commands = {
    ping: (callback) => callback({ gdprApplies: true, cmpLoaded: true, cmpStatus: "loaded" }),
    addEventListener: (callback) => {
      const id = nextId++;
      listeners.set(id, callback);
      if (facts) {
        callback(dataFor(id), true);
      }
    },
    removeEventListener: (callback, id) => callback(listeners.delete(id)),
  };
  const api = (command, version, callback, parameter) => {
    if (version !== 2 || !commands[command]) {
      callback(null, false);
    } else {
      commands[command](callback, parameter);
    }
  };
  globalThis.cmp = {
    listeners,
    stub() {
      globalThis.__tcfapi = (...call) => queue.push(call);
    },
    arrive() {
      globalThis.__tcfapi = api;
      for (const call of queue.splice(0)) {
        api(...call);
      }
    },
    /** The shopper is asked, answers, or had answered before. */
    say(eventStatus, purposes = [], { gdprApplies = true, claimed = [] } = {}) {
      facts = { eventStatus, purposes, gdprApplies, claimed };
      for (const [id, callback] of listeners) {
        callback(dataFor(id), true);
      }
    },
    fail() {
      for (const callback of listeners.values()) {
        callback(null, false);
      }
    },
  };
}
