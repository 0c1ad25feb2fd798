import { createHash } from 'node:crypto'

/** The style of pages that stand alone, outside the admin. Its colors are the admin's, light or dark as the system prefers. */
export const pageStyle = `
:root { color-scheme: light dark }
body {
  margin: 0; min-height: 100dvh; box-sizing: border-box; display: grid; place-content: center; padding: 1.5rem;
  font: 1rem/1.45 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  color: light-dark(#18211d, #e6ebe8); background: light-dark(#f5f8f6, #111513);
}
h1 { font-size: 1.375rem; line-height: 1.75rem; margin: 0 0 1rem }
p { max-width: 30rem; margin: 1rem 0 0 }
a { color: light-dark(#1d63b8, #7fb8f5) }
button {
  font: inherit; font-weight: 600; min-height: 44px; padding: 0 1.25rem; border: 0; border-radius: 6px; cursor: pointer;
  color: light-dark(#fff, #111513); background: light-dark(#1f6f54, #6ba68b);
}
button:disabled { opacity: .6 }
:focus-visible { outline: 2px solid light-dark(#2b7fd4, #7fb8f5); outline-offset: 2px }
`

/** The style's source in a content security policy. */
export const pageStyleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`
