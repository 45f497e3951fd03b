// What is said of a failure holds no secret, however a receiver repeats it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SendProblem, problemWithout, withoutSecrets } from './send-problem.ts'

test('neither a secret nor the telling parts of an address stay in a text', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]{8,30}$/)
  fc.assert(
    fc.property(word, word, word, fc.string(), (token, key, password, text) => {
      const address = `https://user:${password}@hooks.example.org/services/${token}?key=${key}`
      const said = `${text} ${address} ${token} /services/${token} ${key} ${password} ${text}`
      const left = withoutSecrets(said, [address])
      const outside = [token, key, password].filter((secret) => !text.includes(secret))
      for (const secret of outside) {
        // A secret that is a part of ordinary words here, such as the host's, is none.
        if (!'https://user:@hooks.example.org'.includes(secret)) assert.ok(!left.includes(secret), left)
      }
    }),
  )
})

test('a problem keeps what it says of trying again, in one short line', () => {
  const problem = new SendProblem(`no\r\n\u0007 ${'x'.repeat(1000)}`, { isFinal: true, retryAfterMs: 5 })
  const { message, isFinal, retryAfterMs } = problemWithout(problem, [])
  assert.deepEqual([isFinal, retryAfterMs], [true, 5])
  assert.match(message, /^no x{297}…$/)
  assert.equal(problemWithout(new Error('password WORD'), ['WORD']).message, 'password …')
})
