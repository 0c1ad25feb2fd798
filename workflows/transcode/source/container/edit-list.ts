import { boxAt, boxesIn } from './boxes.ts'

/** What an edit list shows of a track, in seconds: from when, for how long, and in how many parts. */
export type EditedTrack = { start: number; seconds: number; parts: number }

/**
 * Reads the edit lists of an MP4 or QuickTime file: phones and editors trim a video with them. Browsers show what they
 * say. Returns the tracks that have one, by id. A list without lengths, as in fragments, shows everything.
 * (ISO/IEC 14496-12, 8.6.6)
 */
export function readEditLists(moov: Buffer): Map<number, EditedTrack> {
  const movieHeader = boxAt(moov, 'mvhd')
  const timescale =
    movieHeader && movieHeader.length >= 24 ? movieHeader.readUInt32BE(movieHeader[0] === 1 ? 20 : 12) : 0
  const tracks = boxesIn(moov).flatMap(({ name, content }) => {
    const header = name === 'trak' ? boxAt(content, 'tkhd') : null
    const list = name === 'trak' ? boxAt(content, 'edts', 'elst') : null
    if (!header || header.length < 24 || !list || timescale === 0) return []
    const edited = editedTrack(list, timescale)
    return edited ? [[header.readUInt32BE(header[0] === 1 ? 20 : 12), edited] as const] : []
  })
  return new Map(tracks)
}

/** A media time of -1 means that nothing is shown for a while. */
function editedTrack(list: Buffer, timescale: number): EditedTrack | null {
  const isLong = list[0] === 1
  const edited: EditedTrack = { start: 0, seconds: 0, parts: 0 }
  const entryBytes = isLong ? 20 : 12
  for (let at = 8; at + entryBytes <= list.length; at += entryBytes) {
    const seconds = (isLong ? Number(list.readBigUInt64BE(at)) : list.readUInt32BE(at)) / timescale
    const isEmpty = isLong ? list.readBigInt64BE(at + 8) < 0n : list.readInt32BE(at + 4) < 0
    if (isEmpty && edited.parts === 0) edited.start += seconds
    else {
      edited.seconds += seconds
      if (!isEmpty) edited.parts++
      if (!isEmpty && seconds === 0) return null
    }
  }
  return edited.parts > 0 ? edited : null
}
