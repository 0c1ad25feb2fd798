/**
 * Paths of an attempt's outputs below its prefix. MediaConvert names files by a group's destination, an output's
 * modifier, and an extension. It counts pictures from 0, with seven digits. (User Guide, "File names in the outputs")
 */
export const outputNames = {
  master: 'hls/index.m3u8',
  /** The playlist of a rendition, by the rung's name. */
  rendition: (rung: string) => `hls/index_${rung}.m3u8`,
  /** The last of the pictures that a job takes for the poster. */
  poster: (captures: number) => `frames/index_poster.${String(captures - 1).padStart(7, '0')}.jpg`,
  /** What the paths of all storyboard pictures start with. */
  thumbs: 'frames/index_thumb.',
  storyboard: 'storyboard/storyboard.vtt',
  /** A sheet of the storyboard, counted from 1. */
  sheet: (number: number) => `storyboard/${sheetName(number)}`,
}

/** The name of a sheet in the storyboard's WebVTT file, which lies beside it. */
export const sheetName = (number: number): string => `sheet-${number}.jpg`
