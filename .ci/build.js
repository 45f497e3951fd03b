// `npm run build`: TypeScript → JavaScript in dist/, the same tree; what is up to date is left alone (tsc's own record).
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, rmSync } from 'node:fs'

// tsc trusts its record even where somebody deleted the output.
if (!existsSync('dist/src-main/cli/main.js')) rmSync('dist', { recursive: true, force: true })
const { status } = spawnSync('tsc', ['-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
if (status === 0) copyFileSync('src-main/cli/nnad.js', 'dist/src-main/cli/nnad.js')
process.exitCode = status ?? 1
