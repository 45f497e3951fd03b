// Remote write to a real Prometheus, where one is installed: what it was sent is what it answers.
import assert from 'node:assert/strict'
import test from 'node:test'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { missingForPrometheus } from '../../../e2e/prometheus/programs.ts'
import { PrometheusServer } from '../../../e2e/prometheus/prometheus-server.ts'
import { until } from '../notifications/fixtures/notifying.ts'
import { writing } from './fixtures/writing.ts'
import type { MetricSample } from './metric-family.ts'

const skip = missingForPrometheus()

test(
  'labels, values and ends arrive; what came while it was killed arrives after its start',
  { skip },
  async (context) => {
    await using server = await PrometheusServer.start(temporaryFolder(context), {
      flags: ['--web.enable-remote-write-receiver'],
    })
    const start = Date.now() - 120_000
    const now = writing(context, { 'remote_write.url': `${server.url}/api/v1/write` }, start)
    const odd = 'Zürich "東京" \\ two\nlines'
    const many = Array.from({ length: 3000 }, (_, at): MetricSample => [{ at: String(at) }, at / 3])
    now.samples = [...many, [{ name: odd }, -1e-7], [{ name: 'zero' }, 0]]
    await now.time.advance(0)
    await until('the first round', () => now.status('samples_total') === 3002)
    assert.equal([...(await server.query('count(nnad_x)', start))][0]?.[1], 3002)
    assert.equal([...(await server.query('sum(nnad_x{at!=""})', start))][0]?.[1], (2999 * 3000) / 2 / 3)
    const labels = { __name__: 'nnad_x', instance: 'here', job: 'nnad', name: odd }
    assert.deepEqual([...(await server.query('nnad_x < 0', start))], [[JSON.stringify(labels), -1e-7]])

    now.samples = [[{ name: 'zero' }, 5]]
    await now.time.advance(60_000)
    await until('the second round', () => now.status('samples_total') === 6004)
    // Without the ends, the others would be seen for five minutes on.
    assert.deepEqual([...(await server.query('nnad_x', start + 60_001)).values()], [5])

    await server.kill()
    now.samples = [[{ name: 'zero' }, 6]]
    await now.time.advance(60_000)
    await until('the failure', () => now.status('failures_total') === 1)
    now.samples = [[{ name: 'zero' }, 7]]
    await server.start()
    await now.time.advance(60_000)
    await until('the arrival', () => now.status('pending_samples') === 0)
    const values = await server.query('count_over_time(nnad_x{name="zero"}[10m])', start + 180_000)
    assert.deepEqual([...values.values()], [4])
    assert.deepEqual([...(await server.query('nnad_x', start + 120_000)).values()], [6])
    assert.equal(now.status('dropped_samples_total'), 0)
  },
)
