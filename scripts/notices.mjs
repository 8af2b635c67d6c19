#!/usr/bin/env node
// @ts-check
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { formatNotices, shippedPackages } from './notices/notices.mjs'

const root = resolve(import.meta.dirname, '..')
const preamble = readFileSync(join(root, 'scripts', 'notices', 'preamble.md'), 'utf8')
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), formatNotices(preamble, shippedPackages(root)))
