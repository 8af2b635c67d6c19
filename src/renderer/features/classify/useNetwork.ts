import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Network } from '../../../shared/contract/predictions'
import type { ModelFacts } from '../../../shared/models'
import { defaultPixelRule } from '../../../shared/pixels'
import type { Fit } from '../../../shared/pixels'
import { useFront } from '../../front/front'
import { useRuns } from '../../stores/runs'
import { answering, networkChoices, networkFor, networkKey, shipped } from './networks'

/** Which network answers: the page's address says so, so that a reload and the way back keep it. */
export function useNetwork() {
  const route = useRoute()
  const router = useRouter()
  const { finished: runs } = useRuns()
  const pretrained = usePretrained()
  const choices = computed(() => networkChoices(runs.value ?? [], pretrained.value))
  const network = computed<Network>((before) =>
    // On the way to another page the address is already that one's.
    before && route.name !== 'classify' ? before : networkFor(route.query, runs.value, pretrained.value),
  )
  const key = computed(() => networkKey(network.value))
  const fit = useFit(network)

  async function choose(chosen: string): Promise<void> {
    const next = choices.value.find((choice) => choice.key === chosen)?.network
    await router.replace({
      query: {
        ...route.query,
        run: next?.kind === 'run' ? String(next.run) : undefined,
        model: next?.kind === 'pretrained' ? next.id : undefined,
      },
    })
  }
  return { choices, network, key, fit, pretrained, choose }
}

/** The networks whose weights are here and can answer; what ships until the host has told, and where it tells nothing. */
function usePretrained() {
  const { client } = useFront()
  const pretrained = shallowRef<readonly ModelFacts[]>(shipped)
  client['models.list']({}).then(
    (rows) => (pretrained.value = answering(rows)),
    () => undefined,
  )
  return pretrained
}

/** How the network's photos become square; undefined until it is known. */
function useFit(network: Readonly<Ref<Network>>) {
  const { client } = useFront()
  const fit = shallowRef<Fit>()

  async function find(): Promise<void> {
    const asked = network.value
    if (asked.kind === 'pretrained') {
      fit.value = defaultPixelRule.fit
      return
    }
    fit.value = undefined
    // Where this fails the answer fails as well, and tells why.
    const run = await client['runs.show']({ run: asked.run }).catch(() => undefined)
    if (networkKey(network.value) === networkKey(asked)) fit.value = run?.settings.fit
  }
  watch(() => networkKey(network.value), find, { immediate: true })
  return fit
}
