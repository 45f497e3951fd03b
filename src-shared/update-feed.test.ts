// Which addresses may be asked for updates.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Settings } from './contract/settings.ts'
import { isFeedAddress } from './update-feed.ts'

test('a feed is asked by https, or on this computer itself', () => {
  for (const url of [
    'https://updates.example.org',
    'https://updates.example.org/nnad/',
    'https://10.0.0.7:8443/a/@b/%20c',
    'https://[fd00::7]/nnad',
    'http://127.0.0.1:8080/',
    'http://localhost/feed',
    'http://[::1]:81/',
  ])
    assert.ok(isFeedAddress(url), url)
})

test('nothing else is, and no secret fits in', () => {
  for (const url of [
    '',
    'updates.example.org',
    'http://updates.example.org/',
    'http://127.0.0.1.example.org/',
    'http://localhost@example.org/',
    'https://me:secret@updates.example.org/',
    'https://updates.example.org/?token=secret',
    'https://updates.example.org/#secret',
    'https://updates.example.org\\@example.net/',
    'https:///etc/passwd',
    'file:///etc/passwd',
    'ftp://updates.example.org/',
    ' https://updates.example.org',
  ])
    assert.ok(!isFeedAddress(url), url)
})

test('the setting is off by default, and takes what is such an address', () => {
  assert.equal(Settings.parse({})['update.feed'], '')
  assert.ok(Settings.safeParse({ 'update.feed': 'https://updates.example.org/' }).success)
  const refused = Settings.safeParse({ 'update.feed': 'http://updates.example.org/' })
  assert.match(refused.error?.issues[0]?.message ?? '', /^Wanted an https address .*: none\.$/)
})
