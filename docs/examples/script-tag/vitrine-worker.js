// SPDX-License-Identifier: Apache-2.0
import "https://cdn.example/vitrine/worker.js";
