// SPDX-License-Identifier: Apache-2.0
// node tools/sbom.mjs [FILE]: the bill of materials of the npm package, CycloneDX 1.6 as JSON, to FILE or to
// standard output: the package, its wasm files and models with their hashes, and what each of those contains.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as cyclonedx from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";
import * as spdx from "spdx-expression-parse";
import { ROOT } from "./run.mjs";
import { MODULES, thirdParty } from "./third-party.mjs";

const { Enums, Models, Serialize, Spec, Validation } = cyclonedx;
const licences = new cyclonedx.Contrib.License.Factories.LicenseFactory(spdx.default ?? spdx);

function component(type, name, { version, licence, url, purl, ref }) {
  const made = new Models.Component(type, name, { version, bomRef: ref, purl: purl?.toString() });
  if (licence) {
    made.licenses.add(licences.makeFromString(licence));
  }
  if (url) {
    const kind = Enums.ExternalReferenceType.Website;
    made.externalReferences.add(new Models.ExternalReference(url, kind));
  }
  return made;
}

function binaryFile(path) {
  const made = component(Enums.ComponentType.File, path, { ref: path });
  const hash = createHash("sha256").update(readFileSync(`${ROOT}/wasm/${path}`));
  made.hashes.set(Enums.HashAlgorithm["SHA-256"], hash.digest("hex"));
  return made;
}

/** The module that a file of dist is, with SIMD or without; undefined for a model, which no code is compiled into. */
function moduleOf(file) {
  const name = /^(\w+)(\.baseline)?\.wasm$/.exec(file)?.[1];
  if (file.endsWith(".wasm") && !MODULES.includes(name)) {
    throw new Error(`${file} is no module of tools/third-party.mjs`);
  }
  return name;
}

/** @param {import("./third-party.mjs").Part[]} parts @returns {string} JSON. */
export function billOfMaterials(parts) {
  const { name, version, license } = JSON.parse(readFileSync(`${ROOT}/wasm/package.json`, "utf8"));
  const [scope, short] = name.split("/");
  const purl = new PackageURL("npm", scope, short, version);
  const root = component(Enums.ComponentType.Library, name, {
    ...{ version, licence: license, purl, ref: purl.toString() },
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root }) });
  const files = readdirSync(`${ROOT}/wasm/dist`)
    .filter((file) => /\.(wasm|onnx)$/.test(file))
    .map((file) => ({ made: binaryFile(`dist/${file}`), module: moduleOf(file) }));
  for (const { made } of files) {
    bom.components.add(made);
    root.dependencies.add(made.bomRef);
  }
  for (const part of parts) {
    const from = new PackageURL("generic", undefined, part.name, part.version);
    const made = component(Enums.ComponentType.Library, part.name, {
      ...{ version: part.version, licence: part.spdx, url: part.url, purl: from },
      ref: from.toString(),
    });
    bom.components.add(made);
    for (const file of files.filter(({ module }) => part.modules.includes(module))) {
      file.made.dependencies.add(made.bomRef);
    }
  }
  const normalise = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(normalise).serialize(bom, { sortLists: true, space: 2 });
}

/** What is wrong with a bill of materials by CycloneDX's own schema; undefined where nothing is. */
export async function findInvalid(json) {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  return (await validator.validate(json)) ?? undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const json = billOfMaterials(thirdParty());
  const invalid = await findInvalid(json);
  if (invalid) {
    throw new Error(`not valid by CycloneDX's schema: ${JSON.stringify(invalid)}`);
  }
  const [file] = process.argv.slice(2);
  if (file) {
    writeFileSync(file, `${json}\n`);
  } else {
    console.log(json);
  }
}
