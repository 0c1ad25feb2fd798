import { encodePath } from '../../format/path.ts'

/** The address of a page below the address of a draft's files. */
export const addressOf = (contentUrl: string, page: string): string => contentUrl + encodePath(page)

/**
 * The page that a frame reports: its encoded path below the draft's files. The address of a folder is that of its
 * `index.html`. Null for any other message.
 */
export function reportedPage(message: unknown): string | null {
  const path = (message as { lecternDraft?: unknown } | null)?.lecternDraft
  if (typeof path !== 'string') return null
  return decode(path === '' || path.endsWith('/') ? `${path}index.html` : path)
}

/** Decodes a path. What is not valid stays as it is. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The widths of windows that the preview shows, with the height of a usual screen. */
export const SCREENS = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'tablet', width: 820, height: 1180 },
  { name: 'laptop', width: 1280, height: 800 },
  { name: 'projector', width: 1920, height: 1080 },
] as const
export type Screen = (typeof SCREENS)[number]

/**
 * The screen that the address names by its width (`?width=390`), else the laptop, or the phone in a window as narrow as
 * that.
 */
export const screenOf = (width: string | null, windowWidth: number): Screen =>
  SCREENS.find(screen => String(screen.width) === width) ?? (windowWidth < SCREENS[1].width ? SCREENS[0] : SCREENS[2])

const MAX_FRAME_HEIGHT = 720

/** Fits a screen into a place that is so many pixels wide: never enlarged, and not much higher than a window. */
export function fit({ width, height }: Screen, available: number): { scale: number; width: number; height: number } {
  const scale = available > 0 ? Math.min(1, available / width) : 1
  return { scale, width, height: Math.min(height, Math.round(MAX_FRAME_HEIGHT / scale)) }
}
