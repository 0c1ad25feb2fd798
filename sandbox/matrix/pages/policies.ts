import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`

/** A page without scripts of its own: most of these policies forbid inline scripts. */
const page = (name: string, title: string, head: string, streams: boolean): MatrixPage =>
  htmlPage(name, title, '<video src="../media/film.mp4" controls width="480" height="270"></video>', {
    head,
    neverStreams: streams ? null : 'policy',
  })

/** Content security policies in `<meta>`. A stream needs `blob:` for media and images, and the page's own scripts. */
export const policyPages: MatrixPage[] = [
  page('policy-media-self', "`media-src 'self'`", meta("media-src 'self'"), false),
  page('policy-default-self', "`default-src 'self'`", meta("default-src 'self'"), false),
  page('policy-script-self', "`script-src 'self'`", meta("script-src 'self'"), true),
  page('policy-connect-none', "`connect-src 'none'`", meta("connect-src 'none'"), false),
  page('policy-all', 'All is allowed', meta("default-src * data: blob: 'unsafe-inline' 'unsafe-eval'"), true),
  page(
    'policy-media-blob',
    "`media-src 'self' blob:; img-src 'self'`",
    meta("media-src 'self' blob:; img-src 'self'"),
    false,
  ),
  page('policy-default-blob', "`default-src 'self' blob:`", meta("default-src 'self' blob:"), true),
  page(
    'policy-two',
    'Two policies: the second takes back what the first allows',
    meta("default-src 'self' blob:") + meta("media-src 'self'"),
    false,
  ),
  page('policy-style-self', "`style-src 'self'`", meta("style-src 'self'"), true),
  page('policy-capitals', 'The same in capital letters and with a line break', meta("MEDIA-SRC\n 'SELF'"), false),
  page('policy-referrer', '`<meta name="referrer">`', '<meta name="referrer" content="no-referrer">', true),
]
