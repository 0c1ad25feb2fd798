import type { MatrixPage } from '../page.ts'
import { ownPath } from '../proxy/rewrite-page.ts'
import { html, htmlPage, playButton } from './html-page.ts'

const film = '<video id="film" src="../media/film.mp4" controls width="480"></video>'
const frame = (attributes: string) => `<iframe ${attributes} width="600" height="400"></iframe>`
const inner = { 'inner.html': html(film + playButton) }
/** The recorder, for documents that the proxy does not see. */
const recorder = `<script src="${ownPath}recorder.js"></script>`
const inFrame = { frames: ['iframe'], playSelector: '#play' }

/** Frames, and documents that are not plain HTML pages. */
export const framePages: MatrixPage[] = [
  htmlPage('frame', 'A page in a frame', frame('src="inner.html"'), { files: inner, ...inFrame }),
  htmlPage('frame-in-frame', 'A frame in a frame', frame('src="middle.html"'), {
    files: { 'middle.html': html(frame('src="inner.html" style="width: 90%"')), ...inner },
    frames: ['iframe', 'iframe'],
    playSelector: '#play',
  }),
  htmlPage('frame-lazy', '`loading="lazy"`', frame('src="inner.html" loading="lazy"'), { files: inner, ...inFrame }),
  htmlPage(
    'frame-by-script',
    'A frame that a script makes after a second',
    `<div id="box"></div>
<script>
setTimeout(() => {
  const frame = document.createElement('iframe')
  Object.assign(frame, { src: 'inner.html', width: 600, height: 400 })
  document.getElementById('box').append(frame)
}, 1000)
</script>`,
    { files: inner, ...inFrame },
  ),
  htmlPage(
    'frame-sandbox',
    '`sandbox="allow-scripts"`: the page has no origin',
    frame('src="inner.html" sandbox="allow-scripts"'),
    {
      files: inner,
      ...inFrame,
    },
  ),
  htmlPage(
    'frame-sandbox-same-origin',
    '`sandbox="allow-scripts allow-same-origin"`',
    frame('src="inner.html" sandbox="allow-scripts allow-same-origin"'),
    { files: inner, ...inFrame },
  ),
  htmlPage(
    'frame-other-site',
    'A page that another site frames',
    `<div id="box"></div>
<script>
const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
const address = new URL('inner.html', location.href)
address.hostname = other
document.getElementById('box').innerHTML = '<iframe width="600" height="400" allow="autoplay; fullscreen" src="' + address + '"></iframe>'
</script>`,
    { files: inner, ...inFrame },
  ),
  htmlPage('frame-srcdoc', '`srcdoc`', frame(`srcdoc='${recorder}${film}'`), {
    frames: ['iframe'],
    neverStreams: 'a document that is not a file',
  }),
  htmlPage(
    'frame-written',
    'An empty frame that a script writes',
    `${frame('id="frame" src="about:blank"')}
<script>
const inside = document.getElementById('frame').contentDocument
inside.open()
inside.write('<!doctype html><title>Written</title>${recorder.replace('</', '<\\/')}${film}')
inside.close()
</script>`,
    { frames: ['iframe'], neverStreams: 'a document that is not a file' },
  ),
  {
    name: 'frameset',
    title: 'A frameset',
    files: {
      'index.html': `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN" "http://www.w3.org/TR/html4/frameset.dtd">
<html><head><title>Course</title></head>
<frameset cols="200,*"><frame src="menu.html" name="menu"><frame src="inner.html" name="content"></frameset></html>`,
      'menu.html': html('<a href="inner.html" target="content">Lesson</a>'),
      ...inner,
    },
    start: 'click',
    frames: ['frame[name="content"]'],
    playSelector: '#play',
    neverStreams: null,
  },
  htmlPage(
    'base-href',
    '`<base href>` to the folder of the videos',
    '<video src="film.mp4" controls width="480"></video>',
    {
      head: '<base href="../media/">',
    },
  ),
  htmlPage(
    'base-href-late',
    'A script that adds `<base href>` before it sets `src`',
    `<video id="film" controls width="480"></video>
<script>
document.head.insertAdjacentHTML('beforeend', '<base href="../media/">')
document.getElementById('film').src = 'film.mp4'
</script>`,
  ),
  {
    name: 'xhtml',
    title: 'XHTML',
    files: {
      'index.xhtml': `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">
<head><title>Lesson</title></head>
<body><video controls="controls" width="480"><source src="../media/film.mp4" type="video/mp4" /></video></body>
</html>
`,
    },
    open: 'index.xhtml',
    start: 'click',
    neverStreams: null,
  },
]
