// Compiles the kernel (AssemblyScript → WebAssembly) into a module that embeds it, kernel-wasm.ts, where its sources have
// changed. The module is kept in the repository, so that the sources run as they are; with `--check` it is compiled in any
// case, and has to be what is kept, byte for byte.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const folder = 'src-main/core/model/kernel'
const target = path.join(folder, 'kernel-wasm.ts')
const { version } = createRequire(import.meta.url)('assemblyscript/package.json')

/** They are part of the result: plain SIMD (the same bits on every machine), no runtime, the memory from outside. */
const flags = [
  ...['--optimizeLevel', '3', '--converge', '--noAssert', '--runtime', 'stub'],
  ...['--enable', 'simd', '--importMemory', '--noExportMemory', '--use', 'abort='],
  // v128 between two of our own functions is none between WebAssembly and JavaScript.
  ...['--disableWarning', '112'],
]

/** Of all that the result follows from. */
function fingerprint() {
  const hash = createHash('sha256').update(JSON.stringify([version, flags]))
  for (const file of globSync(`${folder}/assembly/*.ts`).toSorted()) hash.update(readFileSync(file))
  return hash.digest('hex')
}

async function compiled() {
  // Loaded only where it is needed: it is the larger part of a build in which nothing has changed.
  const { default: asc } = await import('assemblyscript/asc')
  const files = new Map()
  const { error, stderr } = await asc.main(
    [`${folder}/assembly/index.ts`, ...flags, '--outFile', 'kernel.wasm'],
    {
      readFile: (name, base) => {
        const file = path.join(base, name)
        return existsSync(file) ? readFileSync(file, 'utf8') : null
      },
      writeFile: (name, contents) => void files.set(name, contents),
    },
  )
  if (error !== null) throw new Error(stderr.toString(), { cause: error })
  return Buffer.from(files.get('kernel.wasm'))
}

const head = `// Written by .ci/build-kernel.js out of assembly/. Do not edit.\n// Sources: ${fingerprint()}\n`

function moduleOf(wasm) {
  const lines = wasm.toString('base64').match(/.{1,96}/g) ?? []
  const text = lines.map((line) => `  '${line}'`).join(' +\n')
  return `${head}\n/** The kernel, WebAssembly in base64. */\nexport const kernelWasm =\n${text}\n`
}

const kept = existsSync(target) ? readFileSync(target, 'utf8') : ''
const isCheck = process.argv.includes('--check')
if (isCheck || !kept.startsWith(head)) {
  const made = moduleOf(await compiled())
  if (isCheck && made !== kept) {
    console.error(`${target} is not what its sources compile to: run npm run build, and keep the file.`)
    process.exitCode = 1
  } else if (!isCheck) {
    writeFileSync(target, made)
    console.log(`Compiled the kernel into ${target}.`)
  }
}
