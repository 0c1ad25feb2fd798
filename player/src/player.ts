import { parsePageLocation } from './page/page-location.ts'
import { watchPage } from './page/watch-page.ts'

// The entry of the tag `<script async src="lectern/player.js">`. Runs once per page, even if the page includes it more
// than once: authors copy pages together with the tag. Does nothing outside the content host.
const onceKey = Symbol.for('lectern.player')
if (!(onceKey in window)) {
  Object.defineProperty(window, onceKey, { value: true })
  const pageLocation = parsePageLocation(new URL(location.href))
  if (pageLocation) whenParsed(() => watchPage(document, pageLocation))
}

/** Runs `start` when the whole page is parsed, so that every policy and every source is known. */
function whenParsed(start: () => void): void {
  if (document.readyState !== 'loading') start()
  else document.addEventListener('DOMContentLoaded', start, { once: true })
}
