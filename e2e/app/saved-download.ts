// What the screens hand to the person's disk.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eventually } from './eventually.ts'
import type { OpenedApp } from './opened-app.ts'

export interface SavedDownload {
  /** As the app named it. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Waits for the file that something on the page saves. */
async function throughPlaywright({ page }: OpenedApp, start: () => Promise<void>): Promise<SavedDownload> {
  const [download] = await Promise.all([page.waitForEvent('download'), start()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** A browser that Playwright only looks into saves by itself: into a folder of ours. */
async function throughBrowser({ page }: OpenedApp, start: () => Promise<void>): Promise<SavedDownload> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nnad-download-'))
  const browser = await page.context().browser()?.newBrowserCDPSession()
  if (browser === undefined) throw new Error('The page has no browser to ask.')
  try {
    const done = new Promise<string>((resolve) => {
      browser.on('Browser.downloadProgress', ({ state, guid }) => {
        if (state === 'completed') resolve(guid)
      })
    })
    const names = new Map<string, string>()
    browser.on('Browser.downloadWillBegin', ({ guid, suggestedFilename }) =>
      names.set(guid, suggestedFilename),
    )
    const behavior = 'allowAndName'
    await browser.send('Browser.setDownloadBehavior', { behavior, downloadPath: folder, eventsEnabled: true })
    await start()
    const guid = await done
    await eventually(() => Promise.resolve(readdirSync(folder)), [guid])
    return { name: names.get(guid) ?? '', bytes: readFileSync(path.join(folder, guid)) }
  } finally {
    await browser.detach()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The one file that `start` makes the page save. */
export function savedDownload(app: OpenedApp, start: () => Promise<void>): Promise<SavedDownload> {
  return app.host === 'stand-in' ? throughBrowser(app, start) : throughPlaywright(app, start)
}
