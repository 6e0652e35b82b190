// SPDX-License-Identifier: Apache-2.0

/**
 * Resolves in a task of its own, after those asked for before: what follows does not lengthen the task
 * that draws a view.
 */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
