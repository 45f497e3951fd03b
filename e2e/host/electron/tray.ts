// `Tray` and `nativeImage`: nothing is drawn; what the icon says is printed, its menu is the test's to choose from.
import { EventEmitter } from 'node:events'
import { type OfferedMenu, offerMenu } from './menu.ts'

interface Picture {
  readonly bytes: number
}

export const nativeImage = {
  createFromBuffer: (buffer: Buffer): Picture => ({ bytes: buffer.length }),
}

export class Tray extends EventEmitter {
  setImage(): void {
    // Drawn nowhere.
  }

  setToolTip(text: string): void {
    console.log(`stand-in: tray ${text}`)
  }

  setContextMenu(menu: OfferedMenu | null): void {
    offerMenu('tray', menu)
  }

  destroy(): void {
    offerMenu('tray', null)
    console.log('stand-in: no tray')
  }
}
