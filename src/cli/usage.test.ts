import { describe, expect, it } from 'vitest'
import { headstart } from './fixtures/command-line'

const commands = [
  ['classify'],
  ['features'],
  ['compare'],
  ['models'],
  ['models', 'list'],
  ['models', 'show'],
  ['models', 'import'],
  ['models', 'download'],
  ['models', 'remove'],
  ['init'],
  ['import'],
  ['images'],
  ['label'],
  ['unlabel'],
  ['exclude'],
  ['include'],
  ['labels'],
  ['labels', 'check'],
  ['labels', 'suspects'],
  ['labels', 'confirm'],
  ['suggest'],
  ['accept'],
  ['similar'],
  ['duplicates'],
  ['classes'],
  ['classes', 'list'],
  ['classes', 'create'],
  ['classes', 'rename'],
  ['classes', 'merge'],
  ['classes', 'delete'],
  ['undo'],
  ['redo'],
  ['split'],
  ['train'],
  ['runs'],
  ['runs', 'list'],
  ['runs', 'show'],
  ['runs', 'delete'],
  ['runs', 'compare'],
  ['runs', 'resume'],
  ['runs', 'note'],
  ['runs', 'star'],
  ['runs', 'report'],
  ['runs', 'history'],
  ['runs', 'unstar'],
  ['evaluate'],
  ['export'],
  ['serve'],
  ['doctor'],
]

describe('help', () => {
  it.each(commands)(
    'of %s %s shows an example and the options that every command takes',
    async (...command) => {
      const names = command.filter((name) => typeof name === 'string')
      const { status, stdout, stderr } = await headstart([...names, '--help'])
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}\\$ headstart (.*)${names[0]}`))
      expect(stdout).toContain('--project <dir>')
    },
  )

  it('lists every command', async () => {
    const { stdout } = await headstart(['--help'])
    for (const [name] of commands) expect(stdout).toContain(`\n  ${name}`)
  })

  it('prints the version', async () => {
    expect(await headstart(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' })
  })
})

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['clasify', 'a.jpg'], /unknown command 'clasify'.*classify/],
    ['an unknown option', ['images', '--limt', '5'], /unknown option '--limt'.*--limit/],
    ['an unknown option of every command', ['images', '--jsn'], /unknown option/],
    ['a missing argument', ['classify'], /missing required argument 'path'/],
    ['an argument too many', ['images', 'cat'], /too many arguments/],
    ['an unknown subcommand', ['runs', 'sow', '1'], /too many arguments/],
    ['a missing option', ['export', '--out', 'x'], /required option '--run <n>'/],
    ['a missing value', ['images', '--label'], /argument missing/],
    ['a word for a number', ['images', '--limit', 'many'], /'many' is invalid. A number is expected/],
    ['an empty number', ['images', '--limit', ''], /A number is expected/],
    ['a fraction of a photo', ['images', '--limit', '1.5'], /expected int/],
    ['a number too small', ['classify', 'a.jpg', '--top', '0'], /expected number to be >=1/],
    ['a share above one', ['classify', 'a.jpg', '--threshold', '1.1'], /expected number to be <=1/],
    ['a run that is none', ['runs', 'show', 'last'], /A number is expected/],
    [
      'a word that is no choice',
      ['classify', 'a.jpg', '--fit', 'stretch'],
      /Allowed choices are crop, squash, pad/,
    ],
    ['an unknown device', ['doctor', '--device', 'tpu'], /Allowed choices are auto, cpu, gpu/],
    ['no thread', ['doctor', '--threads', '0'], /expected number to be >=1/],
    [
      'two networks at once',
      ['classify', 'a.jpg', '--model', 'x', '--run', '1'],
      /cannot be used with option '--run/,
    ],
    [
      'a class and none at once',
      ['images', '--label', 'cat', '--unlabelled'],
      /cannot be used with option '--label/,
    ],
    ['an order that is none', ['images', '--order', 'best'], /Allowed choices are added, sure, unsure/],
    ['one run to compare', ['runs', 'compare', '1'], /runs: .*>=2/],
    ['a run that is no number', ['runs', 'compare', '1', 'last'], /runs\.1: /],
    ['a pattern that is none', ['runs', 'compare', '1', '2', '--pattern', 'rx'], /An r \(right\) or a w/],
    ['suggestions of no run', ['suggest'], /required option '--run <n>'/],
    ['one fold', ['labels', 'check', '--folds', '1'], /expected number to be >=2/],
    ['nothing to confirm', ['labels', 'confirm'], /missing required argument 'photo'/],
    ['a photo by its path', ['similar', 'a.jpg'], /A number is expected/],
    ['a distance that is none', ['duplicates', '--distance', '2'], /<=1/],
    ['a label without a name', ['label', '1'], /required option '--as <class>'/],
    ['a name without a sign', ['label', '1', '--as', ' '], />=1 characters/],
    ['a photo zero', ['unlabel', '0'], /photos\.0: .*>0/],
    [
      'numbers beside paths',
      ['label', '7', 'a.jpg', '--as', 'cat'],
      /Either numbers or paths.*7 beside a\.jpg/,
    ],
    ['a new name in two lines', ['classes', 'rename', 'cat', 'a\nb'], /a name in one line/],
    ['a class to merge into nothing', ['classes', 'merge', 'cat'], /missing required argument 'into'/],
    ['something to undo', ['undo', '3'], /too many arguments/],
    ['shares that do not add up', ['split', '--train', '.9'], /must add up to 1/],
    ['neither photos nor an array', ['features', '--out', 'f.npy'], /either photos and folders, or --npy/],
    ['an archive as a folder', ['export', '--run', '1', '--out', 'a.zip'], /A folder is expected/],
    [
      'an unknown format',
      ['export', '--run', '1', '--out', 'a', '--format', 'tflite'],
      /Expected one or more of/,
    ],
    [
      'weights for a run',
      ['classify', 'a.jpg', '--run', '1', '--weights', 'a.h5'],
      /cannot be used with option/,
    ],
    ['a size that is none', ['models', 'show', 'VGG16', '--input', 'big'], /like 150x150/],
    ['weights without a file', ['models', 'import', 'VGG16'], /missing required argument 'file'/],
    ['no networks to compare', ['compare', 'a.jpg'], /expected --models with names, or --all/],
    ['all networks and some', ['compare', 'a.jpg', '--all', '--models', 'x'], /cannot be used with option/],
    ['a change of photos that is none', ['train', '--augment', 'flip,spin=3'], /Expected flip, rotate/],
    ['a change that is too large', ['train', '--augment', 'rotate=200'], /rotate: .*<=180/],
    ['a change of no number', ['train', '--augment', 'zoom=much'], /zoom: /],
    ['an activation that is none', ['train', '--activation', 'step'], /Allowed choices are relu/],
    ['no epoch to wait', ['train', '--early-stop', '0'], />=1/],
    ['too much momentum', ['train', '--momentum', '1'], /<1/],
    ['no filters', ['train', '--scratch', '--filters', '32,0'], />=1/],
    ['too many blocks', ['train', '--scratch', '--filters', '8,8,8,8,8,8,8'], /<=6 items/],
    ['filters without a network of its own', ['train', '--filters', '8'], /only with '--scratch'/],
    ['epochs of no fine-tuning', ['train', '--fine-tune-epochs', '3'], /only with '--fine-tune'/],
    ['no block to tune', ['train', '--fine-tune', '0'], />=1/],
    ['tuning what has no base', ['train', '--scratch', '--fine-tune', '1'], /cannot be used with option/],
    ['a report into nothing', ['runs', 'report', '1'], /required option '--out <file>'/],
    ['a note of nothing', ['runs', 'note', '1'], /missing required argument 'text'/],
    ['a port that is none', ['serve', '--port', '70000'], /<=65535/],
  ])('of %s ends with status 2 and one line', async (_case, line, message) => {
    const { status, stdout, stderr } = await headstart(line)
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^headstart: [^\n]*see `headstart --help`\.\n$/)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })

  it('without a command shows what there is', async () => {
    const { status, stdout, stderr } = await headstart([])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('Commands:')
  })

  it.each([[['--json', 'images', '--limt']], [['images', '--limt', '--json']]])(
    'with --json is a document as well: %j',
    async (line) => {
      const { status, stdout, stderr } = await headstart(line)
      expect(status).toBe(2)
      expect(JSON.parse(stdout)).toEqual({
        error: {
          code: 'bad-input',
          message: stderr.slice('headstart: '.length, -1),
          details: { usage: 'commander.unknownOption' },
        },
      })
    },
  )
})
