import { parsePageLocation } from './page-location.ts'
import { watch } from './watch.ts'

// The entry of the tag `<script type="module" src="lectern/player.js">`. Does nothing outside the content host.
const pageLocation = parsePageLocation(new URL(location.href))
if (pageLocation) watch(document, pageLocation)
