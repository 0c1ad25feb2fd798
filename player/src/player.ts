import { parsePageLocation } from './page-location.ts'
import { watch } from './watch.ts'

// What the script tag `<script type="module" src="lectern/player.js">` runs. Away from the content host it does nothing.
const pageLocation = parsePageLocation(new URL(location.href))
if (pageLocation) watch(document, pageLocation)
