import { useProject } from '../../stores/project.store'
import { strings } from '../../strings'
import { useKeys } from '../../ui/useKeys'
import type { KeyBinding } from '../../ui/useKeys'
import { moveByKey } from './grid-geometry'
import { labelKeys } from './label-keys'
import type { PhotosPage } from './photos-page'

const texts = strings.photos.keys

const moves = [
  ['ArrowLeft', texts.left],
  ['ArrowRight', texts.right],
  ['ArrowUp', texts.up],
  ['ArrowDown', texts.down],
  ['Home', texts.first],
  ['End', texts.last],
  ['PageUp', texts.pageUp],
  ['PageDown', texts.pageDown],
] as const

interface Grid {
  /** How many columns there are and how many whole rows are seen. */
  layout(): { columns: number; rowsOfPage: number }
  /** Brings the focus to the grid and into view. */
  reveal(): void
  openMenu(): void
}

/** The keys of the grid; wherever they are pressed on the page, they mean the photos. */
export function usePhotoKeys(
  { pages, focus, labelling, loupeOpen, paletteOpen, factsShown, findSimilar }: PhotosPage,
  grid: Grid,
) {
  const project = useProject()
  const group = texts.groupMove

  function move(key: string, extend: boolean): void {
    const to = moveByKey(key, focus.index.value, { ...grid.layout(), photos: pages.total.value ?? 0 })
    if (to === undefined) return
    if (extend) void focus.extend(to)
    else focus.moveTo(to)
    grid.reveal()
  }

  const moving: KeyBinding[] = moves.flatMap(([key, description]) => [
    { keys: key, description, group, run: () => move(key, false) },
    {
      keys: `Shift+${key}`,
      description: key.startsWith('Arrow') ? texts.extend : texts.extendFar,
      group,
      run: () => move(key, true),
    },
  ])

  const acting: KeyBinding[] = [
    { keys: 'Ctrl+A', description: texts.all, group, run: () => void focus.selectEverything() },
    { keys: 'Escape', description: texts.none, group, run: () => focus.clear() },
    { keys: 'Space', description: texts.toggle, group, run: () => focus.toggleAt(focus.index.value) },
    {
      keys: 'Enter',
      description: texts.open,
      group,
      run: () => (loupeOpen.value = Boolean(focus.photo.value)),
    },
    { keys: 'Shift+F10', description: texts.menu, group, run: () => grid.openMenu() },
    { keys: 'ContextMenu', description: texts.menu, group, run: () => grid.openMenu() },
    { keys: 's', description: texts.accept, group: texts.groupLabel, run: () => void accept() },
    {
      keys: 'x',
      description: texts.exclude,
      group: texts.groupLabel,
      run: () => void labelling.toggleExcluded().then(grid.reveal),
    },
    { keys: 'f', description: texts.similar, group, run: () => findSimilar() },
    { keys: 'i', description: texts.panel, group, run: () => (factsShown.value = !factsShown.value) },
  ]

  async function accept(): Promise<void> {
    await labelling.accept()
    grid.reveal()
  }

  async function give(label: string | null): Promise<void> {
    await labelling.give(label)
    grid.reveal()
  }

  useKeys(() =>
    pages.total.value
      ? [
          ...moving,
          ...acting,
          ...labelKeys(
            project.classes,
            (label) => void give(label),
            () => (paletteOpen.value = labelling.targets().length > 0),
          ),
        ]
      : acting.slice(-1),
  )
}
