import { strings } from '../../strings'
import { useFileChoice } from '../../ui/useFileChoice'
import { useWeights } from './weights.store'

/** Asks for a file that Keras wrote, and takes a network's weights from it. */
export function useImportWeights(): (id: string) => Promise<void> {
  const weights = useWeights()
  const chooseFile = useFileChoice()
  const { title, button } = strings.models.importing
  return async (id) => {
    const path = await chooseFile({ title: title(id), button, extensions: ['h5', 'keras'] })
    if (path !== undefined) await weights.importFile(id, path)
  }
}
