// Templates: whatever a text holds, it stays text.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cssString, escaped, html } from './html.ts'

test('parts are escaped, markup and lists of it are not, nothing is nothing', () => {
  assert.equal(
    html`<p title="${'"'}">${'<b>&'} ${html`<i>${'>'}</i>`} ${null}${undefined}${[1, html`<br />`]}</p>`
      .markup,
    '<p title="&quot;">&lt;b&gt;&amp; <i>&gt;</i> 1<br /></p>',
  )
})

test('no text can leave a tag, an attribute or a style, nor bring a character that HTML forbids', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '\\', '/', '\0', ';', 's') }),
  )
  fc.assert(
    fc.property(text, (given) => {
      assert.doesNotMatch(escaped(given), /[<>"'\0]/)
      const css = cssString(given)
      assert.match(css, /^"(?:[^"\\<>\n\r\f]|\\[\da-f]+ )*"$/)
    }),
  )
  assert.equal(cssString('a"</style>ü\n'), '"a\\22 \\3c \\2f style\\3e ü\\a "')
})
