const tables = new Map<string, Map<string, number[]>>()

/** Encodes a text in a charset that is not Unicode, as an old editor saves it. Throws for letters that it does not have. */
export function encodeLegacy(text: string, charset: string): Buffer {
  const table = tables.get(charset) ?? buildTable(charset)
  tables.set(charset, table)
  return Buffer.from(
    [...text].flatMap(letter => {
      const bytes = table.get(letter)
      if (!bytes) throw new Error(`${charset} has no ${letter}`)
      return bytes
    }),
  )
}

/** Node only decodes, so all codes of one and two bytes are decoded once. */
function buildTable(charset: string): Map<string, number[]> {
  const decoder = new TextDecoder(charset)
  const table = new Map<string, number[]>()
  const add = (bytes: number[]) => {
    const letter = decoder.decode(Uint8Array.from(bytes))
    if ([...letter].length === 1 && letter !== '\ufffd' && !table.has(letter)) table.set(letter, bytes)
  }
  for (let byte = 0; byte < 256; byte++) add([byte])
  for (let lead = 0x81; lead < 255; lead++) for (let trail = 0x40; trail < 255; trail++) add([lead, trail])
  return table
}
