import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbered } from '../core/fixtures/workplace'
import { writePhoto } from '../core/fixtures/photos'
import { collector, headstart } from './fixtures/command-line'
import type { Outcome } from './fixtures/command-line'
import type { Surroundings } from './surroundings'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-cli-'))
  let shade = 0
  for (const name of numbered('cat', 10))
    writePhoto(join(folder, 'photos', 'cat', name), [(shade += 1), 0, 0])
  for (const name of numbered('dog', 10))
    writePhoto(join(folder, 'photos', 'dog', name), [0, (shade += 1), 0])
  writeFileSync(join(folder, 'photos', 'cat', 'empty.png'), '')
  writeFileSync(join(folder, 'broken.png'), 'text')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** In the folder with the photos, with the project "pets" in it. */
function run(line: string[], changes: Partial<Surroundings> = {}): Promise<Outcome> {
  return headstart(line, { folder, environment: { HEADSTART_PROJECT: 'pets' }, ...changes })
}

async function json(line: string[], changes: Partial<Surroundings> = {}) {
  const { status, stdout } = await run([...line, '--json'], changes)
  const document: unknown = JSON.parse(stdout)
  return { status, document }
}

describe('from a folder of photos to an exported model', () => {
  it('makes a project, once', async () => {
    expect(await json(['init', 'pets'])).toEqual({ status: 0, document: { project: join(folder, 'pets') } })
    const again = await json(['init', 'pets'])
    expect(again).toMatchObject({ status: 1, document: { error: { code: 'exists' } } })
  })

  it('imports the photos and lists what is no photo', async () => {
    const { status, document } = await json(['import', 'photos'])
    expect(status).toBe(0)
    expect(document).toMatchObject({ added: 20, unchanged: 0, duplicates: 0, classes: { cat: 10, dog: 10 } })
    expect(document).toHaveProperty('skipped.0.path', join(folder, 'photos', 'cat', 'empty.png'))
  })

  it('lists the photos and what is none, also when the options come before the command', async () => {
    const { document } = await json(['images', '--label', 'cat', '--limit', '3'])
    expect(document).toMatchObject({ total: 11, images: [{ label: 'cat', width: 8 }, {}, {}] })
    const { status, stdout } = await headstart(['--json', '--project', 'pets', 'images'], { folder })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('total', 21)
  })

  it('splits them', async () => {
    const { document } = await json(['split', '--seed', '3'])
    expect(document).toEqual({ train: 16, val: 4, test: 0, seed: 3 })
  })

  it('edits labels and classes, and takes it back, each time in a process of its own', async () => {
    const edit = (changed: number, description: string) => ({ status: 0, document: { changed, description } })
    const labelled = edit(2, 'labelled 2 photos kitten')
    expect(await json(['label', '1', '2', '--as', 'kitten'])).toEqual(labelled)
    expect((await run(['label', 'photos/cat/cat-03.png', '--as', 'kitten'])).stdout).toBe(
      'Labelled 1 photo kitten.\n',
    )
    expect(await json(['unlabel', '1'])).toEqual(edit(1, 'took the label off 1 photo'))
    expect(await json(['classes', 'rename', 'kitten', 'lion'])).toEqual(
      edit(1, 'renamed class kitten to lion'),
    )
    expect((await json(['classes'])).document).toMatchObject([
      { label: 'cat' },
      { label: 'dog', photos: 10, train: 8, val: 2, test: 0 },
      { label: 'lion', photos: 2 },
    ])
    expect((await run(['classes'])).stdout).toMatch(/^class +photos +train +val +test\ncat +8 /)
    expect(await json(['classes', 'create', 'ant'])).toMatchObject({ status: 0 })
    expect(await json(['classes', 'merge', 'lion', 'ant'])).toEqual(edit(2, 'merged class lion into ant'))
    expect(await json(['classes', 'delete', 'ant'])).toEqual(edit(2, 'deleted class ant'))
    for (let edits = 0; edits < 7; edits += 1) await json(['undo'])
    expect(await json(['redo'])).toEqual(labelled)
    expect((await run(['undo'])).stdout).toBe('Undone: labelled 2 photos kitten.\n')
    expect((await json(['classes'])).document).toMatchObject([{ label: 'cat' }, { label: 'dog' }])
  })

  it('says what cannot be labelled or renamed', async () => {
    const refused = (code: string) => ({ status: 1, document: { error: { code } } })
    expect(await json(['label', '999', '--as', 'cat'])).toMatchObject(refused('not-found'))
    expect(await json(['label', 'broken.png', '--as', 'cat'])).toMatchObject(refused('not-found'))
    expect(await json(['classes', 'rename', 'cat', 'dog'])).toMatchObject(refused('exists'))
  })

  it('trains, with a line an epoch on standard error and the result on standard output', async () => {
    const { status, stdout, stderr } = await run(['train', '--epochs', '3'])
    expect(status).toBe(0)
    expect(stdout).toContain('Run 1 done after 3 epochs')
    expect(stderr.match(/^epoch \d/gm)).toEqual(['epoch 1', 'epoch 2', 'epoch 3'])
    const { document } = await json(['train', '--epochs', '2'])
    expect(document).toMatchObject({ run: 2, epochs: [{ epoch: 1 }, { epoch: 2 }], skipped: [] })
  })

  it('says nothing on standard error with --json', async () => {
    expect((await run(['train', '--epochs', '1', '--json'])).stderr).toBe('')
  })

  it('lists, shows and deletes runs', async () => {
    expect(await json(['runs', 'delete', '3'])).toEqual({ status: 0, document: { run: 3 } })
    expect((await json(['runs'])).document).toMatchObject([{ run: 1 }, { run: 2, status: 'done' }])
    expect((await json(['runs', 'show', '1'])).document).toMatchObject({ run: 1, epochs: [{}, {}, {}] })
    expect(await json(['runs', 'show', '9'])).toMatchObject({
      status: 1,
      document: { error: { code: 'not-found' } },
    })
    expect((await run(['runs', 'show', '1'])).stdout).toContain('val accuracy')
  })

  it('marks runs', async () => {
    expect(await json(['runs', 'note', '1', ' good '])).toMatchObject({
      status: 0,
      document: { run: 1, note: 'good' },
    })
    expect((await json(['runs', 'star', '1'])).document).toMatchObject({ starred: true })
    expect((await run(['runs'])).stdout).toMatch(/★ +1 +done .*good/)
    expect((await json(['runs', 'unstar', '1'])).document).toMatchObject({ starred: false })
  })

  it('takes every setting of a training', async () => {
    const tuned = [
      'train',
      '--epochs',
      '1',
      '--augment',
      'flip,rotate=5',
      '--fine-tune',
      '2',
      '--schedule',
      'cosine',
    ]
    const { document } = await json([...tuned, '--early-stop', '2', '--class-weights', 'balanced'])
    const { run: number } = document as { run: number }
    const shown = async (run: number): Promise<unknown> =>
      ((await json(['runs', 'show', String(run)])).document as { settings: unknown }).settings
    expect(await shown(number)).toMatchObject({
      augment: { flip: true, rotate: 5, zoom: 0, brightness: 0, contrast: 0, versions: 4 },
      fineTune: { blocks: 2, epochs: 5, learningRate: 0.00001 },
      ...{ schedule: 'cosine', earlyStop: 2, classWeights: 'balanced' },
    })
    await json(['train', '--epochs', '1', '--scratch', '--filters', '8,16', '--augment'])
    expect(await shown(number + 1)).toMatchObject({
      ...{ model: 'scratch', input: 96, scratch: { filters: [8, 16], batchNormalization: false } },
      augment: { rotate: 10, versions: 4 },
    })
    for (const one of [number, number + 1]) await json(['runs', 'delete', String(one)])
  })

  it('goes on with a training that failed', async () => {
    const { status, stderr } = await run(['train', '--epochs', '3', '--learning-rate', '11'])
    expect(status).toBe(1)
    const number = /runs resume (\d+)/.exec(stderr)?.[1] ?? ''
    expect((await run(['runs'])).stdout).toContain('failed, can be resumed')
    const resumed = await json(['runs', 'resume', number])
    expect(resumed).toMatchObject({
      status: 0,
      document: { epochs: [{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }] },
    })
    expect(await json(['runs', 'resume', number])).toMatchObject({
      status: 1,
      document: { error: { code: 'bad-input' } },
    })
  })

  it('evaluates', async () => {
    const { document } = await json(['evaluate', '--run', '1'])
    expect(document).toMatchObject({ accuracy: 1, classes: [{ support: 2 }, { support: 2 }] })
    const { stdout } = await run(['evaluate', '--run', '1'])
    expect(stdout).toMatch(/^Right on 100.0 % of 4 photos it had not seen; between \d\d\.\d % and 100.0 %/)
    // The stand-in for the engine gives cats 0.9 and dogs 0.8.
    expect(stdout).toContain('Its confidence is 15.0 % off')
    expect(stdout).toContain('Area under the ROC curve of dog: 1.0000; average precision: 1.0000.')
  })

  it('compares runs', async () => {
    const none = await run(['runs', 'compare', '1', '2'])
    expect(none.stdout).toMatch(/^No photo was scored by all .*`headstart evaluate --run 2` does\.\n$/)
    await run(['evaluate', '--run', '2'])
    const { document } = await json(['runs', 'compare', '1', '2'])
    expect(document).toMatchObject({
      photos: 4,
      runs: [
        { run: 1, accuracy: 1 },
        { run: 2, accuracy: 1 },
      ],
      patterns: [{ right: [true, true], photos: 4 }],
    })
    const { stdout } = await run(['runs', 'compare', '1', '2', '--pattern', 'rr', '--limit', '1'])
    expect(stdout).toMatch(/run +right +accuracy/)
    expect(stdout).toMatch(/right +right +4\n/)
    expect(stdout).toMatch(/1 of 4 photos\n$/)
  })

  it('suggests labels, and lists photos with them', async () => {
    await run(['unlabel', '3', '4'])
    expect((await run(['suggest', '--run', '1'])).stdout).toMatch(/^2 photos with a suggestion: /)
    const listed = await json(['images', '--unlabelled', '--suggested-by', '1', '--order', 'unsure'])
    expect(listed.document).toMatchObject({ total: 2, images: [{ suggestion: { label: 'cat' } }, {}] })
    expect((await run(['images', '--unlabelled', '--suggested-by', '1'])).stdout).toMatch(/3 +– +cat 90\.0 %/)
    const accepted = { changed: 2, description: 'accepted 2 suggestions' }
    expect(await json(['accept', '3', '4', '--run', '1'])).toEqual({ status: 0, document: accepted })
    expect((await json(['images', '--unlabelled'])).document).toMatchObject({ total: 0 })
    await run(['undo'])
    expect((await json(['suggest', '--run', '1', '--all'])).document).toMatchObject({ run: 1, photos: 20 })
    await run(['undo'])
    expect((await json(['images', '--suggested-by', '1', '--disagrees'])).document).toMatchObject({
      total: 0,
    })
    expect(await json(['images', '--order', 'sure'])).toMatchObject({ status: 1 })
  })

  it('leaves photos out and takes them in again', async () => {
    const excluded = { status: 0, document: { changed: 2, description: 'excluded 2 photos' } }
    expect(await json(['exclude', '3', '4'])).toEqual(excluded)
    expect((await json(['images', '--excluded'])).document).toMatchObject({ total: 2 })
    expect((await run(['images', '--excluded'])).stdout).toContain('(excluded)')
    expect((await run(['include', '3', '4'])).stdout).toBe('Included 2 photos.\n')
  })

  it('checks labels, and confirms what was doubted', async () => {
    expect((await run(['labels', 'suspects'])).stdout).toMatch(/^The labels were not checked yet/)
    await run(['label', '1', '--as', 'dog'])
    expect((await run(['labels', 'check'])).stdout).toMatch(/^1 doubtful label of 20 in /)
    expect((await run(['labels', 'suspects'])).stdout).toMatch(/1 +dog +10\.0 % +cat +90\.0 %/)
    expect((await json(['labels', 'confirm', '1'])).document).toMatchObject({
      description: 'confirmed 1 label',
    })
    expect((await json(['labels', 'suspects'])).document).toMatchObject({
      total: 0,
      changed: 0,
      suspects: [],
    })
    await run(['undo'])
    await run(['undo'])
  })

  it('finds photos that look alike', async () => {
    const { document } = await json(['similar', '2', '--limit', '2'])
    expect(document).toMatchObject({ photos: [{ id: 1, distance: 0 }, { id: 3 }], skipped: [] })
    expect((await run(['similar', '2'])).stdout).toMatch(/^id +distance +class +path\n +1 +0\.0000 +cat/)
    expect((await json(['duplicates'])).document).toMatchObject({ groups: [], skipped: [] })
    expect((await run(['duplicates'])).stdout).toBe('0 groups with 0 photos.\n')
  })

  it('writes a report and the history of a run, once', async () => {
    const report = await json(['runs', 'report', '1', '--out', 'run.html'])
    expect(report).toMatchObject({ status: 0, document: { out: join(folder, 'run.html') } })
    expect((await run(['runs', 'history', '1', '--out', 'run.csv'])).stdout).toMatch(/^run\.csv written/)
    const again = await json(['runs', 'history', '1', '--out', 'run.csv'])
    expect(again).toMatchObject({ status: 1, document: { error: { code: 'exists' } } })
  })

  it('classifies with a run', async () => {
    const { status, document } = await json(['classify', 'photos/cat', '--run', '1'])
    expect(status).toBe(0)
    expect(document).toMatchObject({ input: [224, 224, 3] })
  })

  it('keeps what is whole when a training is interrupted', async () => {
    const abort = new AbortController()
    const stderr = new PassThrough()
    stderr.on('data', (text: Buffer) => text.includes('epoch 2') && abort.abort())
    const line = ['train', '--epochs', '10000', '--learning-rate', '9']
    const { status, stdout } = await run(line, { interruption: abort.signal, stderr })
    expect(status).toBe(130)
    expect(stdout).toMatch(/^Run \d+ stopped after \d+ epochs/)
  })

  it('exports', async () => {
    const { status, document } = await json(['export', '--run', '1', '--out', 'model'])
    expect(status).toBe(0)
    expect(document).toHaveProperty('out', join(folder, 'model'))
    expect((await run(['export', '--run', '1', '--out', 'model-2'])).stdout).toContain('model-2')
  })

  it('tells why a training failed', async () => {
    const { status, stdout, stderr } = await run(['train', '--learning-rate', '13', '--json'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^headstart: The engine ended unexpectedly [^\n]*\n$/)
    expect(JSON.parse(stdout)).toHaveProperty('error.code', 'engine')
  })
})

describe('classify', () => {
  it('answers without a project, in the shape of the grammar', async () => {
    const photo = join(folder, 'photos', 'cat', 'cat-01.png')
    const { status, document } = await json(['classify', 'photos/cat/cat-01.png', 'broken.png', '--top', '2'])
    expect(status).toBe(0)
    expect(document).toEqual({
      model: 'EfficientNet-Lite0 crop bicubic',
      input: [224, 224, 3],
      results: [
        {
          path: photo,
          answer: 'class 0',
          predictions: [
            { index: 0, label: 'class 0', score: 0.6 },
            { index: 1, label: 'class 1', score: 0.3 },
          ],
          ms: 1,
        },
      ],
      skipped: [{ path: join(folder, 'broken.png'), reason: 'truncated' }],
    })
  })

  it('fails, with the document, when no photo could be read', async () => {
    const { status, stdout, stderr } = await run(['classify', 'broken.png', 'nowhere.jpg', '--json'])
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ results: [], skipped: [{}, {}] })
    expect(stderr).toMatch(/^headstart: None of the 2 files could be read: [^\n]*\n$/)
  })

  it('gives no answer below the threshold, and copies only what has one', async () => {
    const line = ['classify', 'photos/cat', '--copy-to', 'sorted', '--csv', 'answers.csv', '--threshold']
    expect((await json([...line, '0.7'])).document).toHaveProperty('results.0.answer', null)
    expect(existsSync(join(folder, 'sorted'))).toBe(false)
    await run([...line, '0.5'])
    expect(readdirSync(join(folder, 'sorted', 'class 0'))).toContain('cat-01.png')
    expect(existsSync(join(folder, 'answers.csv'))).toBe(true)
  })

  it('says which network it does not know', async () => {
    const { status, document } = await json(['classify', 'broken.png', '--model', 'NoNet'])
    expect(status).toBe(1)
    expect(document).toMatchObject({ error: { code: 'not-found', message: /NoNet/ } })
  })

  it('ends with 130 when it is stopped before anything was there', async () => {
    const { status, document } = await json(['classify', 'photos'], { interruption: AbortSignal.abort() })
    expect(status).toBe(130)
    expect(document).toMatchObject({ error: { code: 'cancelled' } })
  })
})

it('asks for a project where a command needs one', async () => {
  const { status, stderr } = await headstart(['images'], { folder })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^headstart: Expected a project .* `headstart init DIR`\.\n$/)
})

it('shows a stack with --verbose only', async () => {
  expect((await headstart(['images', '--verbose'], { folder })).stderr).toMatch(/\n\s+at .*project-folder/)
})

it('writes features', async () => {
  const { status, document } = await json(['features', 'photos/dog', '--out', 'dogs.npy'])
  expect(status).toBe(0)
  expect(document).toMatchObject({ out: join(folder, 'dogs.npy'), shape: [10, 224], skipped: [] })
})

it('examines the installation', async () => {
  const { document } = await json(['doctor'])
  expect(document).toHaveProperty('checks.0.name', 'Node')
})

it('serves until it is interrupted, and ends with 0', async () => {
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'page', 'index.html'), '<title>Headstart</title>')
  const abort = new AbortController()
  const opened: string[] = []
  const openBrowser = (url: string): void => {
    opened.push(url)
    abort.abort()
  }
  const { status, stdout } = await run(['serve', '--json'], { interruption: abort.signal, openBrowser })
  expect(status).toBe(0)
  expect(stdout).toBe(`${JSON.stringify({ url: opened[0] })}\n`)
  const forPeople = await run(['serve'], { interruption: abort.signal, openBrowser })
  expect(forPeople.stdout).toBe(`Headstart is at ${opened[1]} (Ctrl+C ends it)\n`)
})

describe('serve', () => {
  /** Serves until so many addresses are printed. */
  async function served(line: string[], changes: Partial<Surroundings>, addresses: number): Promise<Outcome> {
    mkdirSync(join(folder, 'page'), { recursive: true })
    writeFileSync(join(folder, 'page', 'index.html'), '<title>Headstart</title>')
    const abort = new AbortController()
    const out = collector()
    const done = run(['serve', '--no-open', ...line], {
      interruption: abort.signal,
      stdout: out.stream,
      ...changes,
    })
    await expect.poll(() => out.text().match(/token=/g)?.length ?? 0, { timeout: 5000 }).toBe(addresses)
    abort.abort()
    return { ...(await done), stdout: out.text() }
  }

  it('prints a fresh address for every press of Enter in a terminal', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    stdin.write('\n\n')
    const { status, stdout } = await served([], { stdin }, 3)
    expect(status).toBe(0)
    const tokens = [...stdout.matchAll(/token=([\w-]+)/g)].map(([, token]) => token)
    expect(new Set(tokens).size).toBe(3)
    expect(stdout).toContain('Enter prints a fresh address')
  })

  it('opens the project that is meant, and starts without one that cannot be opened unless it was named', async () => {
    const lock = join(folder, 'pets', 'headstart.lock')
    async function held(line: string[], environment: Record<string, string>): Promise<[boolean, Outcome]> {
      const abort = new AbortController()
      let isHeld = false
      const openBrowser = (): void => {
        isHeld = existsSync(lock)
        abort.abort()
      }
      const outcome = await run(['serve', ...line], { interruption: abort.signal, openBrowser, environment })
      return [isHeld, outcome]
    }
    expect((await held(['--project', 'pets'], {}))[0]).toBe(true)
    expect((await held([], { HEADSTART_PROJECT: 'pets' }))[0]).toBe(true)
    const [isHeld, { status, stderr }] = await held([], { HEADSTART_PROJECT: 'nowhere' })
    expect({ isHeld, status }).toEqual({ isHeld: false, status: 0 })
    expect(stderr).toMatch(/no project in .*nowhere/)
    expect((await held(['--project', 'nowhere'], {}))[1].status).toBe(1)
  })

  it('reads nothing where there is no terminal, and says nothing of it', async () => {
    const { stdout } = await served([], { stdin: Object.assign(new PassThrough(), { isTTY: false }) }, 1)
    expect(stdout).toMatch(/\(Ctrl\+C ends it\)\n$/)
  })

  it('warns where others can reach it', async () => {
    const { stderr, stdout } = await served(['--listen', '0.0.0.0'], {}, 1)
    expect(stderr).toMatch(/^headstart: Others on the network can reach Headstart/)
    expect(stdout).toContain('http://')
    expect((await served(['--listen', '127.0.0.1'], {}, 1)).stderr).toBe('')
  })

  it('says which address it cannot listen on', async () => {
    const { status, stderr } = await run(['serve', '--listen', 'example.com'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/IP address/)
  })
})
