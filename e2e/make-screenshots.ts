// `npm run screenshots`: the README's pictures, of the real screens over the sample, trained as the settings say.
import { mkdirSync } from 'node:fs'
import { coreClient } from './app/core-client.ts'
import { openApp } from './app/open-app.ts'
import { sample } from './app/prepared-data.ts'
import { goTo } from './app/screen-specs.ts'
import { runNnad } from './nnad-command.ts'
import { fleetSite, measuredFleet } from './prometheus/fleet-site.ts'
import { missingForPrometheus } from './prometheus/programs.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = 'assets/screenshots'
const viewport = { width: 1440, height: 900 }
const range = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}..${to}`

const pictures = [
  {
    name: 'investigate-light',
    colorScheme: 'light',
    address: `/investigate?source=1&baseline=${range(sample.baseline)}&suspect=2026-11-22T16:06:38Z..2026-11-22T16:08:38Z`,
    ready: 'windows above the threshold',
  },
  { name: 'report-light', colorScheme: 'light', address: '/reports/1', ready: 'Anomaly score' },
  { name: 'report-dark', colorScheme: 'dark', address: '/reports/2', ready: 'Anomaly score' },
  { name: 'compare-light', colorScheme: 'light', address: '/compare/1/2', ready: 'What changed' },
] as const

type Picture = Readonly<Record<'name' | 'address' | 'ready', string>> & {
  readonly colorScheme: 'light' | 'dark'
}

async function take(dataFolder: string, { name, colorScheme, address, ready }: Picture): Promise<void> {
  await using app = await openApp('served', { dataFolder, colorScheme, viewport })
  await goTo(app, address)
  await app.page.getByText(ready).first().waitFor()
  // Scores along the history come a little later than the rest.
  await app.page.getByText('Scoring the history').waitFor({ state: 'detached' })
  await app.page.waitForLoadState('networkidle')
  await app.page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' })
  console.log(`${folder}/${name}.png`)
}

async function nameReports(dataFolder: string): Promise<void> {
  await using app = await openApp('served', { dataFolder })
  await coreClient(app).reports.update({ id: 1, title: 'Slow calls after 16:06' })
  await coreClient(app).reports.update({ id: 2, title: 'Stalls after 16:12' })
}

/** A fleet run over a made site of a real Prometheus. */
async function takeFleet(): Promise<void> {
  const missing = missingForPrometheus()
  if (missing !== false) {
    console.log(`no picture of a fleet: ${missing}`)
    return
  }
  const [data, own] = [scratchFolder(), scratchFolder()]
  try {
    await using site = await fleetSite(own.path, { nodes: 12, days: 1, ill: 3 })
    await measuredFleet(site, data.path, 'hours-before:12')
    await take(data.path, {
      name: 'fleet-light',
      colorScheme: 'light',
      address: '/fleet/1',
      ready: '12 NameNodes',
    })
  } finally {
    data.remove()
    own.remove()
  }
}

mkdirSync(folder, { recursive: true })
await takeFleet()
const data = scratchFolder()
try {
  for (const command of [
    ['import', sample.file],
    ['train', '--baseline', range(sample.baseline)],
    ['analyze', '--window', range(sample.du)],
    ['analyze', '--window', range(sample.gc)],
  ]) {
    const { code, stderr } = await runNnad(['--data', data.path, ...command])
    if (code !== 0) throw new Error(stderr)
  }
  await nameReports(data.path)
  for (const picture of pictures) await take(data.path, picture)
} finally {
  data.remove()
}
