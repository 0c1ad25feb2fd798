import { requestKindOf } from '../proxy/request-kind.ts'
import type { Conditions } from '../run-page.ts'
import type { Difference } from './compare.ts'

/** A difference to the bare page that every page may have. `docs/player.md` prints the list. */
export type Harmless = {
  what: string
  reason: string
  matches: (difference: Difference, conditions: Conditions) => boolean
}

/** All harmless differences. Whatever is not here, and not allowed by its page, is a failure. */
export const harmless: Harmless[] = [
  {
    what: '`load` of the window is late while player.js has not arrived',
    reason: 'The tag is an async script, and the content host answers it from memory.',
    matches: ({ key }, { fault }) => fault?.kind === 'player.js' && /^page: \S+ load /.test(key),
  },
  {
    what: 'the browser reports a request that failed',
    reason: 'Browsers report every failed request in the console, and pages cannot read it.',
    matches: ({ key }, { fault, scenario }) => {
      if (!failedRequest.test(key)) return false
      const path = requestPath.exec(key)?.[1]
      return scenario.cutsLine === true || (path !== undefined && requestKindOf(path) === fault?.kind)
    },
  },
  {
    what: 'the browser reports that player.js is no script',
    reason: 'Whatever answered in its place was not Lectern, and the tag cannot know.',
    matches: ({ key }, { fault }) =>
      fault?.kind === 'player.js' && fault.mode === 'garbage' && /^(browser )?console: .*SyntaxError/.test(key),
  },
  {
    what: '`pause` comes after `seeking` and `seeked` at the end of a fragment (`#t=`)',
    reason: 'Browsers pause a file while the seek that went too far is ending, and a stream just after it.',
    matches: ({ key }, { page }) => page.stopsBeforeEnd === true && /^order: .*: pause → seek(ing|ed)$/.test(key),
  },
]

/** What browsers write about a request that failed. */
const failedRequest =
  /^browser console: (Failed to load (resource|module script)|.*net::ERR_|Loading failed for the <script>|.*NetworkError)/
/** The path of the request: Chromium's is appended to the line, and Firefox writes the address. */
const requestPath = /(?:\[|https?:\/\/localhost)(\/[^\s\]”"]*)/
