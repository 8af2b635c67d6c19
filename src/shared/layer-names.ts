/** How Keras' networks name the layers of a block; the first group names the block. */
const patterns: readonly RegExp[] = [
  // ResNet and DenseNet, InceptionResNetV2 and the others: conv4_block2_1_conv, block35_1_ac, block_3_expand, block1a_dwconv.
  /^(conv\d+_block\d+|block\d+_\d+|block_?\d+[a-z]?)(?=_|$)/,
  /^(expanded_conv)_/,
  // Inception's blocks, by the concatenation at their end.
  /^(mixed_?\d+[a-z]?)$/,
]
const mobileNet = /^conv_(?:pad|dw|pw)_(\d+)(?=_|$)/
const nasNet = /^(?:reduction|normal|adjust|separable_conv)_.*?_((?:stem_|reduce_)?\d+)$/

/** The block that a layer belongs to by its name; undefined where the name says nothing. */
export function blockNamed(layer: string): string | undefined {
  for (const pattern of patterns) {
    const named = pattern.exec(layer)?.[1]
    if (named !== undefined) return named
  }
  const separable = mobileNet.exec(layer)?.[1]
  if (separable !== undefined) return `conv_${separable}`
  const cell = nasNet.exec(layer)?.[1]
  return cell === undefined ? undefined : `cell_${cell}`
}

/** What the names of a chain of layers have in common, up to an underscore; else its first and last. */
export function chainName(names: readonly string[]): string {
  const [first = '', ...others] = names
  const parts = first.split('_')
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('_')
    if (others.every((name) => name === prefix || name.startsWith(`${prefix}_`))) return prefix
  }
  return `${first} – ${names.at(-1) ?? first}`
}
