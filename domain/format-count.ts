/** Returns a number with its noun: "1 file", "2 files", "10,000 files". The plural of `noun` must end in "s". */
export const formatCount = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
