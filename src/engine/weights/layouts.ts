import { AppError } from '../../shared/errors'
import type { ExpectedLayer } from './expected'
import type { Dataset, Hdf5File } from './hdf5'

/** A layer with weights, as a file has it. */
export interface FileLayer {
  readonly name: string
  /** Where its tables lie; without a dataset where the file has no numbers there. */
  readonly weights: readonly { readonly path: string; readonly dataset: Dataset | undefined }[]
}

/** How a file keeps the layers of a network. */
export interface WeightsLayout {
  /** How many layers with weights there are. */
  readonly count: number
  /** The file's counterpart of a network's layer, the `index`-th with weights. */
  layerFor(expected: ExpectedLayer, index: number): FileLayer | undefined
}

/** Where whole models in `.h5` keep their weights, beside those of the optimizer. */
const wholeModelGroup = 'model_weights'

/** Where Keras 3 keeps its layers; the second name is that of its first releases. */
const layerGroups = ['layers', '_layer_checkpoint_dependencies']

/**
 * Finds out which of Keras' layouts a file has: that of the published weights, that of whole models in `.h5`, or that of
 * Keras 3.
 * @throws AppError `bad-input` where it has none of them; `unreadable`, naming the layer, where it is damaged
 */
export function layoutOf(file: Hdf5File): WeightsLayout {
  const top = file.namesIn('/') ?? []
  if (hasNames(file, '/', 'layer_names')) return legacyLayout(file, '')
  if (top.includes(wholeModelGroup)) return legacyLayout(file, `/${wholeModelGroup}`)
  const root = layerGroups.find((name) => top.includes(name))
  if (root !== undefined) return groupLayout(file, `/${root}`)
  throw new AppError(
    'bad-input',
    `${file.name} is HDF5, and holds no weights of Keras: expected the attribute layer_names, the group ` +
      'model_weights, or the group layers. Save it with `model.save_weights` or `model.save`.',
    { file: file.name },
  )
}

/** https://keras.io, legacy_h5_format.py: attributes list the layers, and in each layer's group its weights. */
function legacyLayout(file: Hdf5File, root: string): WeightsLayout {
  if (!hasNames(file, root || '/', 'layer_names')) {
    const { name } = file
    throw new AppError('unreadable', `${name} has no list of its layers (layer_names): fetch it again.`, {
      file: name,
    })
  }
  const layers: FileLayer[] = []
  for (const name of readNames(file, root || '/', 'layer_names')) {
    const group = `${root}/${name}`
    if (!file.isGroup(group)) throw damagedLayer(file, name, 'its group is missing')
    if (!hasNames(file, group, 'weight_names'))
      throw damagedLayer(file, name, 'the list of its weights is missing')
    const paths = readNames(file, group, 'weight_names').map((weight) => `${group}/${weight}`)
    if (paths.length > 0) layers.push({ name, weights: paths.map((path) => at(file, path)) })
  }
  return { count: layers.length, layerFor: (_expected, index) => layers[index] }
}

/** keras/src/saving/saving_lib.py: a group a layer, named after its class and counted; numbered tables in `vars`. */
function groupLayout(file: Hdf5File, root: string): WeightsLayout {
  const layers = new Map<string, FileLayer>()
  for (const name of file.namesIn(root) ?? []) {
    const variables = `${root}/${name}/vars`
    const count = file.namesIn(`${root}/${name}`)?.includes('vars')
      ? (file.namesIn(variables)?.length ?? 0)
      : 0
    const paths = Array.from({ length: count }, (_, index) => `${variables}/${index}`)
    if (count > 0) layers.set(name, { name, weights: paths.map((path) => at(file, path)) })
  }
  return { count: layers.size, layerFor: ({ group }) => layers.get(group) }
}

function at(file: Hdf5File, path: string): FileLayer['weights'][number] {
  return { path, dataset: file.dataset(path) }
}

function hasNames(file: Hdf5File, path: string, attribute: string): boolean {
  const attributes = file.attributesOf(path)
  return attributes.includes(attribute) || attributes.includes(`${attribute}0`)
}

/** A list that is too long for one attribute goes on in `name0`, `name1` and so on. */
function readNames(file: Hdf5File, path: string, attribute: string): string[] {
  const attributes = new Set(file.attributesOf(path))
  if (attributes.has(attribute)) return file.strings(path, attribute)
  const names: string[] = []
  for (let part = 0; attributes.has(`${attribute}${part}`); part++) {
    names.push(...file.strings(path, `${attribute}${part}`))
  }
  return names
}

function damagedLayer({ name: file }: Hdf5File, layer: string, why: string): AppError {
  return new AppError('unreadable', `Layer ${layer} of ${file} is damaged (${why}): fetch the file again.`, {
    file,
    layer,
  })
}
