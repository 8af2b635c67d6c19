// @ts-check
import { SetupProblem } from './problem.mjs'

/**
 * @typedef {object} TensorFlowWheel
 * @property {string} package on PyPI
 * @property {string} version
 * @property {string[]} platforms tags of the wheel, and of NVIDIA's beside it
 * @property {string} sha256 of the wheel for CPython 3.11
 */

const version = '2.21.0'
const linuxX64 = [
  'manylinux_2_27_x86_64',
  'manylinux_2_17_x86_64',
  'manylinux2014_x86_64',
  'manylinux1_x86_64',
]

/**
 * Where TensorFlow's C library comes from. Windows is unsupported until proven: its wheel has no libtensorflow_cc. For
 * macOS on Intel there are no wheels any more.
 * @type {Record<string, TensorFlowWheel>}
 */
const wheels = {
  'linux-x64-cpu': {
    package: 'tensorflow-cpu',
    version,
    platforms: linuxX64,
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  },
  // Downloaded, unpacked and loaded, but not run on a GPU here.
  'linux-x64-gpu': {
    package: 'tensorflow',
    version,
    platforms: linuxX64,
    sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  },
  // Not run here.
  'linux-arm64-cpu': {
    package: 'tensorflow',
    version,
    platforms: ['manylinux_2_27_aarch64'],
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  },
  // Not run here.
  'darwin-arm64-cpu': {
    package: 'tensorflow',
    version,
    platforms: ['macosx_12_0_arm64'],
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
  },
}

/**
 * The wheel for a machine.
 * @param {'cpu' | 'gpu'} variant
 * @param {string} platform
 * @param {string} architecture
 * @returns {TensorFlowWheel}
 * @throws {SetupProblem} where there is none
 */
export function tensorflowWheel(variant, platform = process.platform, architecture = process.arch) {
  const wheel = wheels[`${platform}-${architecture}-${variant}`]
  if (wheel) return wheel
  if (wheels[`${platform}-${architecture}-cpu`]) {
    throw new SetupProblem(
      `A GPU is supported on Linux x64 alone, and this is ${platform} ${architecture}: leave out --gpu, the CPU computes as well.`,
    )
  }
  throw new SetupProblem(
    `TensorFlow's library is to be had for Linux (x64, arm64) and macOS (arm64), not for ${platform} ${architecture}: ` +
      `${platform === 'win32' ? 'use the Windows Subsystem for Linux' : 'use one of those'}.`,
  )
}
