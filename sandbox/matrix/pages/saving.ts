import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

/** Pages whose reader pays for data. Only Chromium tells, so the pages say it themselves. */
export const savingPages: MatrixPage[] = [
  htmlPage(
    'save-data',
    'The browser is set to save data',
    `<script>Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } })</script>
<video src="../media/film.mp4" controls width="640" height="360"></video>`,
    { neverStreams: 'saves data' },
  ),
]
