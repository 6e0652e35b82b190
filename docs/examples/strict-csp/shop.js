// SPDX-License-Identifier: Apache-2.0
import { Vitrine } from "@vitrine/sdk";
import "@vitrine/sdk/element";
import { integrity } from "/integrity.js";

const vitrine = await Vitrine.create({ catalog: "/catalogue.vpack", integrity });
const lookbook = document.querySelector("#lookbook");
lookbook.addEventListener("vitrine-error", ({ detail }) => console.error(detail.error.message));
lookbook.client = vitrine;
