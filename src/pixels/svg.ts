import sharp from 'sharp'

/** No side of a drawn picture is longer, in pixels: what draws it takes no more than 32,767. */
const LONGEST = 16_000

/**
 * An SVG as a PNG file on its own ground, twice as fine as its lengths say; a large one less fine.
 * @param width, height of the SVG in pixels
 */
export async function drawSvg(
  svg: (scale: number) => string,
  size: { width: number; height: number },
): Promise<Buffer> {
  const scale = Math.min(2, LONGEST / Math.max(size.width, size.height))
  const drawn = sharp(Buffer.from(svg(scale)), { unlimited: true, limitInputPixels: false })
  return drawn.flatten().png({ palette: true, colours: 128 }).toBuffer()
}
