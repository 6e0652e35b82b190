// SPDX-License-Identifier: Apache-2.0
// Bundled for Node by react.test.mjs, once for each React.
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { Shop } from "./app.mjs";

export const html = (props) => renderToString(createElement(Shop, props));
