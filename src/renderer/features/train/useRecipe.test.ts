import { createPinia } from 'pinia'
import { createSSRApp, effectScope } from 'vue'
import { expect, it } from 'vitest'
import { frontContract } from '../../../shared/contract/front'
import type { WeightsEvent, WeightsState } from '../../../shared/contract/models'
import { AppError } from '../../../shared/errors'
import { models } from '../../../shared/models'
import { connect } from '../../../shared/rpc/connect'
import { memoryWirePair } from '../../../shared/rpc/memory-wire'
import { serve } from '../../../shared/rpc/serve'
import { frontKey } from '../../front/front'
import type { Front } from '../../front/front'
import { useNotices } from '../../ui/useNotices'
import { useWeights } from '../models/weights.store'
import { useRecipe } from './useRecipe'

const { 'models.list': list, 'models.import': importing } = frontContract
const contract = { 'models.list': list, 'models.import': importing } as const
const noWeights = { bytes: 0, hasTop: false, source: null, note: null }
const installed = { id: 'MobileNetV2', weights: 'installed', bytes: 10, hasTop: false } as const
const done: WeightsEvent = {
  type: 'done',
  result: { ...installed, published: true, sha256: null, note: null },
}

/** A page on a host whose networks have weights as given; a file called `damaged.h5` is refused. */
function onPage(weights: WeightsState) {
  const { near, far } = memoryWirePair()
  let now = weights
  serve(
    contract,
    {
      'models.list': () => models.map((facts) => ({ ...facts, ...noWeights, weights: now })),
      async *'models.import'({ path }) {
        if (path === 'damaged.h5') throw new AppError('unreadable', 'damaged.h5 is no HDF5.')
        now = 'installed'
        yield await Promise.resolve(done)
      },
    },
    far,
  )
  const app = createSSRApp({}).use(createPinia())
  app.provide(frontKey, { client: connect(frontContract, near) } as unknown as Front)
  const followed: string[][] = []
  /** What the page does when it is opened; `leave` as when another one is. */
  function enter() {
    const scope = effectScope()
    const opened = scope.run(() =>
      useRecipe({ follow: (name, model = '') => void followed.push([name, model]) }),
    )
    if (!opened) throw new Error('A scope that runs gives what it ran.')
    return { ...opened, leave: () => scope.stop() }
  }
  useNotices().notices.splice(0)
  return {
    followed,
    recipe: app.runWithContext(enter),
    comeBack: () => app.runWithContext(enter),
    weights: app.runWithContext(() => useWeights()),
  }
}

it('follows a recipe at once where its weights are here', async () => {
  const { recipe, followed } = onPage('installed')
  await recipe.choose('tutorial')
  expect(followed).toEqual([['tutorial', 'MobileNetV2']])
  expect(recipe.wanted.value).toBeUndefined()
  const [notice] = useNotices().notices
  expect(notice?.text).toBe('The settings are those of the tutorial’s recipe, on MobileNetV2.')
})

it('waits for weights that are missing, and follows once they have come', async () => {
  const { recipe, followed, weights } = onPage('missing')
  await recipe.choose('tutorial')
  expect(recipe.missing.value?.id).toBe('MobileNetV2')
  await weights.importFile('MobileNetV2', 'damaged.h5')
  expect(followed).toEqual([])
  expect(recipe.missing.value?.id).toBe('MobileNetV2')
  await weights.importFile('MobileNetV2', 'whole.h5')
  await expect.poll(() => followed).toEqual([['tutorial', 'MobileNetV2']])
  expect(recipe.wanted.value).toBeUndefined()
})

it('follows on another base where that is wished', async () => {
  const { recipe, followed } = onPage('missing')
  await recipe.choose('tutorial')
  recipe.followOn('EfficientNet-Lite0')
  expect(followed).toEqual([['tutorial', 'EfficientNet-Lite0']])
  expect(recipe.missing.value).toBeUndefined()
})

it('follows nothing once the question was put away', async () => {
  const { recipe, followed, weights } = onPage('missing')
  await recipe.choose('tutorial')
  recipe.wanted.value = undefined
  await weights.importFile('MobileNetV2', 'whole.h5')
  expect(followed).toEqual([])
})

it('goes on waiting while another page is looked at, and follows when somebody comes back', async () => {
  const { recipe, followed, weights, comeBack } = onPage('missing')
  await recipe.choose('tutorial')
  recipe.leave()
  const back = comeBack()
  expect(back.missing.value?.id).toBe('MobileNetV2')
  back.leave()
  await weights.importFile('MobileNetV2', 'whole.h5')
  expect(followed).toEqual([])
  const { wanted } = comeBack()
  await expect.poll(() => followed).toEqual([['tutorial', 'MobileNetV2']])
  expect(wanted.value).toBeUndefined()
})

it('waits as well where the page is left before the host has answered', async () => {
  const { recipe, followed, comeBack } = onPage('installed')
  const chosen = recipe.choose('tutorial')
  recipe.leave()
  await chosen
  expect(followed).toEqual([])
  comeBack()
  await expect.poll(() => followed).toEqual([['tutorial', 'MobileNetV2']])
})
