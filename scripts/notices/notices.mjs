// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Part something that travels with the application
 * @property {string} name
 * @property {string} version
 * @property {string} license its SPDX expression
 * @property {string} text of the licence; empty where the package brings none
 */

/**
 * The packages that the application needs when it runs, whatever the platform of this machine, as the lock file names
 * them; those that are not installed here (other platforms' native parts) are covered by the package that picks them.
 * @param {string} root of the repository
 * @returns {Part[]} sorted by name and version
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const shipped = Object.entries(packages).filter(
    ([path, entry]) =>
      path.startsWith('node_modules/') && !entry.dev && !entry.devOptional && !entry.optional,
  )
  const parts = shipped.map(([path]) => readPart(join(root, path)))
  return [...new Map(parts.map((part) => [`${part.name} ${part.version}`, part])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part)
}

/** @param {string} folder @returns {Part} */
function readPart(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry))
  const named = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? 'unknown')
  return { name, version, license: named, text: file ? readFileSync(join(folder, file), 'utf8').trim() : '' }
}

/**
 * The page of notices: what ships beside the packages first, then every package under the text of its licence, each text
 * once.
 * @param {string} preamble
 * @param {Part[]} parts
 */
export function formatNotices(preamble, parts) {
  /** @type {Map<string, Part[]>} */
  const byText = new Map()
  for (const part of parts) byText.set(part.text, [...(byText.get(part.text) ?? []), part])
  const sections = [...byText.entries()].map(([text, group]) => {
    const names = group.map(({ name, version, license }) => `- ${name} ${version} (${license})`).join('\n')
    return `${names}\n\n${text ? `\`\`\`text\n${text.replace(/^.+$/gm, (line) => line.trimEnd())}\n\`\`\`` : '(No text in the package.)'}`
  })
  return `${preamble.trim()}\n\n## Packages\n\n${sections.join('\n\n')}\n`
}
