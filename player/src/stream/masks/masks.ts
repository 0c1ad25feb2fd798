import { noteModesOfPage } from '../track-modes.ts'
import { maskAttributes } from './mask-attributes.ts'
import { maskProperties } from './mask-properties.ts'
import { maskSources } from './mask-sources.ts'

let isInstalled = false

/**
 * Lets the page read the author's values of swapped videos. Replaces accessors and methods of the prototypes, once per
 * page. Own properties of the elements would collide with those that video.js defines.
 */
export function installMasks(): void {
  if (isInstalled) return
  isInstalled = true
  maskProperties()
  maskAttributes()
  maskSources()
  noteModesOfPage()
}
