// `node .ci/icons.ts`: every form of the icon, from src-renderer/public/icon.svg, drawn by the browser that the tests use.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type Page, chromium } from 'playwright-core'
import { launchOptions } from '../e2e/app/test-browser.ts'

const source = readFileSync('src-renderer/public/icon.svg', 'utf8')
const blue = '#1c4f9c'
/** A report as a file: the icon on a sheet with its corner folded. */
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <path d="M6 1h14l7 7v22a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1z" fill="#fff" stroke="#8a94a6" stroke-width="1.2" stroke-linejoin="round"/>
  <path d="M20 1v7h7" fill="#e4e9f1" stroke="#8a94a6" stroke-width="1.2" stroke-linejoin="round"/>
  <svg x="8.5" y="12" width="15" height="15" viewBox="0 0 32 32">${source}</svg>
</svg>`
const red = '#c92a2a'

/** Sizes of the pictures in a .icns, pixels, with their types (Apple's icns: PNG since OS X 10.7). */
const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
] as const
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
const linuxSizes = [16, 32, 48, 64, 128, 256, 512]

/** The icon as PNG, so many pixels square; `margin` is what stays empty on each side, a part of the whole. */
async function drawn(page: Page, svg: string, size: number, margin = 0): Promise<Buffer> {
  const inner = size * (1 - 2 * margin)
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body { margin: ${size * margin}px; } svg { display: block; width: ${inner}px; height: ${inner}px; }</style>${svg}`,
  )
  return page.screenshot({ omitBackground: true })
}

/** macOS's file of icons: type, length, PNG for each. */
function icnsOf(pictures: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const parts = pictures.flatMap(({ type, png }) => [header(type, png.length), png])
  const body = Buffer.concat(parts)
  return Buffer.concat([header('icns', body.length), body])
}

function header(type: string, length: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.write(type, 'latin1')
  bytes.writeUInt32BE(length + 8, 4)
  return bytes
}

/** Windows' file of icons: a directory, then the PNGs. */
function icoOf(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const directory = Buffer.alloc(6 + 16 * pictures.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(pictures.length, 4)
  let offset = directory.length
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    // One byte each; 256 is written as 0.
    directory.writeUInt8(size % 256, at)
    directory.writeUInt8(size % 256, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(png.length, at + 8)
    directory.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([directory, ...pictures.map(({ png }) => png)])
}

const browser = await chromium.launch(await launchOptions())
const page = await browser.newPage()

mkdirSync('assets/icons', { recursive: true })
for (const size of linuxSizes)
  writeFileSync(`assets/icons/${size}x${size}.png`, await drawn(page, source, size))

/** Both files of icons of a picture, for Windows and macOS; `margin` is macOS's. */
async function writeIcons(name: string, svg: string, margin: number): Promise<void> {
  const ico = []
  for (const size of icoSizes) ico.push({ size, png: await drawn(page, svg, size) })
  writeFileSync(`assets/${name}.ico`, icoOf(ico))
  const icns = []
  for (const [type, size] of icnsTypes) icns.push({ type, png: await drawn(page, svg, size, margin) })
  writeFileSync(`assets/${name}.icns`, icnsOf(icns))
}

// On macOS icons leave a tenth around their shape.
await writeIcons('icon', source, 0.1)
await writeIcons('nnreport', sheet, 0)

writeFileSync('assets/tray.png', await drawn(page, source, 32))
writeFileSync('assets/tray-incident.png', await drawn(page, source.replace(blue, red), 32))
await browser.close()
