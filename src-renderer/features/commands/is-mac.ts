// Which keyboard: Macs have Command where others have Ctrl.

export const isMac = navigator.userAgent.includes('Macintosh')
