const tag = /<script type="module" src="[./]*lectern\/player\.js" data-lectern="\d+"><\/script>/

/** A page of the draft as its author wrote it: without the player's tag. Read as one character a byte, so that places are places in the file. */
export function withoutPlayerTag(page: Buffer): Buffer {
  for (const encoding of ['latin1', 'utf16le'] as const) {
    const found = tag.exec(page.toString(encoding))
    if (!found) continue
    const width = encoding === 'utf16le' ? 2 : 1
    const [start, end] = [found.index * width, (found.index + found[0].length) * width]
    return Buffer.concat([page.subarray(0, start), page.subarray(end)])
  }
  return page
}
