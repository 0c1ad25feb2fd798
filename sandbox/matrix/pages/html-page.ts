import type { MatrixPage } from '../page.ts'

/** An HTML document as a careful author writes it. */
export const html = (body: string, head = '') => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page of the matrix</title>
${head}
</head>
<body>
${body}
</body>
</html>
`

/** What differs from the usual page. */
export type Details = Partial<Omit<MatrixPage, 'name' | 'title'>> & { head?: string }

/** A page whose index.html has this body. By default a click on its video starts it, and it must stream. */
export function htmlPage(name: string, title: string, body: string, details: Details = {}): MatrixPage {
  const { head, files, ...rest } = details
  return {
    name,
    title,
    start: 'click',
    neverStreams: null,
    ...rest,
    files: { 'index.html': html(body, head), ...files },
  }
}

/** A button of the page that plays the element `#film`: browsers' own controls differ in where one must click. */
export const playButton = `<button id="play">Play</button>
<script>document.getElementById('play').onclick = () => document.getElementById('film').play()</script>`
