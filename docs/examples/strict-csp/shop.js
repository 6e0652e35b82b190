// SPDX-License-Identifier: Apache-2.0
import { Vitrine } from "@vitrine/sdk";
import "@vitrine/sdk/element";
import { integrity } from "/integrity.js";

const vitrine = await Vitrine.create({ catalog: "/catalogue.vpack", integrity });
document.querySelector("#lookbook").client = vitrine;
