// SPDX-License-Identifier: Apache-2.0
// The implementation of stb_image, alone in its file so that its warnings stay apart from ours.
#include <vitrine/imaging/decoder_memory.h>

#include <cstddef>

// Only what the SDK reads. Without SIMD the decoder runs the same code natively and in wasm.
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_SIMD
#define STBI_NO_LINEAR
#define STBI_NO_FAILURE_STRINGS
// Broken invariants of the decoder must not end the program.
#define STBI_ASSERT(condition) static_cast<void>(condition)
#define STBI_MALLOC(size) vitrine::DecoderAllocate(size)
#define STBI_REALLOC(pointer, size) vitrine::DecoderReallocate(pointer, size)
#define STBI_FREE(pointer) vitrine::DecoderFree(pointer)
#include <stb_image.h>
