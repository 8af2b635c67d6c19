#!/usr/bin/env node
// @ts-check
import { setUpOrExit } from './setup/set-up.mjs'

const usage = `npm run setup [-- --gpu | --cpu]

Provides what Headstart needs: Node 24, the dependencies, TensorFlow's library, Electron's binary and the build.
  --gpu  TensorFlow for NVIDIA GPUs, from now on (several GB)
  --cpu  back to TensorFlow for the CPU
`

const options = process.argv.slice(2)
const [option] = options
if (option === '--help') {
  process.stdout.write(usage)
} else if (options.length > 1 || (option && !['--gpu', '--cpu'].includes(option))) {
  process.stderr.write(`Expected --gpu, --cpu or nothing, got ${options.join(' ')}.\n\n${usage}`)
  process.exit(2)
} else {
  await setUpOrExit({ asked: true, ...(option && { variant: option === '--gpu' ? 'gpu' : 'cpu' }) })
}
