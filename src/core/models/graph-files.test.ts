import { expect, it } from 'vitest'
import { graphSvg } from '../../shared/graph-svg'
import { kerasNetwork } from './fixtures/layer-graphs'
import { pictureOf } from './graph'
import { graphDot } from './graph-dot'

const network = kerasNetwork('ResNet50')

it('writes every layer, shape and arrow into an SVG', () => {
  const picture = pictureOf(network, 'all')
  const svg = graphSvg(picture)
  for (const { name } of network.layers) expect(svg).toContain(`>${name}</text>`)
  expect(svg.match(/<path d="M[^"]+"\/>\n/g)).toHaveLength(picture.edges.length)
  expect(svg).toContain('>38 × 38 × 256</text>')
  expect(svg).not.toMatch(/NaN|undefined/)
})

it('escapes what would end a text', () => {
  const picture = pictureOf({ ...network, name: 'a <b> & "c"' }, [])
  expect(graphSvg(picture)).toContain('<title>a &lt;b> &amp; &quot;c&quot;</title>')
})

it('writes clusters, layers and arrows in DOT', () => {
  const dot = graphDot(pictureOf(network, 'all'))
  expect(dot).toContain('subgraph "cluster run:conv2_block2 – conv2_block3" {')
  expect(dot).toContain('"conv1_conv" [label="conv1_conv\\nConv2D · 9,472 parameters"')
  expect(dot.match(/ -> /g)).toHaveLength(190)
  expect(dot.match(/\{/g)?.length).toBe(dot.match(/\}/g)?.length)
})
