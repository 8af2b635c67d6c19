/** Okabe and Ito's eight, which also the colour-blind tell apart; their grey in place of black, which dark grounds swallow. */
const okabeIto = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7', '#999999']

/** Degrees: each next hue falls into the widest gap that the ones before have left. */
const GOLDEN_ANGLE = 137.508

/** The colour of the class at a place in the user's order, from 0 on: as CSS and as a chart take it. */
export function classColour(index: number): string {
  const known = okabeIto[index]
  if (known) return known
  const further = index - okabeIto.length
  const hue = (further * GOLDEN_ANGLE) % 360
  return `hsl(${Math.round(hue)}, 60%, ${further % 2 === 0 ? 55 : 42}%)`
}
