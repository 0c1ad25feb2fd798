/** A page of the matrix: what a teaching package may hold. */
export type MatrixPage = {
  /** Folder name of the page and its row in docs/player.md, such as `video-js-late`. */
  name: string
  /** One sentence for the table: what the page does. */
  title: string
  /**
   * Files by path relative to the page's folder. A string is text. `{ npm }` is a file of an installed npm package,
   * such as 'video.js/dist/video.min.js'. The page opens with `open` (default index.html).
   */
  files: Record<string, string | { npm: string }>
  open?: string
  /**
   * How playback starts: with `click` the runner calls play through a real click on the video or on `playSelector`;
   * with `page` the page starts it itself (autoplay, script).
   */
  start: 'click' | 'page'
  playSelector?: string
  /** Which frame holds the video, as a path of CSS selectors from the top page (`['iframe']`, `['iframe', 'iframe']`). */
  frames?: string[]
  /**
   * The rule by which the stream may never play here ('autoplay', 'preload none', 'policy', 'not in a document', …),
   * or null if it must stream when play begins 4 s after `load`.
   */
  neverStreams: string | null
  /** Known and harmless differences to the bare page, each with its reason. The table prints them. Empty for nearly all. */
  allowed?: { what: string; reason: string }[]
  /** The address names an end, so scenarios that wait for the end of the video do not finish in the bare page either. */
  stopsBeforeEnd?: true
  /** One at a time in each browser, which has one picture-in-picture window. */
  isAlone?: true
  /** Browsers in which the page makes no sense. */
  notIn?: ('chromium' | 'firefox' | 'webkit')[]
}
