import { darkTheme } from 'naive-ui'
import type { GlobalTheme, GlobalThemeOverrides } from 'naive-ui'
import { usePreferredDark } from '@vueuse/core'
import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { dark, light } from './palette'
import type { Palette } from './palette'

/** Whether the system asks for dark pages; changes while the page is open. */
export function useDark(): Readonly<Ref<boolean>> {
  return usePreferredDark()
}

/** The colours of the scheme in force, for what takes no CSS variables (a canvas). */
export function usePalette(): ComputedRef<Palette> {
  const isDark = useDark()
  return computed(() => (isDark.value ? dark : light))
}

/** What naive-ui's configuration provider takes, after the system's scheme. */
export function useTheme(): {
  theme: ComputedRef<GlobalTheme | null>
  overrides: ComputedRef<GlobalThemeOverrides>
} {
  const isDark = useDark()
  return {
    theme: computed(() => (isDark.value ? darkTheme : null)),
    overrides: computed(() => overridesFor(isDark.value ? dark : light)),
  }
}

/** Placeholders and the like are as strong as muted text: whatever can be read has to be legible. */
function overridesFor(colours: Palette): GlobalThemeOverrides {
  const { ground, surface, line, text, muted, accent, accentText, danger } = colours
  const hover = `color-mix(in srgb, ${accent} 85%, ${text})`
  return {
    common: {
      ...accentOf('primary', accent),
      ...accentOf('info', accent),
      ...accentOf('success', accent),
      ...accentOf('error', danger),
      textColorBase: text,
      textColor1: text,
      textColor2: text,
      textColor3: muted,
      textColorDisabled: muted,
      placeholderColor: muted,
      placeholderColorDisabled: muted,
      iconColor: muted,
      bodyColor: ground,
      cardColor: ground,
      modalColor: ground,
      popoverColor: ground,
      tableColor: ground,
      tableHeaderColor: surface,
      inputColor: ground,
      inputColorDisabled: surface,
      hoverColor: surface,
      dividerColor: line,
      borderColor: line,
      borderRadius: '6px',
      borderRadiusSmall: '4px',
      fontSize: '14px',
      fontFamily: 'system-ui, sans-serif',
      opacityDisabled: '0.8',
      cubicBezierEaseInOut: 'ease',
    },
    Button: { ...buttonText(accentText), colorHoverPrimary: hover, colorFocusPrimary: accent },
    Input: { color: ground, colorFocus: ground },
    Progress: { railColor: line, fillColor: accent },
    Tooltip: { color: text, textColor: ground },
  }
}

function accentOf(name: 'primary' | 'info' | 'success' | 'error', colour: string) {
  return {
    [`${name}Color`]: colour,
    [`${name}ColorHover`]: colour,
    [`${name}ColorPressed`]: colour,
    [`${name}ColorSuppl`]: colour,
  }
}

function buttonText(accentText: string) {
  return {
    textColorPrimary: accentText,
    textColorHoverPrimary: accentText,
    textColorPressedPrimary: accentText,
    textColorFocusPrimary: accentText,
    textColorDisabledPrimary: accentText,
    textColorError: accentText,
    textColorHoverError: accentText,
    textColorPressedError: accentText,
    textColorFocusError: accentText,
    textColorDisabledError: accentText,
  }
}
