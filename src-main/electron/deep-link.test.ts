// Which links lead somewhere.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { packageRoot } from '../core/package-root.ts'
import { addressOfLink, isDeepLink } from './deep-link.ts'

test('links lead to screens', () => {
  const query = 'source=1&baseline=2026-11-22T15:48:38Z..2026-11-22T16:05:38Z&node=nn1%2F1'
  const led = {
    'nnad://': '/',
    'nnad://reports/3': '/reports/3',
    'NNAD://Reports/3/': '/reports/3',
    'nnad://incidents/5': '/incidents/5',
    'nnad://incidents/?state=open': '/incidents?state=open',
    'nnad://live/1': '/live/1',
    'nnad://live/1/models': '/live/1/models',
    'nnad://compare/1/2': '/compare/1/2',
    'nnad://namenodes/add': '/namenodes/add',
    [`nnad://investigate?${query}`]: `/investigate?${query}`,
  }
  for (const [link, address] of Object.entries(led)) assert.equal(addressOfLink(link), address, link)
})

test('each screen has its link', () => {
  const pages = path.join(packageRoot(), 'src-renderer/pages/other-pages.tsx')
  const routes = [...readFileSync(pages, 'utf8').matchAll(/<Route path="([^"]+)"/g)].map(
    ([, route = '']) => route,
  )
  assert.ok(routes.includes('/fleet/:id'), routes.join(' '))
  for (const route of routes) {
    const address = route.replaceAll(/:\w+/g, '3')
    assert.equal(addressOfLink(`nnad:/${address}`), address)
  }
})

test('what is no screen leads nowhere', () => {
  const links = [
    '',
    'nnad:',
    'nnad:reports/3',
    'nnad:///etc/passwd',
    'nnad://import?path=/etc/passwd',
    'nnad://reports/0',
    'nnad://reports/3/delete',
    'nnad://reports/../settings',
    'nnad://reports/3?redact=hosts',
    'nnad://settings?model.epochs=1',
    'nnad://reports/3#x',
    'nnad://?x=1',
    'nnad://user@reports/3',
    'nnad://investigate?source=<script>',
    `nnad://investigate?source=${'1'.repeat(3000)}`,
    'https://reports/3',
    'app://nnad/#/reports/3',
  ]
  for (const link of links) assert.equal(addressOfLink(link), undefined, link)
  assert.ok(isDeepLink('NNAD://x'))
  assert.ok(!isDeepLink('/home/nnad:x'))
})
