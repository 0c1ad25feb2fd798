import type { MatrixPage } from '../page.ts'
import { watchedPage as page } from './watched-page.ts'

/** Scripts that watch a video and steer it. */
export const scriptPages: MatrixPage[] = [
  page(
    'unlock-on-ended',
    'The next slide is unlocked on `ended`',
    `film.addEventListener('ended', () => { note('unlocked at ' + film.currentTime + ' of ' + film.duration); box.textContent = 'Next' })`,
  ),
  page(
    'unlock-at-time',
    'A question pauses the video at 2 s',
    `film.addEventListener('timeupdate', function ask() {
  if (film.currentTime < 2) return
  film.removeEventListener('timeupdate', ask)
  film.pause()
  note('question')
  setTimeout(() => { note('answered'); film.play() }, 500)
})`,
  ),
  page(
    'completion',
    'A course that counts a video as seen at nine tenths of its duration',
    `let isSeen = false
film.ontimeupdate = () => {
  if (isSeen || film.currentTime / film.duration < .9) return
  isSeen = true
  note('seen')
}`,
  ),
  page(
    'no-skipping',
    'Seeking forward jumps back to what was seen',
    `let seen = 0
film.ontimeupdate = () => { if (!film.seeking) seen = Math.max(seen, film.currentTime) }
film.onseeking = () => { if (film.currentTime > seen + 1) { note('back'); film.currentTime = seen } }
film.addEventListener('playing', () => setTimeout(() => { film.currentTime = 8 }, 500), { once: true })`,
  ),
  page(
    'loop-a-part',
    'A part of the video plays twice by `timeupdate`',
    `let turns = 0
film.ontimeupdate = () => { if (film.currentTime > 2.5 && turns++ < 1) { note('again'); film.currentTime = 1 } }`,
  ),
  page(
    'can-play-type',
    '`canPlayType` and `MediaSource.isTypeSupported`',
    `for (const type of ['video/mp4', 'video/webm', 'video/ogg', 'video/quicktime', 'application/vnd.apple.mpegurl', 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"'])
  note(type + ': ' + film.canPlayType(type))
note(MediaSource.isTypeSupported('video/mp4; codecs="avc1.42E01E"'))`,
  ),
  page(
    'reads-everything',
    'A script that writes down all that it can read of the element',
    `const read = () => [film.src, film.currentSrc, film.getAttribute('src'), film.attributes.src?.value].map(value => value?.split('/').pop()).concat([
  film.duration, film.videoWidth, film.videoHeight, film.readyState, film.seekable.length && film.seekable.end(0),
  film.hasAttribute('src'), film.getAttributeNames().join(' '), film.audioTracks?.length, film.buffered.length,
  film.offsetWidth, film.offsetHeight, film.error, film.outerHTML.length]).join(' ')
film.addEventListener('playing', () => note(read()))
setTimeout(() => note(read()), 3000)`,
  ),
  page(
    'attribute-selector',
    'The button finds the video by its `src`',
    `button.onclick = () => document.querySelector('video[src$="film.mp4"]').play()`,
  ),
  page(
    'style-by-attribute',
    'CSS for `video[src]`',
    `film.addEventListener('playing', () => note(getComputedStyle(film).borderTopWidth))`,
    {
      head: '<style>video[src] { border: 4px solid green }</style>',
      neverStreams: 'styled by its `src`',
    },
  ),
  page(
    'watches-the-element',
    'A MutationObserver and a ResizeObserver',
    `new MutationObserver(records => records.forEach(({ attributeName }) => note('changed ' + attributeName))).observe(film, { attributes: true, childList: true })
new ResizeObserver(() => note('size ' + film.offsetWidth + 'x' + film.offsetHeight)).observe(film)`,
    {
      allowed: [
        { what: 'changed ', reason: 'Mutation records of `src`, `poster`, `controls`, and `style` remain visible.' },
      ],
    },
  ),
  page(
    'two-in-step',
    'Two videos that play in step',
    `box.innerHTML = '<video id="other" src="../media/other.mp4" muted width="320"></video>'
const other = document.getElementById('other')
film.onplay = () => other.play()
film.onpause = () => other.pause()
film.onseeked = () => { other.currentTime = Math.min(film.currentTime, 9) }`,
  ),
  page(
    'resume-own',
    'The page remembers the place in `localStorage` and goes on there',
    `localStorage.setItem('place', '5')
film.addEventListener('loadedmetadata', () => { film.currentTime = Number(localStorage.getItem('place')) })
film.addEventListener('pause', () => localStorage.setItem('place', film.currentTime))`,
  ),
  page(
    'play-promise',
    'The page shows an error if the promise of `play()` is rejected',
    `button.onclick = () => film.play().then(() => note('plays'), error => note(error.name))`,
  ),
  page(
    'play-twice',
    'Two clicks of one handler: `play()`, `pause()`, `play()`',
    `button.onclick = () => {
  film.play().catch(error => note(error.name))
  film.pause()
  film.play().then(() => note('plays'), error => note(error.name))
}`,
  ),
  page(
    'on-properties',
    '`onplay`, `onended` and other handlers as properties, and a listener on window',
    `for (const type of ['loadstart', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough', 'durationchange', 'emptied', 'abort', 'play', 'playing', 'seeking', 'seeked', 'ended', 'error'])
  film['on' + type] = () => note('on' + type)
addEventListener('playing', event => note('window ' + event.target.id), true)`,
  ),
  page('listener-before-tag', 'A listener on window that the page adds at once, in the capture phase', '', {
    head: `<script>
for (const type of ['emptied', 'loadstart', 'loadedmetadata', 'ratechange'])
  addEventListener(type, event => { if (event.target.localName === 'video') window.note?.('window ' + type) }, true)
</script>`,
    allowed: [
      { what: 'window ', reason: 'Capture listeners on window that are older than the player’s remain ahead of it.' },
    ],
  }),
  page(
    'own-prototype',
    'A page that replaces `play` on the prototype, to count',
    `const play = HTMLMediaElement.prototype.play
HTMLMediaElement.prototype.play = function () { note('play of ' + this.getAttribute('src')); return play.call(this) }`,
  ),
]
