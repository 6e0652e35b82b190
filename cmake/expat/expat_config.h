// SPDX-License-Identifier: Apache-2.0
// Expat's configuration for the wasm build; natively Debian's compiled library is used.
#pragma once

#include <unistd.h>

#define BYTEORDER 1234
#define XML_NS 1
#define XML_DTD 1  // Also turns on the limits against entity bombs.
#define XML_CONTEXT_BYTES 1024

// The salt of its hash tables comes from the browser's crypto.getRandomValues, through getentropy.
#define HAVE_ARC4RANDOM_BUF 1
#define arc4random_buf(buffer, size) ((void)getentropy((buffer), (size)))
