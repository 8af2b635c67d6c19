/** The colours that naive-ui and the charts need as literals; theme.css has the same ones for everything else. */
export interface Palette {
  readonly ground: string
  readonly surface: string
  readonly line: string
  readonly text: string
  readonly muted: string
  readonly accent: string
  readonly accentSoft: string
  readonly accentText: string
  readonly danger: string
}

export const light: Palette = {
  ground: '#fbfaf8',
  surface: '#f1efec',
  line: '#dedad5',
  text: '#262321',
  muted: '#635e59',
  accent: '#12766f',
  accentSoft: '#d3e9e6',
  accentText: '#ffffff',
  danger: '#a3352b',
}

export const dark: Palette = {
  ground: '#1b1a19',
  surface: '#262423',
  line: '#383533',
  text: '#e9e6e2',
  muted: '#aba59e',
  accent: '#4fb9af',
  accentSoft: '#1d423f',
  accentText: '#10201f',
  danger: '#f0938a',
}
