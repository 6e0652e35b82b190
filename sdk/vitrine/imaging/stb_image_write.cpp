// SPDX-License-Identifier: Apache-2.0
// The implementation of stb_image_write, alone in its file so that its warnings stay apart from ours.
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
