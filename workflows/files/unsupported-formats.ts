/**
 * An image or sound format that not all browsers show. `name` is what authors call it, with its article. `exportAs` are
 * formats that all show. `isPartlySupported`: the newest browsers of some makers show it.
 */
export type UnsupportedFormat = {
  kind: 'image' | 'sound'
  name: string
  exportAs: string
  isPartlySupported?: true
}

const image = (name: string, exportAs = 'JPEG or PNG'): UnsupportedFormat => ({ kind: 'image', name, exportAs })
const cameraFile = image('a raw camera file', 'JPEG')
const jpeg2000 = image('a JPEG 2000 image', 'JPEG')
const printFile = image('a print file (EPS or Illustrator)', 'SVG or PNG')
const sound = (name: string): UnsupportedFormat => ({ kind: 'sound', name, exportAs: 'MP3' })

/**
 * The formats by media type. Tried on 2026-11-29: Chromium 156 shows AVIF and JPEG XL, Firefox 153 no JPEG XL. HEIC, TIFF,
 * JPEG 2000, AIFF, and CAF are shown by Safari alone, some of them only by older versions.
 */
export const unsupportedFormats: ReadonlyMap<string, UnsupportedFormat> = new Map([
  ['image/heic', image('a HEIC photo', 'JPEG')],
  ['image/heif', image('a HEIF photo', 'JPEG')],
  ['image/heic-sequence', image('a HEIC photo', 'JPEG')],
  ['image/heif-sequence', image('a HEIF photo', 'JPEG')],
  ['image/tiff', image('a TIFF image')],
  ['image/vnd.adobe.photoshop', image('a Photoshop file')],
  ['image/jxl', { ...image('a JPEG XL image', 'JPEG, PNG, or WebP'), isPartlySupported: true }],
  ...['jp2', 'jpx', 'jpm', 'jph', 'j2c'].map(name => [`image/${name}`, jpeg2000] as const),
  ['image/jxr', image('a JPEG XR image', 'JPEG')],
  ...[
    ...['canon-cr2', 'canon-cr3', 'canon-crw', 'nikon-nef', 'nikon-nrw', 'sony-arw', 'sony-sr2', 'adobe-dng'],
    ...['fuji-raf', 'olympus-orf', 'panasonic-rw2', 'pentax-pef', 'samsung-srw', 'sigma-x3f', 'minolta-mrw'],
    ...['hasselblad-3fr', 'epson-erf', 'kodak-kdc'],
  ].map(name => [`image/x-${name}`, cameraFile] as const),
  ['image/x-xcf', image('a GIMP file')],
  ['image/icns', image('an icon file of a Mac', 'PNG')],
  ['image/x-tga', image('a TGA image')],
  ['image/vnd.zbrush.pcx', image('a PCX image')],
  ['image/vnd.ms-dds', image('a DDS image')],
  ['image/vnd.djvu', image('a DjVu image')],
  ['image/aces', image('an OpenEXR image')],
  ['image/x-pict', image('a PICT image')],
  ['image/wmf', image('a Windows metafile', 'SVG or PNG')],
  ['image/emf', image('a Windows metafile', 'SVG or PNG')],
  ['image/x-eps', printFile],
  ['application/postscript', printFile],
  ['audio/x-ms-wma', sound('a Windows Media sound (WMA)')],
  ['audio/x-aiff', sound('an AIFF sound')],
  ['audio/midi', sound('a MIDI file, which has notes and no sound,')],
  ['audio/amr', sound('an AMR recording')],
  ['audio/x-pn-realaudio', sound('a RealAudio sound')],
  ['audio/basic', sound('an AU sound')],
  ['audio/x-caf', sound('a CAF sound')],
  ['audio/x-ape', sound("a Monkey's Audio sound")],
  ['audio/x-wavpack', sound('a WavPack sound')],
  ['audio/x-musepack', sound('a Musepack sound')],
  ['audio/vnd.dts', sound('a DTS sound')],
  ['audio/xm', sound('a tracker module')],
  ['audio/s3m', sound('a tracker module')],
])

/** Returns the files in formats that not all browsers show, with their format, by path. */
export const filesWithUnsupportedFormat = (
  mediaTypes: ReadonlyMap<string, string>,
): ReadonlyMap<string, UnsupportedFormat> =>
  new Map(
    [...mediaTypes].flatMap(([path, mediaType]) => {
      const format = unsupportedFormats.get(mediaType)
      return format ? [[path, format] as const] : []
    }),
  )
