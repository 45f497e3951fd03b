// Addresses of remote write.
import assert from 'node:assert/strict'
import test from 'node:test'
import { isWriteAddress } from './write-address.ts'

test('addresses of the usual servers', () => {
  for (const url of [
    'http://127.0.0.1:9090/api/v1/write',
    'https://mimir.example.org/api/v1/push',
    'http://[::1]:8428/api/v1/write?extra_label=a=b',
    'https://thanos-receive:19291/api/v1/receive',
  ])
    assert.ok(isWriteAddress(url), url)
})

test('no other kind of address, none with a log-in, none with a port that cannot be', () => {
  for (const url of [
    '',
    'prometheus:9090',
    'ftp://prometheus/api',
    'http://user:word@prometheus/api/v1/write',
    'http://prometheus:99999/api/v1/write',
    'http://prometheus/api /v1',
    'http://prometheus/#write',
    'file:///etc/passwd',
  ])
    assert.ok(!isWriteAddress(url), url)
})
