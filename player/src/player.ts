import { parsePageLocation } from './page-location.ts'
import { watch } from './watch.ts'

// The entry of the tag `<script async src="lectern/player.js">`. Runs once per page, even if the page includes it more
// than once: authors copy pages together with the tag. Does nothing outside the content host.
const onceKey = Symbol.for('lectern.player')
if (!(onceKey in window)) {
  Object.defineProperty(window, onceKey, { value: true })
  const pageLocation = parsePageLocation(new URL(location.href))
  if (pageLocation)
    whenParsed(() => {
      if (!hasSecurityPolicy()) watch(document, pageLocation)
    })
}

/**
 * Returns whether the page has a policy of its own. The tag runs before it, but the stream may be what it forbids, and
 * then the browser would refuse the author's file too.
 */
function hasSecurityPolicy(): boolean {
  return document.querySelector('meta[http-equiv="content-security-policy" i]') !== null
}

/** Runs `start` when the whole page is parsed, so that a video has all its sources. */
function whenParsed(start: () => void): void {
  if (document.readyState !== 'loading') start()
  else document.addEventListener('DOMContentLoaded', start, { once: true })
}
