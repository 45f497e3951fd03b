// The least that an app can be: one window with a page of one heading. What its start takes is the host's own.
import path from 'node:path'
import { BrowserWindow, app, protocol, session } from 'electron'

async function start(): Promise<void> {
  await app.whenReady()
  session.defaultSession.protocol.handle('app', () => {
    const headers = { 'Content-Type': 'text/html; charset=utf-8' }
    return new Response('<!doctype html><title>Bare</title><h1>Bare</h1>', { headers })
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../../src-main/electron/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  await window.loadURL('app://nnad/')
  process.stdout.write('nnad-window-ready\n')
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.on('window-all-closed', () => app.quit())
process.once('disconnect', () => app.quit())
void start()
