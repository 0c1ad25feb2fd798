import type { ReadRange } from './read-range.ts'

/** What the header of an ASF file (WMV) says. `isCut`: the file is shorter than its data. */
export type AsfFacts = { isProtected: boolean; isCut: boolean }

/** The identifiers of objects, as they are stored. (Advanced Systems Format Specification, 10.1 to 10.3) */
const headerObject = '3026b2758e66cf11a6d900aa0062ce6c'
const dataObject = '3626b2758e66cf11a6d900aa0062ce6c'
const encryptionObjects = new Set([
  'fbb31122' + '23bd' + 'd211' + 'b4b700a0c955fc6e',
  '14e68a29' + '2226' + '174c' + 'b935dae07ee9289c',
  '33850543' + '8169' + 'e649' + '9b74ad12cb86d58c',
])
const objectHeaderBytes = 24
const maxHeaderBytes = 16 * 1024 ** 2

/** Reads an ASF file: a header with objects, then the data. Null for other formats. */
export async function readAsf(read: ReadRange, fileBytes: number): Promise<AsfFacts | null> {
  const start = objectAt(Buffer.from(await read(0, objectHeaderBytes)), 0)
  if (start?.id !== headerObject) return null
  if (start.size > fileBytes) return { isProtected: false, isCut: true }
  const header = Buffer.from(await read(0, Math.min(start.size, maxHeaderBytes)))
  const data = objectAt(Buffer.from(await read(start.size, objectHeaderBytes)), 0)
  const isCut = data === null || (data.id === dataObject && start.size + data.size > fileBytes)
  return { isProtected: objectsIn(header).some(({ id }) => encryptionObjects.has(id)), isCut }
}

/** Returns the objects of a header. They follow its own 24 bytes and 6 more. */
function objectsIn(header: Buffer) {
  const found: { id: string; size: number }[] = []
  for (let at = objectHeaderBytes + 6; ; ) {
    const object = objectAt(header, at)
    if (!object || object.size < objectHeaderBytes) return found
    found.push(object)
    at += object.size
  }
}

function objectAt(bytes: Buffer, at: number): { id: string; size: number } | null {
  if (at + objectHeaderBytes > bytes.length) return null
  return { id: bytes.subarray(at, at + 16).toString('hex'), size: Number(bytes.readBigUInt64LE(at + 16)) }
}
