#!/usr/bin/env node
// The command's door: plain JavaScript that any Node can read, so that an old one gets a sentence instead of a crash.
import { existsSync } from 'node:fs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `nnad needs Node 22.19 or newer, this is ${process.versions.node}: install a newer Node, ` +
      'or start it by "npm run nnad --", which uses the Node 24 that "npm ci" brings for Linux and Windows.',
  )
  process.exit(5)
}
// Sources are TypeScript, which Node runs as it is; a build has JavaScript beside this file.
const { main } = await import(existsSync(new URL('./main.js', import.meta.url)) ? './main.js' : './main.ts')
await main(process.argv)
