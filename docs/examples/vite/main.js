// SPDX-License-Identifier: Apache-2.0
import { Vitrine } from "@vitrine/sdk";
import "@vitrine/sdk/element";

window.dataLayer ??= [];
const vitrine = await Vitrine.create({ catalog: "/catalogue.vpack" });
vitrine.attachDataLayer(window.dataLayer); // the GA4 e-commerce events that the shop sends anyway
document.querySelector("#lookbook").client = vitrine;
