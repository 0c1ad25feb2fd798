import type { ReadRange } from './read-range.ts'

/**
 * What the header of an ASF file (WMV) says. `isCut`: the file is shorter than its data. `seconds`: its length; null if
 * unknown.
 */
export type AsfFacts = { isProtected: boolean; isCut: boolean; seconds: number | null }

/** The identifiers of objects, as they are stored. (Advanced Systems Format Specification, 10.1 to 10.3) */
const headerObject = '3026b2758e66cf11a6d900aa0062ce6c'
const dataObject = '3626b2758e66cf11a6d900aa0062ce6c'
const propertiesObject = 'a1dcab8c47a9cf118ee400c00c205365'
const encryptionObjects = new Set([
  'fbb3112223bdd211b4b700a0c955fc6e',
  '14e68a292226174cb935dae07ee9289c',
  '338505438169e6499b74ad12cb86d58c',
])
const objectHeaderBytes = 24
const maxHeaderBytes = 16 * 1024 ** 2

/** Reads an ASF file: a header with objects, then the data. Null for other formats. */
export async function readAsf(read: ReadRange, fileBytes: number): Promise<AsfFacts | null> {
  const start = objectAt(Buffer.from(await read(0, objectHeaderBytes)), 0)
  if (start?.id !== headerObject) return null
  if (start.size > fileBytes) return { isProtected: false, isCut: true, seconds: null }
  const header = Buffer.from(await read(0, Math.min(start.size, maxHeaderBytes)))
  const data = objectAt(Buffer.from(await read(start.size, objectHeaderBytes)), 0)
  const isCut = data === null || (data.id === dataObject && start.size + data.size > fileBytes)
  const objects = objectsIn(header)
  const properties = objects.find(({ id }) => id === propertiesObject)
  const isProtected = objects.some(({ id }) => encryptionObjects.has(id))
  return { isProtected, isCut, seconds: properties ? lengthOf(header.subarray(properties.at)) : null }
}

/** Returns the length by the file's properties: the time to play in 100 nanoseconds, less the time to prepare in milliseconds. */
function lengthOf(properties: Buffer): number | null {
  if (properties.length < 88) return null
  const seconds = Number(properties.readBigUInt64LE(64)) / 1e7 - Number(properties.readBigUInt64LE(80)) / 1e3
  return seconds > 0 ? seconds : null
}

/** Returns the objects of a header. They follow its own 24 bytes and 6 more. */
function objectsIn(header: Buffer) {
  const found: { id: string; size: number; at: number }[] = []
  for (let at = objectHeaderBytes + 6; ; ) {
    const object = objectAt(header, at)
    if (!object || object.size < objectHeaderBytes) return found
    found.push({ ...object, at })
    at += object.size
  }
}

function objectAt(bytes: Buffer, at: number): { id: string; size: number } | null {
  if (at + objectHeaderBytes > bytes.length) return null
  return { id: bytes.subarray(at, at + 16).toString('hex'), size: Number(bytes.readBigUInt64LE(at + 16)) }
}
