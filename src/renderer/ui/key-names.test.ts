import { describe, expect, it } from 'vitest'
import { keyCaps, matches, parseKeys } from './key-names'
import type { PressedKey } from './key-names'

const nothing = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({ key, ...nothing, ...more })

it.each([
  ['a', { ctrl: false, alt: false, shift: false, key: 'a' }],
  ['Ctrl+Shift+Z', { ctrl: true, alt: false, shift: true, key: 'z' }],
  ['Alt+1', { ctrl: false, alt: true, shift: false, key: '1' }],
  ['Ctrl++', { ctrl: true, alt: false, shift: false, key: '+' }],
  ['+', { ctrl: false, alt: false, shift: false, key: '+' }],
  ['Shift+ArrowLeft', { ctrl: false, alt: false, shift: true, key: 'ArrowLeft' }],
  ['Space', { ctrl: false, alt: false, shift: false, key: ' ' }],
])('takes %s apart', (keys, parts) => expect(parseKeys(keys)).toEqual(parts))

describe('matching', () => {
  it('tells undo from redo', () => {
    expect(matches('Ctrl+Z', press('z', { ctrlKey: true }), false)).toBe(true)
    expect(matches('Ctrl+Z', press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
    expect(matches('Ctrl+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(true)
  })

  it('takes the command key on a Mac, and Ctrl nowhere there', () => {
    expect(matches('Ctrl+Z', press('z', { metaKey: true }), true)).toBe(true)
    expect(matches('Ctrl+Z', press('z', { ctrlKey: true }), true)).toBe(false)
    expect(matches('Ctrl+Z', press('z', { metaKey: true }), false)).toBe(false)
  })

  it('finds a sign whether or not the keyboard needs Shift for it', () => {
    expect(matches('?', press('?', { shiftKey: true }), false)).toBe(true)
    expect(matches('?', press('?'), false)).toBe(true)
  })

  it('goes by the place of the key where Alt writes other signs', () => {
    expect(matches('Alt+1', press('¡', { altKey: true, code: 'Digit1' }), true)).toBe(true)
    expect(matches('Alt+J', press('∆', { altKey: true, code: 'KeyJ' }), true)).toBe(true)
  })

  it('leaves a letter with Ctrl alone that was bound without', () => {
    expect(matches('a', press('a', { ctrlKey: true }), false)).toBe(false)
    expect(matches('a', press('A', { shiftKey: true }), false)).toBe(false)
  })
})

it('shows caps as they are printed', () => {
  expect(keyCaps('Ctrl+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
  expect(keyCaps('Ctrl+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z'])
  expect(keyCaps('ArrowLeft', false)).toEqual(['←'])
  expect(keyCaps('Space', false)).toEqual(['Space'])
})
