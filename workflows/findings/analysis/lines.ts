/** Returns a function that converts an offset to a line number. Lines count from 1 and end with LF, CR, or both. */
export function lineFinder(text: string): (offset: number) => number {
  const starts: number[] = []
  for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length)
  return offset => {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
