// What people are told of updates and of what went wrong with them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { failureText, foundText, plainNotes, safeLine } from './update-words.ts'

const feed = 'https://updates.example.org:8443/nnad/'
const failed = (message: string, code?: string): string =>
  failureText(Object.assign(new Error(message), code === undefined ? {} : { code }), feed)

test('each cause has its own words, which name the host and what to do', () => {
  const words = [
    failed('sha512 checksum mismatch, expected a, got b', 'ERR_CHECKSUM_MISMATCH'),
    failed('New version is not signed by the application owner', 'ERR_UPDATER_INVALID_SIGNATURE'),
    failed('net::ERR_BLOCKED_BY_CLIENT'),
    failed('Cannot find channel: HttpError: 404', 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND'),
    failed('No files provided', 'ERR_UPDATER_NO_FILES_PROVIDED'),
    failed('503 Service unavailable\nHeaders: {}', 'HTTP_ERROR_503'),
    failed('net::ERR_CERT_AUTHORITY_INVALID'),
    failed('net::ERR_CONNECTION_REFUSED'),
  ]
  for (const text of words) assert.ok(text.includes('updates.example.org:8443'), text)
  assert.equal(new Set(words).size, words.length)
  assert.match(words[5] ?? '', /HTTP 503/)
  assert.match(words[6] ?? '', /certificate .*\(ERR_CERT_AUTHORITY_INVALID\)/)
  assert.match(words[7] ?? '', /could not be reached \(net::ERR_CONNECTION_REFUSED\)/)
  assert.match(failed('Cannot download "https://u/x", status 404: Not Found'), /HTTP 404/)
  assert.match(failed('ENOSPC: no space left on device, write', 'ENOSPC'), /disk is full/)
  assert.match(failed('EACCES: permission denied', 'EACCES'), /may not write/)
})

test('what is not known is told as it is, without queries', () => {
  assert.equal(
    failed('Odd thing at https://u.example.org/a.yml?token=abc "x"\n at line 2'),
    'It failed: Odd thing at https://u.example.org/a.yml "x". The log has more.',
  )
  assert.equal(safeLine('to http://u/x?a=b&c=d, y'), 'to http://u/x y')
  assert.match(failureText('odd', ''), /^It failed: odd\./)
})

test('notes are plain, and no longer than a message shows', () => {
  assert.equal(plainNotes('<h1>New</h1>\r\n\r\n\r\n\r\n<script>x</script>a\u202Eb\u0007'), 'New\n\nxa b')
  assert.equal(plainNotes('a'.repeat(5000)).length, 1201)
})

test('a version is told with its source, its size and what happens next', () => {
  const found = { version: '2.0.0', notes: 'More rules', size: 104_000_000 }
  assert.equal(
    foundText(found, '1.0.0', feed, { installs: 'appimage' }),
    'This is 1.0.0. From updates.example.org:8443, 104 MB.\n\nMore rules\n\nNothing is installed before it is here, checked, and you say so.',
  )
  assert.equal(
    foundText({ ...found, notes: '', size: undefined }, '1.0.0', feed, { instead: 'Ask the admin.' }),
    'This is 1.0.0. From updates.example.org:8443.\n\nAsk the admin.',
  )
})
