// SPDX-License-Identifier: Apache-2.0
// How alike the pictures on a lookbook's pages and the products' own pictures are.

/**
 * Runs in the page, so it stands on nothing outside itself. The normalised cross-correlation of every slot
 * with every product's picture, over red, green and blue together: 1 = the same but for brightness and
 * contrast, 0 = unrelated.
 *
 * Every picture is cropped to the slot's aspect as vitrine::FitPicture does it: the middle across, and 42 %
 * of what is cut off above. The browser decodes it and draws it at the slot's size, so that nothing of the
 * SDK's own imaging is on that side.
 *
 * @param {object} given
 * @param {number} given.count How many pages of the page's first lookbook.
 * @param {number} given.width Of a page, in CSS pixels.
 * @param {number} given.height
 * @param {{id: string, url: string}[]} given.pictures Of all products.
 * @returns {Promise<{id: string, template: string, own: number, other: {id: string, correlation: number}}[][]>} For each page
 *   its slots: the correlation with the product's own picture, and the highest with another's.
 */
export async function correlatePages({ count, width, height, pictures }) {
  const CROP_HEIGHT = 0.42;
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });

  /** The pixels of a part of an image at a size, with a mean of 0 and a length of 1. */
  function normalised(image, part, size) {
    canvas.width = size.width;
    canvas.height = size.height;
    context.imageSmoothingQuality = "high";
    const { x, y } = part;
    context.drawImage(image, x, y, part.width, part.height, 0, 0, size.width, size.height);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    const values = new Float64Array(size.width * size.height * 3);
    for (let i = 0; i < values.length; i += 1) {
      values[i] = data[Math.floor(i / 3) * 4 + (i % 3)];
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    return values.map((value) => (value - mean) / (length || 1));
  }

  const product = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);

  function cropOf(image, aspect) {
    const wide = Math.min(image.width, image.height * aspect);
    const high = Math.min(image.height, image.width / aspect);
    return {
      x: (image.width - wide) / 2,
      y: (image.height - high) * CROP_HEIGHT,
      width: wide,
      height: high,
    };
  }

  const images = await Promise.all(
    pictures.map(async ({ id, url }) => {
      const response = await fetch(url);
      return { id, image: await createImageBitmap(await response.blob()) };
    }),
  );
  const { client } = document.querySelector("vitrine-lookbook");
  const pages = [];
  for (let index = 0; index < count; index += 1) {
    const page = await client.page({ index, width, height });
    const ratio = page.bitmap.width / page.width;
    pages.push(
      page.regions.map((region) => {
        const [x, y, wide, high] = ["x", "y", "width", "height"].map((side) =>
          Math.round(region.picture[side] * ratio),
        );
        const area = { x, y, width: wide, height: high };
        const shown = normalised(page.bitmap, area, area);
        const rows = images.map(({ id, image }) => ({
          id,
          correlation: product(shown, normalised(image, cropOf(image, wide / high), area)),
        }));
        const { id } = region.product;
        return {
          id,
          template: page.template,
          own: rows.find((row) => row.id === id).correlation,
          other: rows
            .filter((row) => row.id !== id)
            .reduce((best, row) => (row.correlation > best.correlation ? row : best)),
        };
      }),
    );
    page.dispose();
  }
  return pages;
}
