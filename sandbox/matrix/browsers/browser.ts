export const browserNames = ['chromium', 'firefox', 'webkit'] as const

export type BrowserName = (typeof browserNames)[number]

/** A browser that the matrix drives. Each tab has a profile of its own or the origin of a proxy of its own. */
export type MatrixBrowser = {
  name: BrowserName
  /** How many cells may run at the same time. Only Chromium shows several pages at once. */
  cellsAtOnce: number
  open(): Promise<Tab>
  close(): Promise<void>
}

/** One page. `frames` is a path of selectors from the top page to the frame that is meant. */
export type Tab = {
  /** Errors and warnings that the browser reports by itself. */
  console: string[]
  /** Resolves when the page has begun to load. */
  goto(url: string): Promise<void>
  /** Returns the value of an expression in the page. It must be JSON. */
  evaluate<T>(frames: string[], expression: string): Promise<T>
  /** Clicks in the middle of the element that an expression returns, like a person. */
  click(frames: string[], expression: string): Promise<void>
  /** Stops everything in the page, as a laptop that sleeps does, until `wake`. Null where the browser cannot. */
  sleep: (() => Promise<() => Promise<void>>) | null
  close(): Promise<void>
}
