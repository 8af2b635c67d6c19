// @ts-check
import { describe, expect, it } from 'vitest'
import { nvidiaWheels } from './nvidia-wheels.mjs'
import { tensorflowWheel } from './tensorflow-wheels.mjs'

describe("TensorFlow's wheel", () => {
  it.each(
    /** @type {const} */ ([
      ['linux', 'x64', 'cpu', 'tensorflow-cpu', /_x86_64$/],
      ['linux', 'x64', 'gpu', 'tensorflow', /_x86_64$/],
      ['linux', 'arm64', 'cpu', 'tensorflow', /_aarch64$/],
      ['darwin', 'arm64', 'cpu', 'tensorflow', /_arm64$/],
    ]),
  )('is pinned for %s %s, %s', (platform, architecture, variant, name, tag) => {
    const wheel = tensorflowWheel(variant, platform, architecture)
    expect(wheel.package).toBe(name)
    expect(wheel.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(wheel.sha256).toMatch(/^[\da-f]{64}$/)
    expect(wheel.platforms[0]).toMatch(tag)
  })

  it('is refused on Windows with a way out', () => {
    expect(() => tensorflowWheel('cpu', 'win32', 'x64')).toThrow(
      /not for win32 x64: use the Windows Subsystem/,
    )
  })

  it('is refused where there is none', () => {
    expect(() => tensorflowWheel('cpu', 'darwin', 'x64')).toThrow(/not for darwin x64: use one of those/)
    expect(() => tensorflowWheel('gpu', 'linux', 'ia32')).toThrow(/not for linux ia32/)
  })

  it('is refused for a GPU where only the CPU is supported', () => {
    for (const [platform, architecture] of /** @type {const} */ ([
      ['darwin', 'arm64'],
      ['linux', 'arm64'],
    ])) {
      expect(() => tensorflowWheel('gpu', platform, architecture)).toThrow(/leave out --gpu/)
    }
  })
})

it("pins NVIDIA's wheels, each once", () => {
  for (const { package: name, version, sha256 } of nvidiaWheels) {
    expect(name).toMatch(/^nvidia-[a-z-]+-cu12$/)
    expect(version).toMatch(/^\d+(\.\d+)+$/)
    expect(sha256).toMatch(/^[\da-f]{64}$/)
  }
  expect(new Set(nvidiaWheels.map(({ package: name }) => name)).size).toBe(12)
})
