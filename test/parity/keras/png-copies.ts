import { mkdir, readdir } from 'node:fs/promises'
import { join, parse } from 'node:path'
import sharp from 'sharp'

/**
 * Copies photos as PNG, so that whoever reads them gets the same pixels: programs differ in how they decode JPEG.
 * @param source absolute path of a folder with photos
 * @param target absolute path of the folder for the copies
 * @returns absolute paths of the copies, by name
 */
export async function writePngCopies(source: string, target: string): Promise<string[]> {
  await mkdir(target, { recursive: true })
  const names = (await readdir(source)).sort()
  const copies = names.map((name) => join(target, `${parse(name).name}.png`))
  for (const [index, name] of names.entries()) {
    // The quickest compression: the copies are read once.
    const photo = sharp(join(source, name)).autoOrient().toColourspace('srgb')
    await photo.png({ compressionLevel: 1 }).toFile(copies[index] ?? '')
  }
  return copies
}

/** The class in a photo's name: `n01443537_goldfish.JPEG`. */
export function wnidOf(path: string): string {
  return parse(path).name.split('_')[0] ?? ''
}
