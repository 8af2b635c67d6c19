/**
 * Control characters, and the marks that turn the direction of writing: in a file's name they could move the cursor, hide
 * text or make one name look like another.
 */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Text of unknown origin in one line that a terminal shows as it is; control characters as `\n`, `\x1b`, `\u{202e}`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => shortEscapes[character] ?? escaped(character))
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`
}

/** A message in one line: where it was broken, a space. */
export function folded(message: string): string {
  return printable(message.trim().replace(/\s*[\r\n]+\s*/g, ' '))
}
