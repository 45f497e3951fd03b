// The dashboard's JSON: built as Grafana's dashboard model wants it. Its queries run in e2e/specs/flowback.test.ts.
import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { dashboard } from './dashboard.ts'

const source = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') })
const Link = z.strictObject({ title: z.string().min(1), url: z.url(), targetBlank: z.literal(true) })
const thresholds = z.strictObject({
  mode: z.literal('absolute'),
  steps: z
    .array(z.strictObject({ value: z.number().nullable(), color: z.string() }))
    .refine((steps) => steps.every(({ value }, at) => (at === 0) === (value === null))),
})
const place = z.strictObject({
  x: z.number().int().min(0).max(23),
  y: z.number().int().min(0),
  w: z.number().int().min(1).max(24),
  h: z.number().int().min(1),
})
const target = z.strictObject({
  refId: z.string().regex(/^[A-Z]$/),
  datasource: source,
  expr: z.string().min(1),
  legendFormat: z.string().optional(),
  instant: z.boolean().optional(),
  range: z.boolean().optional(),
  format: z.enum(['table']).optional(),
})
const shown = {
  id: z.number().int().positive(),
  title: z.string().min(1),
  description: z.string().regex(/\.$/),
  gridPos: place,
  datasource: source,
  targets: z.array(target).min(1),
  options: z.looseObject({}),
}
const defaults = z.looseObject({
  unit: z.enum(['none', 's', 'bytes']),
  thresholds,
  links: z.array(Link),
})
const Panel = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('row'),
    id: shown.id,
    title: shown.title,
    gridPos: place,
    collapsed: z.literal(false),
    panels: z.tuple([]),
  }),
  z.strictObject({
    ...shown,
    type: z.enum(['stat', 'timeseries']),
    fieldConfig: z.strictObject({ defaults, overrides: z.tuple([]) }),
  }),
  z.strictObject({
    ...shown,
    type: z.literal('table'),
    transformations: z.array(z.strictObject({ id: z.string(), options: z.looseObject({}) })),
    fieldConfig: z.strictObject({
      defaults: z.looseObject({}),
      overrides: z.array(
        z.strictObject({
          matcher: z.strictObject({ id: z.literal('byName'), options: z.string() }),
          properties: z.array(z.strictObject({ id: z.string(), value: z.unknown() })),
        }),
      ),
    }),
  }),
])
const Model = z.object({
  uid: z.string().regex(/^[\w-]{1,40}$/),
  title: z.string(),
  schemaVersion: z.literal(39),
  panels: z.array(Panel),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
  annotations: z.object({ list: z.array(z.looseObject({ datasource: source, expr: z.string() })) }),
  links: z.array(Link.extend({ type: z.literal('link'), icon: z.string() })),
})
const read = (url?: string) => Model.parse(JSON.parse(JSON.stringify(dashboard(url))))

test('panels are whole, have ids of their own and lie beside one another', () => {
  const { panels } = read('https://nnad.example.org/x')
  const ids = panels.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  const taken = new Set<string>()
  for (const { title, gridPos } of panels) {
    assert.ok(gridPos.x + gridPos.w <= 24, title)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        assert.ok(!taken.has(`${x},${y}`), `${title} lies over another`)
        taken.add(`${x},${y}`)
      }
  }
  // Nothing left free: each line of the grid is full, but for the last of a section.
  const depth = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h))
  assert.equal(taken.size, 24 * depth)
})

test('questions of a panel have names of their own, and variables that there are', () => {
  const { panels, templating } = read()
  const names = new Set(templating.list.map(({ name }) => name))
  for (const panel of panels) {
    if (panel.type === 'row') continue
    const refs = panel.targets.map(({ refId }) => refId)
    assert.equal(new Set(refs).size, refs.length, panel.title)
    for (const { expr } of panel.targets)
      for (const [, name = ''] of expr.matchAll(/\$\{?(\w+)/g))
        assert.ok(names.has(name), `${panel.title}: ${name}`)
  }
})

test('a table shows columns that its questions give', () => {
  for (const panel of read().panels) {
    if (panel.type !== 'table') continue
    const named = JSON.stringify(panel.transformations)
    const values = [...named.matchAll(/Value #([A-Z])/g)].map(([, letter]) => letter)
    const asked = panel.targets.map(({ refId }) => refId)
    assert.deepEqual([...new Set(values)].toSorted(), asked.length === 0 ? [] : asked, panel.title)
  }
})

test('links lead to pages of the screens, and are none without an address', () => {
  const pages = (url?: string): string[] =>
    [...JSON.stringify(dashboard(url)).matchAll(/"(https?:[^"]*)"/g)].map(([, link = '']) => link)
  assert.deepEqual(pages(), [])
  const base = 'https://nnad.example.org/x'
  assert.deepEqual(
    new Set(pages(base).map((link) => link.replace(base, ''))),
    new Set([
      '/',
      '/fleet/${__value.raw}',
      '/incidents',
      '/incidents?state=open',
      '/incidents/${__value.raw}',
      '/incidents/${__field.labels.incident}',
      '/investigate?source=${__field.labels.id}&suspect=${__from}..${__to}',
      '/namenodes',
      '/namenodes/${__field.labels.id}',
      '/reports',
      '/reports/${__value.raw}',
    ]),
  )
})
