// Whoever comes with an older Node gets one clear sentence: better-sqlite3 would crash there without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `nnad needs Node 22.19 or newer, this is ${process.versions.node}: install a newer Node, ` +
      'or run "npm ci" with optional dependencies, which brings Node 24 for Linux and Windows.',
  )
  process.exit(1)
}
