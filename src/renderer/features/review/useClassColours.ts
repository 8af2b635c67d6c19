import { computed } from 'vue'
import { useProject } from '../../stores/project.store'
import { classColour } from '../../ui/class-colours'

/** The colour of a class by its name; undefined for no class. */
export function useClassColours(): (label: string | null) => string | undefined {
  const project = useProject()
  const colours = computed(
    () => new Map(project.classes.map(({ label }, place) => [label, classColour(place)])),
  )
  return (label) => (label === null ? undefined : colours.value.get(label))
}
