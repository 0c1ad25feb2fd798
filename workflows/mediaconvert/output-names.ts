/**
 * Where an attempt's outputs lie below its prefix. What MediaConvert makes is named from a group's destination, an output's modifier and an
 * ending; pictures are counted from 0, with seven digits. (User Guide, «File names in the outputs»)
 */
export const outputNames = {
  master: 'hls/index.m3u8',
  /** By the rung's name. */
  rendition: (rung: string) => `hls/index_${rung}.m3u8`,
  poster: 'frames/index_poster.0000000.jpg',
  /** What all pictures of the storyboard begin with. */
  thumbs: 'frames/index_thumb.',
  storyboard: 'storyboard/storyboard.vtt',
  /** A sheet of the storyboard, counted from 1. */
  sheet: (number: number) => `storyboard/${sheetName(number)}`,
}

/** As the storyboard's text names a sheet that lies beside it. */
export const sheetName = (number: number): string => `sheet-${number}.jpg`
