/** What files of a type begin with, and what they have at a further offset. */
type Signature = { mediaType: string; bytes: Buffer; and?: { bytes: Buffer; offset: number } }

const text = (characters: string) => Buffer.from(characters, 'latin1')
const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

/** How many bytes from the beginning of a file tell its type. */
export const signatureBytes = 64

/**
 * The beginnings of images and sounds, the special ones before the general ones: camera files are TIFF files with a mark.
 */
const signatures: Signature[] = [
  { mediaType: 'image/jpeg', bytes: hex('ff d8 ff') },
  { mediaType: 'image/png', bytes: hex('89 50 4e 47 0d 0a 1a 0a') },
  { mediaType: 'image/gif', bytes: text('GIF8') },
  { mediaType: 'image/webp', bytes: text('RIFF'), and: { bytes: text('WEBP'), offset: 8 } },
  { mediaType: 'image/x-canon-cr2', bytes: hex('49 49 2a 00'), and: { bytes: text('CR'), offset: 8 } },
  { mediaType: 'image/x-canon-crw', bytes: text('II'), and: { bytes: text('HEAPCCDR'), offset: 6 } },
  { mediaType: 'image/x-fuji-raf', bytes: text('FUJIFILMCCD-RAW') },
  { mediaType: 'image/x-olympus-orf', bytes: text('IIRO') },
  { mediaType: 'image/x-olympus-orf', bytes: text('IIRS') },
  { mediaType: 'image/x-olympus-orf', bytes: text('MMOR') },
  { mediaType: 'image/x-panasonic-rw2', bytes: hex('49 49 55 00') },
  { mediaType: 'image/x-sigma-x3f', bytes: text('FOVb') },
  { mediaType: 'image/x-minolta-mrw', bytes: text('\0MRM') },
  { mediaType: 'image/tiff', bytes: hex('49 49 2a 00') },
  { mediaType: 'image/tiff', bytes: hex('4d 4d 00 2a') },
  { mediaType: 'image/tiff', bytes: hex('49 49 2b 00') },
  { mediaType: 'image/tiff', bytes: hex('4d 4d 00 2b') },
  { mediaType: 'image/vnd.adobe.photoshop', bytes: text('8BPS') },
  { mediaType: 'image/jp2', bytes: hex('00 00 00 0c 6a 50 20 20') },
  { mediaType: 'image/jp2', bytes: hex('ff 4f ff 51') },
  { mediaType: 'image/jxl', bytes: hex('00 00 00 0c 4a 58 4c 20') },
  { mediaType: 'image/jxl', bytes: hex('ff 0a') },
  { mediaType: 'image/jxr', bytes: hex('49 49 bc 01') },
  { mediaType: 'image/x-xcf', bytes: text('gimp xcf') },
  { mediaType: 'image/icns', bytes: text('icns') },
  { mediaType: 'image/wmf', bytes: hex('d7 cd c6 9a') },
  { mediaType: 'image/emf', bytes: hex('01 00 00 00'), and: { bytes: text(' EMF'), offset: 40 } },
  { mediaType: 'image/x-eps', bytes: text('%!PS') },
  { mediaType: 'image/x-eps', bytes: hex('c5 d0 d3 c6') },
  { mediaType: 'audio/x-ms-wma', bytes: hex('30 26 b2 75 8e 66 cf 11') },
  { mediaType: 'audio/x-aiff', bytes: text('FORM'), and: { bytes: text('AIF'), offset: 8 } },
  { mediaType: 'audio/midi', bytes: text('MThd') },
  { mediaType: 'audio/midi', bytes: text('RIFF'), and: { bytes: text('RMID'), offset: 8 } },
  { mediaType: 'audio/amr', bytes: text('#!AMR') },
  { mediaType: 'audio/x-pn-realaudio', bytes: text('.RMF') },
  { mediaType: 'audio/x-pn-realaudio', bytes: hex('2e 72 61 fd') },
  { mediaType: 'audio/basic', bytes: text('.snd') },
  { mediaType: 'audio/x-caf', bytes: text('caff') },
  { mediaType: 'audio/x-ape', bytes: text('MAC ') },
  { mediaType: 'audio/x-wavpack', bytes: text('wvpk') },
  { mediaType: 'audio/x-musepack', bytes: text('MPCK') },
  { mediaType: 'audio/x-musepack', bytes: text('MP+') },
  { mediaType: 'audio/mpeg', bytes: text('ID3') },
  { mediaType: 'audio/mpeg', bytes: hex('ff fb') },
  { mediaType: 'audio/mpeg', bytes: hex('ff f3') },
  { mediaType: 'audio/wav', bytes: text('RIFF'), and: { bytes: text('WAVE'), offset: 8 } },
  { mediaType: 'audio/ogg', bytes: text('OggS') },
  { mediaType: 'audio/x-flac', bytes: text('fLaC') },
]

/** Brands of files with boxes. The first brand that is known counts: `mif1` alone says only that it is an image. */
const typeOfBrand = new Map([
  ...['avif', 'avis'].map(brand => [brand, 'image/avif'] as const),
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'].map(brand => [brand, 'image/heic'] as const),
  ['crx ', 'image/x-canon-cr3'] as const,
  ...['M4A ', 'M4B '].map(brand => [brand, 'audio/mp4'] as const),
])

/** Returns the media type of an image or a sound by its first bytes. Null for anything else. Takes constant time. */
export function typeOfSignature(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, signatureBytes))
  const has = (part: Buffer, offset: number) => start.subarray(offset, offset + part.length).equals(part)
  if (has(text('ftyp'), 4)) return typeOfBrands(start)
  const found = signatures.find(({ bytes, and }) => has(bytes, 0) && (!and || has(and.bytes, and.offset)))
  return found?.mediaType ?? null
}

function typeOfBrands(start: Buffer): string | null {
  const end = Math.min(start.length, start.readUInt32BE(0))
  const brands = [start.toString('latin1', 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(start.toString('latin1', at, at + 4))
  const known = brands.find(brand => typeOfBrand.has(brand))
  if (known !== undefined) return typeOfBrand.get(known)!
  return brands.some(brand => brand === 'mif1' || brand === 'msf1') ? 'image/heic' : null
}
