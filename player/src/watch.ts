import type { Place } from './address.ts'
import { isDecoration, offeredPaths } from './author.ts'
import { askPlaylists, type Playlist } from './playlists.ts'
import { Takeover } from './takeover.ts'

/**
 * Takes over the videos of a page: those that are there, those that come later, and those whose file a script of the author
 * exchanges. The playlists are asked for once, and only when there is a video to play.
 * @returns stops watching; what plays goes on
 */
export function watch(page: Document, place: Place): () => void {
  const takeovers = new WeakMap<HTMLVideoElement, Takeover>()
  const shown = new Set<HTMLVideoElement>()
  let playlists: Promise<Playlist[]> | undefined

  function look(video: HTMLVideoElement) {
    const before = takeovers.get(video)
    const paths = offeredPaths(video, place)
    if (paths.length === 0) return before && show(video, before)
    if (isDecoration(video)) return
    if (before?.state === 'author' && before.paths.join('\n') === paths.join('\n')) return
    before?.abandon()
    playlists ??= askPlaylists(place)
    show(video, new Takeover(video, place, playlists))
  }

  function show(video: HTMLVideoElement, takeover: Takeover) {
    takeovers.set(video, takeover)
    shown.add(video)
    takeover.unpark()
  }

  function parkRemoved() {
    for (const video of shown) {
      if (video.isConnected) continue
      shown.delete(video)
      takeovers.get(video)?.park()
    }
  }

  const watcher = new MutationObserver(records => {
    parkRemoved()
    const touched = records.flatMap(({ target, addedNodes }) => [
      ...videoAround(target),
      ...[...addedNodes].flatMap(videosIn),
    ])
    for (const video of new Set(touched)) if (video.isConnected) look(video)
  })
  watcher.observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] })
  for (const video of page.querySelectorAll('video')) look(video)
  return () => watcher.disconnect()
}

function videoAround(node: Node): HTMLVideoElement[] {
  const video = node instanceof Element && node.closest('video')
  return video ? [video] : []
}

function videosIn(node: Node): HTMLVideoElement[] {
  return node instanceof Element ? [...videoAround(node), ...node.querySelectorAll('video')] : []
}
