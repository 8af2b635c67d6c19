import type { WeightsState } from '../../shared/contract/models'
import { bytes, count } from '../ui/formats'
import { counted } from '../../shared/numbers'

const states: Record<WeightsState, string> = {
  bundled: 'Bundled',
  installed: 'Installed',
  missing: 'Missing',
}

export const models = {
  title: 'Models',
  facts: (here: number, all: number, used: number) =>
    `${here} of ${all} networks have their weights here, ${bytes(used)} on the disk.`,
  tryAgain: 'Try again',
  columns: {
    id: 'Network',
    top1: 'Top-1',
    top5: 'Top-5',
    sizeMB: 'Size',
    parameters: 'Parameters',
    depth: 'Depth',
    input: 'Input',
    weights: 'Weights',
    bytes: 'On disk',
  },
  meanings: {
    top1: 'How often the first answer is right on ImageNet’s validation photos',
    top5: 'How often the right answer is among the first five on ImageNet’s validation photos',
    sizeMB: 'Size of the file of weights',
    depth: 'Layers with weights from input to output',
    input: 'Side in pixels of the photos that it was made for',
    bytes: 'What the weights take on this disk',
  } as Partial<Record<string, string>>,
  table: 'Networks',
  actions: 'Actions',
  states,
  noTop: 'Installed, no top',
  noTopMeaning: 'Good for training. Without the top it tells no classes of ImageNet apart.',
  none: '–',
  megabytes: (size: number) => `${size < 10 ? size.toFixed(1) : count(size)} MB`,
  download: 'Download…',
  downloadOf: (id: string) => `Download the weights of ${id}…`,
  import: 'Import…',
  importOf: (id: string) => `Import weights of ${id}…`,
  remove: 'Remove…',
  removeOf: (id: string) => `Remove the weights of ${id}…`,
  stop: 'Stop',
  stopOf: (id: string) => `Stop fetching the weights of ${id}`,
  fetching: (id: string) => `Fetching the weights of ${id}`,
  progress: (done: string, total: string | null, rate: string | null, left: string | null) =>
    [total === null ? done : `${done} of ${total}`, rate, left && `${left} left`].filter(Boolean).join(' · '),
  installed: (id: string, size: number) => `The weights of ${id} are here, ${bytes(size)}.`,
  stopped: (id: string) => `Stopped. What came of ${id} so far is kept for the next time.`,
  removed: (id: string) => `The weights of ${id} are removed.`,
  downloading: {
    title: (id: string) => `Download the weights of ${id}`,
    whole: 'With the top',
    wholeWhat: (size: string) => `${size}. Good for everything: classifying, comparing and training.`,
    base: 'Without the top',
    baseWhat: 'Smaller. Good for training alone.',
    where:
      'The files are those that Keras publishes. What comes is checked, kept once for all projects, and goes on where it stopped.',
    confirm: 'Download',
    cancel: 'Cancel',
  },
  importing: {
    title: (id: string) => `Weights of ${id}: a file that Keras wrote`,
    button: 'Import',
  },
  removing: {
    title: (id: string) => `Remove the weights of ${id}?`,
    what: (size: string) =>
      `${size} are deleted from this disk for good. Runs that were trained on this network cannot classify until its weights are here again.`,
    confirm: (size: string) => `Remove ${size}`,
    cancel: 'Cancel',
  },
  chart: {
    title: 'Accuracy against size',
    size: 'Size in MB',
    accuracy: 'Top-1',
    summary: (id: string | undefined, size: string, accuracy: string) =>
      `Top-1 accuracy against the size of the weights, a point a network; the table has the numbers.` +
      (id === undefined ? '' : ` Marked: ${id}, ${size}, ${accuracy}.`),
    hint: 'Point at a row, or move to it by Tab, to find it here. Filled: its weights are here.',
    point: (id: string, size: string, accuracy: string) => `${id}: ${size}, ${accuracy}`,
  },
  model: {
    back: 'All networks',
    tabs: { summary: 'Summary', picture: 'Picture' },
    views: 'Ways to look at the network',
    top: 'With its top',
    input: 'Side of the photos',
    inputHint: (side: number) => `Empty: ${side}, what it was made for`,
    search: 'Search layers',
    searchHint: 'Name, class or shape',
    building: 'Building the network…',
    outside: 'Expected a whole number from 1 to 4,096.',
    keys: { search: 'Search layers', summary: 'Summary', picture: 'Picture' },
  },
  summary: {
    table: (id: string) => `Layers of ${id}`,
    layer: 'Layer',
    class: 'Class',
    shape: 'Output',
    parameters: 'Parameters',
    inbound: 'Connected to',
    none: 'No layer is like that.',
    some: (found: number, all: number) =>
      found === all ? counted(all, 'layer') : `${count(found)} of ${counted(all, 'layer')}`,
    total: 'Parameters',
    trainable: 'Trainable',
    fixed: 'Not trainable',
    input: 'Input',
    output: 'Output',
  },
  picture: {
    label: (id: string) => `Picture of ${id}. Arrow keys move it, plus and minus make it larger and smaller.`,
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    fit: 'Fit',
    openAll: 'Open all',
    closeAll: 'Close all',
    svg: 'Save SVG',
    png: 'Save PNG',
    saveTitle: 'Where the picture is to be written',
    save: 'Save',
    saved: (path: string) => `The picture is in ${path}.`,
    facts: (nodes: number, layers: number) =>
      nodes === layers
        ? counted(layers, 'layer')
        : `${counted(layers, 'layer')} in ${counted(nodes, 'box', 'boxes')}`,
    found: (place: number, all: number) => (all === 0 ? 'Nothing is called that.' : `${place} of ${all}`),
    next: 'Next',
    percent: (scale: number) => `${Math.round(100 * scale)} %`,
    kinds: {
      convolution: 'Convolution',
      pooling: 'Pooling',
      merge: 'Merge',
      dense: 'Dense',
      other: 'Other',
      block: 'Block that opens',
    },
    keys: {
      group: 'Picture',
      in: 'Make the picture larger',
      out: 'Make the picture smaller',
      fit: 'Fit the picture',
    },
  },
} as const
